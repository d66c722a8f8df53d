package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.DrawnPoints;
import io.github.cardigan.data.PointPattern;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.training.TinyGan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImagesTest {

    /** Sample i is an image of two values i, its label i mod 3; some cannot be read. */
    private record Numbers(int size, Set<Integer> unreadable) implements Dataset {

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public Shape shape() {
            return Shape.image(1, 1, 2);
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public int label(int index) {
            return index % 3;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            if (unreadable.contains(index)) {
                throw new UnreadableSampleException("number " + index + " is damaged");
            }
            target[offset] = index;
            target[offset + 1] = index;
        }

        @Override
        public String fingerprint() {
            return "numbers" + size;
        }
    }

    private static float[] read(Images images, int first, int count) {
        try (TensorScope scope = new TensorScope()) {
            return Tensors.toFloats(images.batch(first, count));
        }
    }

    @Test
    void aDataSetIsReadInItsOrder() {
        Images images = DatasetImages.all(new Numbers(5, Set.of()), warning -> {});
        assertThat(read(images, 1, 3)).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(images.size()).isEqualTo(5);
        assertThat(images.label(4)).isEqualTo(1);
        assertThat(images.classes()).containsExactly("a", "b", "c");
    }

    @Test
    void theNextImageTakesThePlaceOfAnUnreadableOne() {
        List<String> warnings = new ArrayList<>();
        Images images = DatasetImages.all(new Numbers(6, Set.of(1, 2, 5)), warnings::add);
        assertThat(read(images, 0, 6)).containsExactly(0, 0, 3, 3, 3, 3, 3, 3, 4, 4, 0, 0);
        assertThat(read(images, 1, 1)).containsExactly(3, 3);
        assertThat(List.of(images.label(1), images.label(4), images.label(5))).containsExactly(0, 1, 0);
        assertThat(warnings)
                .containsExactlyInAnyOrder(
                        "number 1 is damaged; the next image takes its place",
                        "number 2 is damaged; the next image takes its place",
                        "number 5 is damaged; the next image takes its place");
    }

    @Test
    void aSetWithoutReadableImagesIsRefused() {
        Images images = DatasetImages.all(new Numbers(2, Set.of(0, 1)), warning -> {});
        assertThatThrownBy(() -> read(images, 0, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected readable images in numbers");
    }

    @Test
    void aChoiceHasNoRepetitionAndBeginsLikeALargerOne() {
        Dataset data = new Numbers(40, Set.of());
        Images ten = DatasetImages.choice(data, 10, 7, warning -> {});
        Images all = DatasetImages.choice(data, 40, 7, warning -> {});
        assertThat(read(all, 0, 10)).isEqualTo(read(ten, 0, 10));
        Set<Float> seen = new TreeSet<>();
        for (float value : read(all, 0, 40)) {
            seen.add(value);
        }
        assertThat(seen).hasSize(40);
        assertThat(read(all, 0, 40)).isNotEqualTo(read(DatasetImages.choice(data, 40, 8, warning -> {}), 0, 40));
        assertThat(ten.fingerprint()).isNotEqualTo(all.fingerprint());
        assertThat(ten.label(3)).isEqualTo((int) read(ten, 3, 1)[0] % 3);
        assertThatThrownBy(() -> DatasetImages.choice(data, 41, 7, warning -> {}))
                .isInstanceOf(DataException.class)
                .hasMessage("expected from 1 to 40 images of numbers, got a count of 41");
    }

    /** Whatever the batches, image i is sample i of the model. */
    @Test
    void generatedImagesAreTheModelsSamples() {
        Generator generator = Generator.build(
                Latent.normal(TinyGan.LATENT), TinyGan.generatorLayers(), Device.cpu(), new RandomSource(1));
        try (io.github.cardigan.network.Network network = generator.network()) {
            Images images = new GeneratedImages("tiny", generator, 100, 5);
            float[] samples = Model.sample(generator, 0, 100, 5);
            assertThat(read(images, 0, 100)).isEqualTo(samples);
            assertThat(read(images, 70, 3)).isEqualTo(java.util.Arrays.copyOfRange(samples, 70 * 16, 73 * 16));
            assertThat(images.label(0)).isEqualTo(-1);
            String fingerprint = images.fingerprint();
            assertThat(new GeneratedImages("other", generator, 100, 5).fingerprint())
                    .isEqualTo(fingerprint);
            assertThat(new GeneratedImages("tiny", generator, 100, 6).fingerprint())
                    .isNotEqualTo(fingerprint);
            try (TensorScope scope = new TensorScope()) {
                network.parameters().vector().add_(new org.bytedeco.pytorch.Scalar(1f));
            }
            assertThat(images.fingerprint()).isNotEqualTo(fingerprint);
        }
    }

    @Test
    void pointsAreReadAsImagesAre() {
        Dataset data = new DrawnPoints(PointPattern.TWO_MOONS, 1, 50);
        Images images = DatasetImages.all(data, warning -> {});
        float[] point = new float[2];
        data.read(7, point, 0);
        assertThat(read(images, 7, 1)).isEqualTo(point);
        assertThat(images.label(7)).isEqualTo(data.label(7));
        Generator generator = Generator.build(Latent.normal(2), Dense.of(2), Device.cpu(), new RandomSource(1));
        try (io.github.cardigan.network.Network network = generator.network()) {
            Images made = new GeneratedImages("points", generator, 9, 5);
            assertThat(made.shape()).isEqualTo(data.shape());
            assertThat(read(made, 0, 9)).isEqualTo(Model.sample(generator, 0, 9, 5));
        }
    }
}
