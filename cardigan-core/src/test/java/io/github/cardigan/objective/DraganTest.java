package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In double precision, so that closed forms agree to 1e-12. */
class DraganTest {

    private static final int COUNT = 2000;

    private final RandomSource random = new RandomSource(21);

    @Test
    void aLinearCriticIsDrawnToSlopeOneFromBothSides() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = random.normal(Device.cpu(), 4, 2).to(ScalarType.Double);
            for (double scale : new double[] {0.1, 1}) { // norms 0.5 and 5
                TestCritic critic = TestCritic.linear(3 * scale, -4 * scale);
                Tensor penalty = new Dragan().of(critic, real, real, random);
                Tensor byWeights = Gradients.of(penalty, critic.weights, false);
                double over = 5 * scale - 1;
                assertThat(penalty.item_double()).isCloseTo(over * over, within(1e-12));
                assertThat(byWeights.get(0).item_double()).isCloseTo(2 * over * 0.6, within(1e-12));
                assertThat(byWeights.get(1).item_double()).isCloseTo(2 * over * -0.8, within(1e-12));
            }
        }
    }

    /** n = ||a x||; mean of (n - 1)^2 and of 2 (n - 1) a_i x_i^2 / n at the points asked for. */
    @Test
    void aQuadraticCriticPaysWhereItIsAsked() {
        double[] a = {1.5, -0.5};
        try (TensorScope scope = new TensorScope()) {
            Tensor real = random.normal(Device.cpu(), 16, 2).to(ScalarType.Double);
            TestCritic critic = TestCritic.quadratic(a);
            Tensor penalty = new Dragan().of(critic, real, real, random);
            Tensor byWeights = Gradients.of(penalty, critic.weights, false);
            double expected = 0;
            double[] gradient = new double[2];
            for (double[] x : critic.points()) {
                double n = Math.hypot(a[0] * x[0], a[1] * x[1]);
                expected += (n - 1) * (n - 1) / 16;
                for (int i = 0; i < 2; i++) {
                    gradient[i] += 2 * (n - 1) * a[i] * x[i] * x[i] / n / 16;
                }
            }
            assertThat(penalty.item_double()).isCloseTo(expected, within(1e-12));
            assertThat(byWeights.get(0).item_double()).isCloseTo(gradient[0], within(1e-12));
            assertThat(byWeights.get(1).item_double()).isCloseTo(gradient[1], within(1e-12));
        }
    }

    /**
     * Half the values -3, half 5: the deviation is 4, so the noise is u d times 2 with u and d uniform: mean 1/2, mean square 4/9. Two
     * values of a sample share u: the mean product is 4 E u^2 (E d)^2 = 1/3, where it would be 1/4 with a u each.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2})
    void pointsLieWithinTheNoisesReachOfRealSamples(double noise) {
        try (TensorScope scope = new TensorScope()) {
            double[] values = new double[2 * COUNT];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 4 < 2 ? -3 : 5;
            }
            TestCritic critic = TestCritic.linear(1, 1);
            new Dragan(noise).of(critic, Tensor.create(values, COUNT, 2), torch.zeros(1), random);
            double mean = 0;
            double square = 0;
            double product = 0;
            double[][] points = critic.points();
            for (int n = 0; n < COUNT; n++) {
                double first = (points[n][0] - values[2 * n]) / noise / 2;
                double second = (points[n][1] - values[2 * n + 1]) / noise / 2;
                assertThat(first).isBetween(0.0, 2.0);
                mean += first / COUNT;
                square += first * first / COUNT;
                product += first * second / COUNT;
            }
            // five deviations of the means of 2000: 0.05, 0.07 and 0.05
            assertThat(mean).isCloseTo(0.5, within(0.05));
            assertThat(square).isCloseTo(4.0 / 9, within(0.07));
            assertThat(product).isCloseTo(1.0 / 3, within(0.05));
        }
    }

    @Test
    void generatedSamplesPlayNoPart() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(new double[] {1, 2, 3, 4}, 2, 2);
            TestCritic critic = TestCritic.quadratic(1, 1);
            new Dragan().of(critic, real, torch.zeros(2, 2), new RandomSource(1));
            double[][] first = critic.points();
            new Dragan().of(critic, real, torch.ones(3, 2), new RandomSource(1));
            assertThat(critic.points()).isDeepEqualTo(first);
            assertThat(Tensors.toDoubles(real)).containsExactly(1, 2, 3, 4);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, Double.NaN})
    void impossibleNoiseIsRefused(double noise) {
        assertThatThrownBy(() -> new Dragan(noise))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected noise above 0, got " + noise);
    }
}
