package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.io.IOException;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SlicedWassersteinTest {

    private static final SlicedWasserstein SWD = new SlicedWasserstein(5, 1000, 40, 7);

    private static Tensor fake() {
        Tensor fake = FormulaTensors.tensor("fake", -1, 1, 6, 3, 64, 32);
        Tensor blurred = fake.clone();
        blurred.narrow(3, 1, 31)
                .copy_(fake.narrow(3, 1, 31).add(fake.narrow(3, 0, 31)).div(new Scalar(2.0)));
        return blurred;
    }

    /** Levels 64x32 and 32x16; the differences are of float32 in sums of 147 products. */
    @Test
    void distancesEqualThoseInNumpy() throws IOException {
        double[] expected =
                FormulaTensors.doubles(FormulaTensors.reference("swd.json").get("distances"));
        try (TensorScope scope = new TensorScope()) {
            FixedImages real = new FixedImages(FormulaTensors.tensor("real", -1, 1, 6, 3, 64, 32));
            SlicedWasserstein.Result result = SWD.between(real, new FixedImages(fake()));

            assertThat(result.levels()).hasSize(2);
            assertThat(result.levels().get(1).height()).isEqualTo(32);
            assertThat(result.levels().get(1).width()).isEqualTo(16);
            assertThat(result.levels().stream().mapToDouble(SlicedWasserstein.Level::distance))
                    .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-3 ? 0 : 1)
                    .containsExactly(expected[0], expected[1]);
            assertThat(result.mean()).isCloseTo((expected[0] + expected[1]) / 2, within(1e-3));
        }
    }

    @Test
    void thePyramidEqualsThatOfScipy() throws IOException {
        JsonNode reference = FormulaTensors.reference("swd.json").get("pyramid");
        try (TensorScope scope = new TensorScope()) {
            List<Tensor> pyramid = LaplacianPyramid.of(FormulaTensors.tensor("pyramid", -1, 1, 1, 2, 8, 12), 3);
            for (int level = 0; level < 3; level++) {
                float[] values = Tensors.toFloats(pyramid.get(level));
                double[] expected = FormulaTensors.doubles(reference.get(level));
                assertThat(values).hasSize(expected.length);
                for (int i = 0; i < values.length; i++) {
                    assertThat((double) values[i]).isCloseTo(expected[i], within(1e-6));
                }
            }
        }
    }

    @Test
    void aSetIsAtDistanceZeroFromItselfAndTheDistanceIsSymmetric() {
        try (TensorScope scope = new TensorScope()) {
            FixedImages real = new FixedImages(FormulaTensors.tensor("real", -1, 1, 6, 1, 28, 28));
            FixedImages generated = new FixedImages(FormulaTensors.tensor("fake", -1, 1, 6, 1, 28, 28));
            assertThat(SWD.between(real, real).mean()).isZero();
            assertThat(SWD.between(real, generated).mean())
                    .isGreaterThan(0)
                    .isEqualTo(SWD.between(generated, real).mean());
        }
    }

    /** Contrast and brightness of a whole set are normalised away, by the paper's definition. */
    @Test
    void anAffineChangeOfAllValuesDoesNotMatter() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = FormulaTensors.tensor("real", -1, 1, 6, 3, 16, 16);
            FixedImages changed = new FixedImages(real.mul(new Scalar(0.5)).add(new Scalar(0.2)));
            assertThat(SWD.between(new FixedImages(real), changed).mean()).isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void patchesPerImageAreFewerWhereThereIsNoRoom() {
        try (TensorScope scope = new TensorScope()) {
            FixedImages images = new FixedImages(FormulaTensors.tensor("real", -1, 1, 6, 1, 16, 16));
            SlicedWasserstein narrow = new SlicedWasserstein(128, 20, 8, 1);
            assertThat(narrow.between(images, images).patchesPerImage()).isEqualTo(3);
            assertThatThrownBy(() -> new SlicedWasserstein(128, 5, 8, 1).between(images, images))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("room for 5 patches, got 6 images");
        }
    }

    @Test
    void everyPlaceOfAPatchIsReached() {
        PatchDescriptors descriptors = new PatchDescriptors(1, 400);
        float[] image = new float[8 * 8];
        image[0] = 1; // seen from place (0, 0) only
        image[63] = 2; // seen from place (1, 1) only
        descriptors.add(image, 0, 8, 8, 400, new RandomSource(1));
        try (TensorScope scope = new TensorScope()) {
            Tensor rows = descriptors.normalised();
            Tensor first = rows.narrow(1, 0, 1);
            Tensor last = rows.narrow(1, 48, 1);
            // 400 places of 2 x 2: each is taken about 100 times
            assertThat(first.gt(new Scalar(1.0)).sum().item_int()).isBetween(60, 140);
            assertThat(last.gt(new Scalar(1.0)).sum().item_int()).isBetween(60, 140);
        }
    }

    @Test
    void smallImagesAreRefused() {
        assertThatThrownBy(() -> SWD.requireShape(Shape.image(1, 8, 28)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("16x16")
                .hasMessageContaining("[1, 8, 28]");
    }

    @Test
    void anImageThatIsNotFiniteIsNamed() {
        try (TensorScope scope = new TensorScope()) {
            Tensor broken = torch.zeros(3, 1, 16, 16);
            broken.narrow(0, 1, 1).narrow(2, 5, 1).fill_(new Scalar(Double.POSITIVE_INFINITY));
            FixedImages images = new FixedImages(broken);
            assertThatThrownBy(() -> SWD.between(images, images))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("image 1 of fixed");
        }
    }
}
