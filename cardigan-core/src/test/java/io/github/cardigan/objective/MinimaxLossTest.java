package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MinimaxLossTest {

    private final MinimaxLoss loss = new MinimaxLoss();

    @Test
    void bothPlayersReadOneValue() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(2.0, -1.0);
            Tensor fake = Tensor.create(0.5, -3.0);
            double ofReal = (StrictMath.log(sigmoid(2)) + StrictMath.log(sigmoid(-1))) / 2;
            double ofFake = (StrictMath.log(1 - sigmoid(0.5)) + StrictMath.log(1 - sigmoid(-3))) / 2;
            assertThat(loss.discriminatorLoss(real, fake).item_double()).isCloseTo(-ofReal - ofFake, within(1e-12));
            assertThat(loss.generatorLoss(fake).item_double()).isCloseTo(ofFake, within(1e-12));
        }
    }

    /** -s(x)/N: next to nothing where the discriminator is sure of a fake, which the non-saturating loss cures. */
    @Test
    void aGeneratorThatLosesHasNoGradient() {
        try (TensorScope scope = new TensorScope()) {
            double[] scores = {-40, -1, 0.5, 2};
            Tensor fake = Tensor.create(scores).set_requires_grad(true);
            Tensor slope = Gradients.of(loss.generatorLoss(fake), fake, false);
            for (int i = 0; i < 4; i++) {
                assertThat(slope.get(i).item_double()).isCloseTo(-sigmoid(scores[i]) / 4, within(1e-12));
            }
            assertThat(slope.get(0).item_double()).isNotZero().isCloseTo(0, within(1e-17));
        }
    }

    @Test
    void smoothingIsThatOfTheNonSaturatingLoss() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(3.0);
            Tensor fake = Tensor.create(-2.0);
            double d =
                    -0.8 * StrictMath.log(sigmoid(3)) - 0.2 * StrictMath.log(sigmoid(-3)) - StrictMath.log(sigmoid(2));
            assertThat(new MinimaxLoss(0.8).discriminatorLoss(real, fake).item_double())
                    .isCloseTo(d, within(1e-12));
            assertThat(new MinimaxLoss(0.8).generatorLoss(fake).item_double())
                    .isEqualTo(loss.generatorLoss(fake).item_double());
        }
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
