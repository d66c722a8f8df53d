package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class RelativisticAverageLossTest {

    private static final double[] REAL = {2, -1}; // mean 0.5
    private static final double[] FAKE = {0.25, -3.25}; // mean -1.5

    private final RelativisticAverageLoss loss = new RelativisticAverageLoss();

    @Test
    void eachKindIsComparedWithTheMeanOfTheOther() {
        double d = -(log(2 + 1.5) + log(-1 + 1.5)) / 2 - (log(-(0.25 - 0.5)) + log(-(-3.25 - 0.5))) / 2;
        double g = -(log(0.25 - 0.5) + log(-3.25 - 0.5)) / 2 - (log(-(2 + 1.5)) + log(-(-1 + 1.5))) / 2;
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(REAL);
            Tensor fake = Tensor.create(FAKE);
            assertThat(loss.discriminatorLoss(real, fake).item_double()).isCloseTo(d, within(1e-12));
            assertThat(loss.generatorLoss(real, fake).item_double()).isCloseTo(g, within(1e-12));
        }
    }

    /** A fake score counts by itself, and by the mean that every real score is compared with. */
    @Test
    void theGeneratorsGradientComesFromBothParts() {
        double throughMean = (sigmoid(2 + 1.5) + sigmoid(-1 + 1.5)) / 2;
        try (TensorScope scope = new TensorScope()) {
            Tensor fake = Tensor.create(FAKE).set_requires_grad(true);
            Tensor slope = Gradients.of(loss.generatorLoss(Tensor.create(REAL), fake), fake, false);
            for (int i = 0; i < 2; i++) {
                double own = -sigmoid(-(FAKE[i] - 0.5));
                assertThat(slope.get(i).item_double()).isCloseTo((own - throughMean) / 2, within(1e-12));
            }
        }
    }

    @Test
    void onlyDifferencesMatter() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(REAL);
            Tensor fake = Tensor.create(FAKE);
            Scalar shift = new Scalar(64.0);
            assertThat(loss.discriminatorLoss(real.add(shift), fake.add(shift)).item_double())
                    .isCloseTo(loss.discriminatorLoss(real, fake).item_double(), within(1e-12));
            assertThat(loss.read(fake.add(shift)).get(0).item_double()).isEqualTo(64.25);
        }
    }

    @Test
    void fakeScoresAloneAreRefused() {
        try (TensorScope scope = new TensorScope()) {
            assertThatThrownBy(() -> loss.generatorLoss(Tensor.create(FAKE)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the relativistic generator's loss compares with real scores, got fake scores only;"
                            + " call generatorLoss(realScores, fakeScores)");
        }
        assertThat(loss.comparesWithReal()).isTrue();
    }

    /** log s(x) */
    private static double log(double x) {
        return StrictMath.log(sigmoid(x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
