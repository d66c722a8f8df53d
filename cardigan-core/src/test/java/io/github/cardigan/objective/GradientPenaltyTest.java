package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Discriminator;
import io.github.cardigan.network.Pass;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In double precision, so that closed forms agree to 1e-12. */
class GradientPenaltyTest {

    private final RandomSource random = new RandomSource(11);

    private Tensor samples(int count) {
        return random.normal(Device.cpu(), count, 3).to(ScalarType.Double);
    }

    /** The slope is w, its norm 3. Penalty (3 - k)^2, and 2 (3 - k) w / 3 by w; one-sided the same for k below 3, else nothing. */
    @ParameterizedTest
    @CsvSource({"1,TWO,1", "1,ONE,1", "2.5,TWO,1", "3.5,TWO,1", "3.5,ONE,0", "750,TWO,1", "750,ONE,0"})
    void aLinearCriticPaysForItsNorm(double target, Sides sides, int pays) {
        double[] w = {2, -1, 2};
        try (TensorScope scope = new TensorScope()) {
            TestCritic critic = TestCritic.linear(w);
            Tensor penalty = new GradientPenalty(target, sides).of(critic, samples(4), samples(4), random);
            Tensor byWeights = Gradients.of(penalty, critic.weights, false);
            double over = pays * (3 - target);
            assertThat(penalty.item_double()).isCloseTo(over * over, within(1e-9));
            for (int i = 0; i < 3; i++) {
                assertThat(byWeights.get(i).item_double()).isCloseTo(2 * over * w[i] / 3, within(1e-9));
            }
        }
    }

    /** n = ||a x||; the penalty is the mean of (n - k)^2 and its derivative by a_i that of 2 (n - k) a_i x_i^2 / n. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQuadraticCriticPaysWhereItIsAsked(boolean twoSided) {
        double[] a = {1.5, -0.5, 2};
        double k = 2;
        try (TensorScope scope = new TensorScope()) {
            TestCritic critic = TestCritic.quadratic(a);
            Tensor penalty = new GradientPenalty(k, twoSided ? Sides.TWO : Sides.ONE)
                    .of(critic, samples(64), samples(64), random);
            Tensor byWeights = Gradients.of(penalty, critic.weights, false);
            double expected = 0;
            double[] gradient = new double[3];
            int flatter = 0;
            for (double[] x : critic.points()) {
                double n = Math.sqrt(square(a[0] * x[0]) + square(a[1] * x[1]) + square(a[2] * x[2]));
                flatter += n < k ? 1 : 0;
                double over = twoSided ? n - k : Math.max(0, n - k);
                expected += over * over / 64;
                for (int i = 0; i < 3; i++) {
                    gradient[i] += 2 * over * a[i] * x[i] * x[i] / n / 64;
                }
            }
            assertThat(flatter).as("both sides occur").isBetween(10, 54);
            assertThat(penalty.item_double()).isCloseTo(expected, within(1e-12));
            for (int i = 0; i < 3; i++) {
                assertThat(byWeights.get(i).item_double()).isCloseTo(gradient[i], within(1e-12));
            }
        }
    }

    /** From 0 to 1 in each of three values the point shows where on its line it lies. */
    @Test
    void pointsLieEvenlyOnTheLinesBetweenPairs() {
        int count = 2000;
        try (TensorScope scope = new TensorScope()) {
            Tensor fake = samples(count);
            Tensor real = fake.add(new Scalar(1.0));
            TestCritic critic = TestCritic.linear(1, 1, 1);
            new GradientPenalty().of(critic, real, fake, random);
            double[] start = Tensors.toDoubles(fake);
            double sum = 0;
            double squares = 0;
            double[][] points = critic.points();
            for (int n = 0; n < count; n++) {
                double u = points[n][0] - start[3 * n];
                assertThat(u).isBetween(0.0, 1.0);
                assertThat(points[n][1] - start[3 * n + 1]).isCloseTo(u, within(1e-12));
                assertThat(points[n][2] - start[3 * n + 2]).isCloseTo(u, within(1e-12));
                sum += u / count;
                squares += u * u / count;
            }
            // uniform: 1/2 and 1/3; five deviations of the means of 2000 are 0.032 and 0.033
            assertThat(sum).isCloseTo(0.5, within(0.033));
            assertThat(squares).isCloseTo(1.0 / 3, within(0.034));
        }
    }

    /** Loss and penalty together in a real network in fp32: Wasserstein pulls by mean differences, the penalty by the norm. */
    @Test
    void thePenaltyReachesADiscriminatorsWeightsBesideTheLoss() {
        Discriminator d =
                Discriminator.build(Shape.of(3), Dense.of(1).withoutBias(), Device.cpu(), new RandomSource(12));
        try (TensorScope scope = new TensorScope()) {
            Tensors.fill(d.network().parameters().vector(), new float[] {2, -1, 2});
            Tensor real = Tensor.create(new float[] {1, 2, 3, 3, 2, 1}, 2, 3); // mean 2, 2, 2
            Tensor fake = Tensor.create(new float[] {0, 1, 0, 0, 1, 2}, 2, 3); // mean 0, 1, 1
            Pass pass = Pass.training(random);
            Tensor loss = new WassersteinLoss().discriminatorLoss(d.score(real, pass), d.score(fake, pass));
            Tensor penalty = new GradientPenalty().of(x -> d.score(x, pass), real, fake, random);
            loss.add(penalty.mul(new Scalar(10f))).backward();
            float[] gradient = Tensors.toFloats(d.network().parameters().gradient());
            double[] w = {2, -1, 2};
            double[] byLoss = {-2, -1, -1};
            for (int i = 0; i < 3; i++) {
                assertThat((double) gradient[i]).isCloseTo(byLoss[i] + 10 * 2 * (3 - 1) * w[i] / 3, within(1e-5));
            }
        } finally {
            d.network().close();
        }
    }

    @Test
    void unequalCountsAreRefused() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = torch.zeros(3, 2);
            assertThatThrownBy(() -> new GradientPenalty().of(TestCritic.linear(1, 1), real, torch.zeros(4, 2), random))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected as many real as generated samples and of one shape, got [3, 2] and [4, 2]");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void impossibleTargetsAreRefused(double target) {
        assertThatThrownBy(() -> new GradientPenalty(target, Sides.TWO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected target above 0, got " + target);
    }

    private static double square(double x) {
        return x * x;
    }
}
