package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonSaturatingLossTest {

    private final NonSaturatingLoss loss = new NonSaturatingLoss();

    @Test
    void anUndecidedDiscriminatorCostsTwoLogTwoAndTheGeneratorLogTwo() {
        try (TensorScope scope = new TensorScope()) {
            Tensor zeros = Tensor.create(new double[3]);
            assertThat(loss.discriminatorLoss(zeros, zeros).item_double())
                    .isCloseTo(2 * StrictMath.log(2), within(1e-12));
            assertThat(loss.generatorLoss(zeros).item_double()).isCloseTo(StrictMath.log(2), within(1e-12));
        }
    }

    @Test
    void valuesAreTheMeansOfTheLogarithms() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(2.0, -1.0);
            Tensor fake = Tensor.create(0.5, -3.0);
            double d = -(StrictMath.log(sigmoid(2)) + StrictMath.log(sigmoid(-1))) / 2
                    - (StrictMath.log(1 - sigmoid(0.5)) + StrictMath.log(1 - sigmoid(-3))) / 2;
            double g = -(StrictMath.log(sigmoid(0.5)) + StrictMath.log(sigmoid(-3))) / 2;
            assertThat(loss.discriminatorLoss(real, fake).item_double()).isCloseTo(d, within(1e-12));
            assertThat(loss.generatorLoss(fake).item_double()).isCloseTo(g, within(1e-12));
        }
    }

    /** A lost score costs its distance from 0, a won one nothing: softplus(x) is x there, and 0. */
    @Test
    void extremeLogitsCostTheirDistance() {
        try (TensorScope scope = new TensorScope()) {
            Tensor high = Tensor.create(1e4f);
            Tensor low = Tensor.create(-1e4f);
            assertThat(loss.discriminatorLoss(low, high).item_double()).isEqualTo(2e4);
            assertThat(loss.discriminatorLoss(high, low).item_double()).isZero();
            assertThat(loss.generatorLoss(low).item_double()).isEqualTo(1e4);
        }
    }

    /** The derivative of softplus is the sigmoid. A generator that loses has the full gradient -1/N: it does not saturate. */
    @Test
    void gradientsAreSigmoids() {
        try (TensorScope scope = new TensorScope()) {
            double[] scores = {-40, -1, 0.5, 2};
            Tensor fake = Tensor.create(scores).set_requires_grad(true);
            Tensor real = Tensor.create(scores).set_requires_grad(true);
            Tensor d = loss.discriminatorLoss(real, fake);
            Tensor byFake = Gradients.of(d, fake, false);
            Tensor byReal = Gradients.of(d, real, false);
            Tensor generator = Gradients.of(loss.generatorLoss(fake), fake, false);
            for (int i = 0; i < 4; i++) {
                assertThat(byFake.get(i).item_double()).isCloseTo(sigmoid(scores[i]) / 4, within(1e-12));
                assertThat(byReal.get(i).item_double()).isCloseTo(-sigmoid(-scores[i]) / 4, within(1e-12));
                assertThat(generator.get(i).item_double()).isCloseTo(-sigmoid(-scores[i]) / 4, within(1e-12));
            }
        }
    }

    /** Cross-entropy with the label t; least where s(D(x)) = t. The generator's loss and the term for fakes stay. */
    @Test
    void smoothingMovesTheTargetOfRealScoresOnly() {
        NonSaturatingLoss smooth = new NonSaturatingLoss(0.9);
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(2.0, -1.0);
            Tensor fake = Tensor.create(0.5, -3.0);
            double extra = 0.1
                    * (StrictMath.log(sigmoid(2))
                            - StrictMath.log(1 - sigmoid(2))
                            + StrictMath.log(sigmoid(-1))
                            - StrictMath.log(1 - sigmoid(-1)))
                    / 2; // -0.9 log s - 0.1 log(1 - s) against -log s
            assertThat(smooth.discriminatorLoss(real, fake).item_double())
                    .isCloseTo(loss.discriminatorLoss(real, fake).item_double() + extra, within(1e-12));
            assertThat(smooth.generatorLoss(fake).item_double())
                    .isEqualTo(loss.generatorLoss(fake).item_double());

            Tensor best = Tensor.create(StrictMath.log(9)).set_requires_grad(true); // s = 0.9
            Tensor slope = Gradients.of(smooth.discriminatorLoss(best, fake), best, false);
            assertThat(slope.item_double()).isCloseTo(0, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.01, -1, Double.NaN})
    void impossibleTargetsAreRefused(double target) {
        String message = "expected realTarget in (0.5, 1], got " + target;
        assertThatThrownBy(() -> new NonSaturatingLoss(target)).hasMessage(message);
        assertThatThrownBy(() -> new MinimaxLoss(target)).hasMessage(message);
        assertThatThrownBy(() -> new LeastSquaresLoss(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void scoresReadAsProbabilities() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(loss.read(Tensor.create(StrictMath.log(3))).item_double())
                    .isCloseTo(0.75, within(1e-12));
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
