package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFlippingTest {

    private static final int PAIRS = 10_000;

    /** With the Wasserstein loss the derivative by a score is its label: -1/N for what counts as real, 1/N for fake. */
    @Test
    void pairsExchangeTheirLabelsAtTheRate() {
        LabelFlipping flipping = new LabelFlipping(new WassersteinLoss(), 0.2, new RandomSource(3));
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(new float[PAIRS]).set_requires_grad(true);
            Tensor fake = Tensor.create(new float[PAIRS]).set_requires_grad(true);
            Tensor d = flipping.discriminatorLoss(real, fake);
            float[] byReal = Tensors.toFloats(Gradients.of(d, real, false));
            float[] byFake = Tensors.toFloats(Gradients.of(d, fake, false));
            int flipped = 0;
            for (int i = 0; i < PAIRS; i++) {
                assertThat(Math.abs(byReal[i])).isEqualTo(1f / PAIRS);
                assertThat(byFake[i]).isEqualTo(-byReal[i]);
                flipped += byReal[i] > 0 ? 1 : 0;
            }
            // binomial: 2000 +- 40, five deviations
            assertThat(flipped).isBetween(1800, 2200);
        }
    }

    /** Expected: (1 - rate) L(real, fake) + rate L(fake, real). */
    @Test
    void theExpectedLossMixesBothLabellings() {
        LabelFlipping flipping = new LabelFlipping(new NonSaturatingLoss(), 0.3, new RandomSource(4));
        double straight = 2 * StrictMath.log1p(StrictMath.exp(-2)); // real 2, fake -2
        double exchanged = 2 * StrictMath.log1p(StrictMath.exp(2));
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(new float[PAIRS]).fill_(new org.bytedeco.pytorch.Scalar(2f));
            double d = flipping.discriminatorLoss(real, real.neg()).item_double();
            // one pair deviates by sqrt(0.21) (exchanged - straight) = 1.8; five deviations of the mean of 10,000
            assertThat(d).isCloseTo(0.7 * straight + 0.3 * exchanged, within(5 * 1.84 / 100));
        }
    }

    @Test
    void everythingElseIsTheBases() {
        RelativisticAverageLoss base = new RelativisticAverageLoss();
        LabelFlipping flipping = new LabelFlipping(base, 0.49, new RandomSource(5));
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(2.0, -1.0);
            Tensor fake = Tensor.create(0.5, -3.0);
            assertThat(flipping.generatorLoss(real, fake).item_double())
                    .isEqualTo(base.generatorLoss(real, fake).item_double());
            assertThat(flipping.comparesWithReal()).isTrue();
            assertThat(flipping.read(fake)).isSameAs(fake);
            LabelFlipping other = new LabelFlipping(new HingeLoss(), 0.49, new RandomSource(5));
            assertThat(other.generatorLoss(fake).item_double()).isEqualTo(1.25);
            assertThat(other.comparesWithReal()).isFalse();
        }
    }

    @Test
    void theSourcesStateRepeatsTheFlips() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(new double[] {1, 2, 4, 8, 16, 32, 64, 128});
            Tensor fake = real.neg();
            RandomSource random = new RandomSource(6);
            LabelFlipping flipping = new LabelFlipping(new WassersteinLoss(), 0.4, random);
            long state = random.state();
            double first = flipping.discriminatorLoss(real, fake).item_double();
            double second = flipping.discriminatorLoss(real, fake).item_double();
            random.restore(state);
            assertThat(flipping.discriminatorLoss(real, fake).item_double()).isEqualTo(first);
            assertThat(second).isNotEqualTo(first);
        }
    }

    @Test
    void unequalCountsAreRefused() {
        LabelFlipping flipping = new LabelFlipping(new HingeLoss(), 0.1, new RandomSource(7));
        try (TensorScope scope = new TensorScope()) {
            assertThatThrownBy(() -> flipping.discriminatorLoss(Tensor.create(1f, 2f, 3f), Tensor.create(1f, 2f)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected as many real as generated scores and of one shape, got [3] and [2]");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.5, Double.NaN})
    void impossibleRatesAreRefused(double rate) {
        assertThatThrownBy(() -> new LabelFlipping(new HingeLoss(), rate, new RandomSource(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected rate in [0, 0.5), got " + rate);
    }
}
