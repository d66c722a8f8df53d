package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import java.io.IOException;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairMetricsTest {

    /** Both sides compute in float64; the inputs, of float32, differ by its rounding where one of them is mixed. */
    private static final double TOLERANCE = 1e-7;

    static Stream<PairMetric> similarities() {
        return Stream.of(Ssim.of(), MsSsim.of());
    }

    /** The images of pairs.py: noise, and the same with 30 % other noise. */
    private static Tensor x(String name, int height, int width) {
        return FormulaTensors.tensor(name + " x", -1, 1, 2, 3, height, width);
    }

    private static Tensor mixed(String name, int height, int width) {
        Tensor other =
                FormulaTensors.tensor(name + " y", -1, 1, 2, 3, height, width).to(ScalarType.Double);
        return x(name, height, width)
                .to(ScalarType.Double)
                .mul(new Scalar(0.7))
                .add(other.mul(new Scalar(0.3)))
                .to(ScalarType.Float);
    }

    @Test
    void valuesEqualThoseOfScipy() throws IOException {
        compare(Ssim.of(), "ssim", 20, 31);
        compare(Psnr.of(), "ssim", 20, 31);
        compare(MsSsim.of(), "ms", 177, 190);
    }

    private static void compare(PairMetric metric, String images, int height, int width) throws IOException {
        double[] expected =
                FormulaTensors.doubles(FormulaTensors.reference("pairs.json").get(metric.name()));
        try (TensorScope scope = new TensorScope()) {
            assertThat(metric.compare(x(images, height, width), mixed(images, height, width)))
                    .containsExactly(expected, within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @MethodSource("similarities")
    void equalImagesGiveOneAndTheOrderDoesNotMatter(PairMetric metric) {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = x("ms", 177, 190);
            Tensor y = mixed("ms", 177, 190);
            assertThat(metric.compare(x, x)).containsExactly(new double[] {1, 1}, within(1e-12));
            assertThat(metric.compare(x, y)).containsExactly(metric.compare(y, x), within(1e-12));
            assertThat(metric.largerIsCloser()).isTrue();
        }
    }

    /** For constant images the index is its luminance: (2 a b + C1) / (a^2 + b^2 + C1) with C1 = (0.01 * 2)^2. */
    @Test
    void theSsimOfConstantImagesIsTheClosedForm() {
        try (TensorScope scope = new TensorScope()) {
            Tensor a = torch.ones(1, 1, 12, 11).mul(new Scalar(0.5));
            Tensor b = torch.ones(1, 1, 12, 11).mul(new Scalar(-0.25));
            double expected = (2 * 0.5 * -0.25 + 4e-4) / (0.25 + 0.0625 + 4e-4);
            assertThat(Ssim.of().compare(a, b)).containsExactly(new double[] {expected}, within(1e-12));
        }
    }

    /** A difference of 0.02 everywhere at range 2: 20 log10(2 / 0.02) = 40 dB. */
    @Test
    void thePsnrOfAConstantDifferenceIsTheClosedForm() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = torch.zeros(2, 1, 4, 4);
            assertThat(Psnr.of().compare(x, x.add(new Scalar(0.02))))
                    .containsExactly(new double[] {40, 40}, within(1e-5));
            assertThat(Psnr.of().compare(x, x)).containsOnly(Double.POSITIVE_INFINITY);
            assertThat(new Psnr(255).compare(x, x.add(new Scalar(255.0)))).containsOnly(0);
        }
    }

    /** Inverted images have negative structure; a power of it would not be a number. */
    @Test
    void theMsSsimOfInvertedImagesIsZeroAndNotNan() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = x("ms", 176, 176);
            assertThat(MsSsim.of().compare(x, x.neg())).containsOnly(0);
        }
    }

    @Test
    void imagesSmallerThanTheWindowsAreRefusedWithTheSmallestSide() {
        assertThatThrownBy(() -> MsSsim.of().requireShape(Shape.image(3, 175, 256)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("176x176")
                .hasMessageContaining("[3, 175, 256]");
        assertThatThrownBy(() -> Ssim.of().requireShape(Shape.image(3, 28, 10)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("11x11");
    }

    @Test
    void batchesOfDifferentShapesAreRefused() {
        try (TensorScope scope = new TensorScope()) {
            assertThatThrownBy(() -> Psnr.of().compare(torch.zeros(2, 1, 4, 4), torch.zeros(1, 1, 4, 4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[2, 1, 4, 4]")
                    .hasMessageContaining("[1, 1, 4, 4]");
        }
    }

    @Test
    void setsAreComparedPairByPair() {
        try (TensorScope scope = new TensorScope()) {
            FixedImages zeros = new FixedImages(torch.zeros(20, 1, 4, 4));
            Tensor steps = Tensor.create(new float[] {0.2f, 0.02f}, 2, 1, 1, 1).repeat(10, 1, 4, 4);
            Pairs.Summary summary = Pairs.compare(Psnr.of(), zeros, new FixedImages(steps)); // 20 dB, 40 dB, 20 dB, ...

            assertThat(summary.count()).isEqualTo(20);
            assertThat(summary.mean()).isCloseTo(30, within(1e-5));
            assertThat(summary.deviation()).isCloseTo(10 * Math.sqrt(20.0 / 19), within(1e-5));
        }
    }

    @Test
    void anImageThatIsNotFiniteIsNamed() {
        try (TensorScope scope = new TensorScope()) {
            Tensor broken = torch.zeros(18, 1, 12, 12);
            broken.narrow(0, 17, 1).fill_(new Scalar(Double.NaN));
            FixedImages zeros = new FixedImages(torch.zeros(18, 1, 12, 12));
            assertThatThrownBy(() -> Pairs.compare(Ssim.of(), zeros, new FixedImages(broken)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("ssim")
                    .hasMessageContaining("image 17 of fixed");
        }
    }
}
