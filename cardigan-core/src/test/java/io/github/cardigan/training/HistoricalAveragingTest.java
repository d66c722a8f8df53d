package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.Tensors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoricalAveragingTest {

    private static final double WEIGHT = 0.3;

    private static FlatTensors parameters() {
        return FlatTensors.parameters(Map.of("w", new long[] {2}), Device.cpu());
    }

    private static float[] gradient(
            FlatTensors parameters, HistoricalAveraging averaging, long updates, float... theta) {
        Tensors.fill(parameters.vector(), theta);
        parameters.zeroGradient();
        averaging.beforeUpdate(parameters, updates);
        assertThat(Tensors.toFloats(parameters.vector())).isEqualTo(theta);
        return Tensors.toFloats(parameters.gradient());
    }

    private static double penalty(double[] theta, double[] mean) {
        return WEIGHT * (Math.pow(theta[0] - mean[0], 2) + Math.pow(theta[1] - mean[1], 2));
    }

    /** The means are those of all weights before, by hand; the derivative is that of the paper's term. */
    @Test
    void theGradientIsThatOfTheDistanceToTheMeanOfThePast() {
        float[][] path = {{1, 4}, {3, -2}, {5, 1}, {-2, 0}, {8, 8}};
        double[][] means = {{1, 4}, {1, 4}, {2, 1}, {3, 1}, {1.75, 0.75}};
        try (FlatTensors parameters = parameters();
                HistoricalAveraging averaging = new HistoricalAveraging("history", parameters, WEIGHT)) {
            for (int t = 0; t < path.length; t++) {
                float[] gradient = gradient(parameters, averaging, t, path[t]);
                for (int i = 0; i < 2; i++) {
                    double[] up = {path[t][0], path[t][1]};
                    double[] down = up.clone();
                    up[i] += 1e-4;
                    down[i] -= 1e-4;
                    double expected = (penalty(up, means[t]) - penalty(down, means[t])) / 2e-4;
                    assertThat((double) gradient[i])
                            .as("step %d, weight %d", t, i)
                            .isCloseTo(expected, within(1e-5)); // fp32, of values up to 10
                }
            }
        }
    }

    @Test
    void itAddsToWhatIsThere() {
        try (FlatTensors parameters = parameters();
                HistoricalAveraging averaging = new HistoricalAveraging("history", parameters, WEIGHT)) {
            gradient(parameters, averaging, 0, 1, 1);
            Tensors.fill(parameters.vector(), new float[] {2, 1});
            Tensors.fill(parameters.gradient(), new float[] {5, 7});
            averaging.beforeUpdate(parameters, 1);
            float[] gradient = Tensors.toFloats(parameters.gradient());
            assertThat(gradient[0]).isCloseTo(5.6f, within(1e-6f)); // 5 + 2 x 0.3 x (2 - 1)
            assertThat(gradient[1]).isEqualTo(7);
        }
    }

    @Test
    void resumedEqualsUninterrupted() {
        try (FlatTensors parameters = parameters();
                HistoricalAveraging one = new HistoricalAveraging("history", parameters, WEIGHT);
                HistoricalAveraging other = new HistoricalAveraging("history", parameters, WEIGHT)) {
            gradient(parameters, one, 0, 1, 4);
            gradient(parameters, one, 1, 3, -2);
            one.state().forEach((name, tensor) -> Tensors.fill(other.state().get(name), Tensors.toFloats(tensor)));
            float[] expected = gradient(parameters, one, 2, 5, 1);
            assertThat(gradient(parameters, other, 2, 5, 1)).isEqualTo(expected);
            assertThat(Tensors.toFloats(other.state().get("mean")))
                    .isEqualTo(Tensors.toFloats(one.state().get("mean")));
        }
    }

    @Test
    void weightsThatCannotBeAreRefused() {
        try (FlatTensors parameters = parameters()) {
            for (double weight : new double[] {0, -1, Double.NaN}) {
                assertThatThrownBy(() -> new HistoricalAveraging("history", parameters, weight))
                        .hasMessage("expected a weight above 0, got " + weight);
            }
        }
    }
}
