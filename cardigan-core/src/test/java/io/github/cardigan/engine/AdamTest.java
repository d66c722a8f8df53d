package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamTest {

    private static final float[] START = {1, -2, 0.5f, 0};

    private static FlatTensors parameters() {
        FlatTensors parameters = FlatTensors.parameters(Map.of("w", new long[] {4}), Device.cpu());
        Tensors.fill(parameters.vector(), START);
        return parameters;
    }

    /** Gradients that change sign and size, one of them tiny, so that epsilon shows. */
    private static float[] gradient(int step) {
        return new float[] {0.3f * step - 1, (float) Math.sin(step), -5, 1e-7f};
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.999, 1e-8", "0.9, 0.999, 1e-8", "0, 0.9, 1e-3"})
    void tenStepsEqualThePapersAlgorithmInDouble(double beta1, double beta2, double epsilon) {
        try (FlatTensors parameters = parameters();
                Adam adam = new Adam(parameters, beta1, beta2, epsilon)) {
            double[] theta = new double[4];
            double[] m = new double[4];
            double[] v = new double[4];
            for (int i = 0; i < 4; i++) {
                theta[i] = START[i];
            }
            for (int t = 1; t <= 10; t++) {
                double alpha = 0.01 * t; // a schedule moves it
                float[] g = gradient(t);
                Tensors.fill(parameters.gradient(), g);
                adam.step(alpha);
                for (int i = 0; i < 4; i++) {
                    m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                    v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                    double mHat = m[i] / (1 - Math.pow(beta1, t));
                    double vHat = v[i] / (1 - Math.pow(beta2, t));
                    theta[i] -= alpha * mHat / (Math.sqrt(vHat) + epsilon);
                }
                float[] values = Tensors.toFloats(parameters.vector());
                for (int i = 0; i < 4; i++) { // float32: 6 digits over 10 steps
                    assertThat((double) values[i]).as("step %d, value %d", t, i).isCloseTo(theta[i], within(3e-6));
                }
            }
            assertThat(adam.steps()).isEqualTo(10);
        }
    }

    @Test
    void resumedEqualsUninterrupted() {
        try (FlatTensors parameters = parameters();
                Adam adam = new Adam(parameters, 0.5, 0.999, 1e-8);
                FlatTensors resumedParameters = parameters();
                Adam resumed = new Adam(resumedParameters, 0.5, 0.999, 1e-8)) {
            steps(parameters, adam, 1, 3);
            Tensors.fill(resumedParameters.vector(), Tensors.toFloats(parameters.vector()));
            adam.state()
                    .forEach((name, vector) -> Tensors.fill(
                            java.util.Objects.requireNonNull(resumed.state().get(name)), Tensors.toFloats(vector)));
            resumed.restoreSteps(adam.steps());
            steps(parameters, adam, 4, 6);
            steps(resumedParameters, resumed, 4, 6);
            assertThat(Tensors.toFloats(resumedParameters.vector())).isEqualTo(Tensors.toFloats(parameters.vector()));
        }
    }

    private static void steps(FlatTensors parameters, Adam adam, int from, int to) {
        for (int t = from; t <= to; t++) {
            Tensors.fill(parameters.gradient(), gradient(t));
            adam.step(0.01);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9, 1e-8", "-0.1, 0.9, 1e-8", "0.9, 1, 1e-8", "0.9, 0.9, 0", "NaN, 0.9, 1e-8"})
    void impossibleSettingsAreRefused(double beta1, double beta2, double epsilon) {
        try (FlatTensors parameters = parameters()) {
            assertThatThrownBy(() -> new Adam(parameters, beta1, beta2, epsilon))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("expected betas in [0, 1) and epsilon > 0, got ");
        }
    }
}
