package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** R1 and R2, exact in double precision. */
class ZeroCentredPenaltiesTest {

    private static final double[] REAL = {1, -2, 0.5, 3}; // two samples of two values
    private static final double[] FAKE = {-1, 4, 2, 0.25};

    private final RandomSource random = new RandomSource(31);

    /** The slope is w everywhere: half of its square, with derivative w. */
    @Test
    void aLinearCriticPaysHalfItsSquaredWeights() {
        try (TensorScope scope = new TensorScope()) {
            for (Penalty penalty : new Penalty[] {new R1Penalty(), new R2Penalty()}) {
                TestCritic critic = TestCritic.linear(3, -4);
                Tensor value = penalty.of(critic, Tensor.create(REAL, 2, 2), Tensor.create(FAKE, 2, 2), random);
                assertThat(value.item_double()).isEqualTo(12.5);
                assertThat(Tensors.toDoubles(Gradients.of(value, critic.weights, false)))
                        .containsExactly(3, -4);
            }
        }
    }

    @Test
    void r1LooksAtRealSamplesOnly() {
        requireQuadratic(new R1Penalty(), REAL);
    }

    @Test
    void r2LooksAtGeneratedSamplesOnly() {
        requireQuadratic(new R2Penalty(), FAKE);
    }

    /** The slope is a x: half the mean of sum a_i^2 x_i^2, with derivative the mean of a_i x_i^2. */
    private void requireQuadratic(Penalty penalty, double[] at) {
        double[] a = {1.5, -0.5};
        try (TensorScope scope = new TensorScope()) {
            TestCritic critic = TestCritic.quadratic(a);
            Tensor value = penalty.of(critic, Tensor.create(REAL, 2, 2), Tensor.create(FAKE, 2, 2), random);
            Tensor byWeights = Gradients.of(value, critic.weights, false);
            double[] meanSquare = {(at[0] * at[0] + at[2] * at[2]) / 2, (at[1] * at[1] + at[3] * at[3]) / 2};
            assertThat(value.item_double()).isCloseTo((2.25 * meanSquare[0] + 0.25 * meanSquare[1]) / 2, within(1e-12));
            assertThat(byWeights.get(0).item_double()).isCloseTo(1.5 * meanSquare[0], within(1e-12));
            assertThat(byWeights.get(1).item_double()).isCloseTo(-0.5 * meanSquare[1], within(1e-12));
        }
    }
}
