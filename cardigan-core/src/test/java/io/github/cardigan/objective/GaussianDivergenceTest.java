package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianDivergenceTest {

    @Test
    void thePriorItselfIsNowhereElse() {
        try (TensorScope scope = new TensorScope()) {
            Tensor zeros = Tensor.create(new double[6], 2, 3);
            assertThat(Tensors.toDoubles(GaussianDivergence.of(zeros, zeros))).containsExactly(0, 0);
        }
    }

    private static double density(double x, double mean, double deviation) {
        double t = (x - mean) / deviation;
        return StrictMath.exp(-t * t / 2) / (deviation * StrictMath.sqrt(2 * Math.PI));
    }

    /** The integral of {@code q log(q / p)} by the trapezoidal rule, which is exact to rounding for such smooth tails. */
    @ParameterizedTest
    @CsvSource({"0, 0.5", "1.5, 1", "-0.7, 2.5", "2, 0.1"})
    void itIsTheIntegralOfTheDefinition(double mean, double deviation) {
        double step = deviation / 200;
        double integral = 0;
        for (int i = -2400; i <= 2400; i++) { // 12 deviations to each side
            double x = mean + i * step;
            double q = density(x, mean, deviation);
            integral += step * q * (StrictMath.log(q) + x * x / 2 + StrictMath.log(2 * Math.PI) / 2);
        }
        try (TensorScope scope = new TensorScope()) {
            Tensor mu = Tensor.create(new double[] {mean}, 1, 1);
            Tensor logVariance = Tensor.create(new double[] {2 * StrictMath.log(deviation)}, 1, 1);
            assertThat(GaussianDivergence.of(mu, logVariance).item_double()).isCloseTo(integral, within(1e-9));
        }
    }

    /** Sums over codes and gradients {@code mu} and {@code (sigma^2 - 1) / 2}. */
    @Test
    void codesAddUpAndPullTowardsThePrior() {
        try (TensorScope scope = new TensorScope()) {
            Tensor mu = Tensor.create(new double[] {1, -2, 0, 0}, 2, 2).set_requires_grad(true);
            Tensor logVariance = Tensor.create(new double[] {0, 0, StrictMath.log(3), 0}, 2, 2)
                    .set_requires_grad(true);
            Tensor divergence = GaussianDivergence.of(mu, logVariance);
            assertThat(Tensors.toDoubles(divergence))
                    .containsExactly(new double[] {2.5, (3 - 1 - StrictMath.log(3)) / 2}, within(1e-12));
            assertThat(Tensors.toDoubles(Gradients.of(divergence.sum(), mu, false)))
                    .containsExactly(new double[] {1, -2, 0, 0}, within(1e-12));
            assertThat(Tensors.toDoubles(Gradients.of(divergence.sum(), logVariance, false)))
                    .containsExactly(new double[] {0, 0, 1, 0}, within(1e-12));
        }
    }
}
