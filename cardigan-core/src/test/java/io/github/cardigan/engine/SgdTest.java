package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SgdTest {

    private static final float[] START = {1, -2, 0.5f, 0};

    private static FlatTensors parameters() {
        FlatTensors parameters = FlatTensors.parameters(Map.of("w", new long[] {4}), Device.cpu());
        Tensors.fill(parameters.vector(), START);
        return parameters;
    }

    private static float[] gradient(int step) {
        return new float[] {0.3f * step - 1, (float) Math.sin(step), -5, 1e-7f};
    }

    /** As PyTorch documents its SGD: d = g + lambda w; b = mu b + d; d = d + mu b; w = w - rate d. */
    @ParameterizedTest
    @CsvSource({"0.9, 5e-4", "0.9, 0", "0, 0.1", "0, 0"})
    void tenStepsEqualTheAlgorithmInDouble(double momentum, double decay) {
        try (FlatTensors parameters = parameters();
                Sgd sgd = new Sgd(parameters, momentum, decay)) {
            double[] w = {1, -2, 0.5, 0};
            double[] b = new double[4];
            for (int t = 1; t <= 10; t++) {
                double rate = 0.01 * t; // a schedule moves it
                float[] g = gradient(t);
                Tensors.fill(parameters.gradient(), g);
                sgd.step(rate);
                assertThat(Tensors.toFloats(parameters.gradient())).isEqualTo(g);
                float[] values = Tensors.toFloats(parameters.vector());
                for (int i = 0; i < 4; i++) {
                    double d = g[i] + decay * w[i];
                    b[i] = momentum * b[i] + d;
                    w[i] -= rate * (d + momentum * b[i]);
                    // float32: 6 digits over 10 steps, of values up to 20
                    assertThat((double) values[i]).as("step %d, value %d", t, i).isCloseTo(w[i], within(2e-5));
                }
            }
            assertThat(sgd.steps()).isEqualTo(10);
        }
    }

    /** Nesterov's point: on w^2 / 2 with rate r the first step from w is w - r (1 + mu) w, more than plain momentum's w - r w. */
    @Test
    void theFirstStepLooksAhead() {
        try (FlatTensors parameters = parameters();
                Sgd sgd = new Sgd(parameters, 0.5, 0)) {
            Tensors.fill(parameters.gradient(), START);
            sgd.step(0.25);
            assertThat(Tensors.toFloats(parameters.vector())).containsExactly(0.625f, -1.25f, 0.3125f, 0);
        }
    }

    @Test
    void resumedEqualsUninterrupted() {
        try (FlatTensors parameters = parameters();
                Sgd sgd = new Sgd(parameters, 0.9, 1e-3);
                FlatTensors resumedParameters = parameters();
                Sgd resumed = new Sgd(resumedParameters, 0.9, 1e-3)) {
            steps(parameters, sgd, 1, 3);
            Tensors.fill(resumedParameters.vector(), Tensors.toFloats(parameters.vector()));
            sgd.state()
                    .forEach((name, vector) -> Tensors.fill(
                            java.util.Objects.requireNonNull(resumed.state().get(name)), Tensors.toFloats(vector)));
            resumed.restoreSteps(sgd.steps());
            steps(parameters, sgd, 4, 6);
            steps(resumedParameters, resumed, 4, 6);
            assertThat(Tensors.toFloats(resumedParameters.vector())).isEqualTo(Tensors.toFloats(parameters.vector()));
            assertThat(resumed.steps()).isEqualTo(6);
        }
    }

    private static void steps(FlatTensors parameters, Sgd sgd, int from, int to) {
        for (int t = from; t <= to; t++) {
            Tensors.fill(parameters.gradient(), gradient(t));
            sgd.step(0.01);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "-0.1, 0", "0.9, -1", "NaN, 0", "0.9, NaN"})
    void impossibleSettingsAreRefused(double momentum, double decay) {
        try (FlatTensors parameters = parameters()) {
            assertThatThrownBy(() -> new Sgd(parameters, momentum, decay))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("expected momentum in [0, 1) and weight decay >= 0, got ");
        }
    }
}
