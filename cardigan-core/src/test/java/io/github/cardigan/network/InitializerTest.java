package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PyTorch's defaults: uniform within 1/sqrt(fan-in), which has the variance 1/(3 fan-in). */
class InitializerTest {

    static Stream<Arguments> fanIns() {
        return Stream.of(
                arguments(Dense.of(300), Shape.of(50), 50),
                arguments(Conv2d.of(60, 5, 1), Shape.image(20, 8, 8), 20 * 25),
                // PyTorch takes the outputs for the fan-in of a transposed convolution
                arguments(ConvTranspose2d.of(20, 5, 2), Shape.image(60, 8, 8), 20 * 25));
    }

    @ParameterizedTest
    @MethodSource("fanIns")
    void weightsAreUniformWithinOneOverTheRootOfTheFanIn(Layer layer, Shape input, int fanIn) {
        try (Network network = Network.build(layer, input, Device.cpu(), new RandomSource(1))) {
            double bound = 1 / Math.sqrt(fanIn);
            float[] weights = Tensors.toFloats(network.state().get("weight"));
            checkUniform(weights, bound);
            for (float bias : Tensors.toFloats(network.state().get("bias"))) {
                assertThat((double) bias).isBetween(-bound, bound).isNotZero();
            }
        }
    }

    private static void checkUniform(float[] values, double bound) {
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            largest = Math.max(largest, Math.abs(value));
        }
        int n = values.length;
        assertThat(largest).isBetween(0.99 * bound, bound * (1 + 1e-7)); // float rounding of the bound itself
        // five standard errors: of the mean bound/sqrt(3n), of the mean square 0.298 bound^2/sqrt(n)
        assertThat(sum / n).isCloseTo(0, within(5 * bound / Math.sqrt(3.0 * n)));
        assertThat(squares / n).isCloseTo(bound * bound / 3, within(5 * 0.3 * bound * bound / Math.sqrt(n)));
    }

    @Test
    void embeddingsAreStandardNormal() {
        try (Network network = Network.build(new Embedding(200, 50), Shape.of(1), Device.cpu(), new RandomSource(2))) {
            float[] values = Tensors.toFloats(network.state().get("weight"));
            double mean = 0;
            double squares = 0;
            for (float value : values) {
                mean += value / values.length;
                squares += (double) value * value / values.length;
            }
            assertThat(mean).isCloseTo(0, within(0.05)); // five standard errors of 1/sqrt(10,000)
            assertThat(squares).isCloseTo(1, within(0.07)); // five of sqrt(2/10,000)
        }
    }

    @Test
    void normalInitializerHasTheAskedMeanAndDeviation() {
        float[] values =
                Tensors.toFloats(new Initializer.Normal(1, 0.02).draw(new RandomSource(3), Device.cpu(), 100, 100));
        double mean = 0;
        double squares = 0;
        for (float value : values) {
            mean += value / values.length;
            squares += (value - 1.0) * (value - 1.0) / values.length;
        }
        assertThat(mean).isCloseTo(1, within(0.001));
        assertThat(Math.sqrt(squares)).isCloseTo(0.02, within(0.001));
    }

    @Test
    void normsStartWithScaleOneAndShiftZero() {
        try (Network network = Network.build(BatchNorm.of(), Shape.image(3, 2, 2), Device.cpu(), new RandomSource(4))) {
            assertThat(Tensors.toFloats(network.state().get("weight")))
                    .containsOnly(1f)
                    .hasSize(3);
            assertThat(Tensors.toFloats(network.state().get("bias")))
                    .containsOnly(0f)
                    .hasSize(3);
            assertThat(Tensors.toFloats(network.state().get("running_mean")))
                    .containsOnly(0f)
                    .hasSize(3);
            assertThat(Tensors.toFloats(network.state().get("running_var")))
                    .containsOnly(1f)
                    .hasSize(3);
        }
    }
}
