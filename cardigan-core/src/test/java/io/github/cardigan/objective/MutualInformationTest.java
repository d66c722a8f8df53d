package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MutualInformationTest {

    private static final double PRECISE = 1e-6; // float32

    @Test
    void aBlindGuessOfTheKindKnowsNothingAndASureOneAllThereIs() {
        try (TensorScope scope = new TensorScope()) {
            Tensor codes = Tensor.create(new long[] {2, 0});
            Tensor blind = Tensor.create(new float[] {3, 3, 3, 3, -1, -1, -1, -1}, 2, 4);
            assertThat(MutualInformation.categorical(blind, codes).item_double())
                    .isCloseTo(0, within(PRECISE));
            Tensor sure = Tensor.create(new float[] {0, 0, 100, 0, 100, 0, 0, 0}, 2, 4);
            assertThat(MutualInformation.categorical(sure, codes).item_double())
                    .isCloseTo(Math.log(4), within(PRECISE));
            Tensor half = Tensor.create(new float[] {50, 0, 50, 0, 50, 50, 0, 0}, 2, 4); // one bit of two
            assertThat(MutualInformation.categorical(half, codes).item_double())
                    .isCloseTo(Math.log(2), within(PRECISE));
        }
    }

    /** log N(c; mean, s^2) + log 2, by the density itself. */
    @Test
    void theBoundForValuesIsTheNormalLogDensityAndTheEntropyOfTheCode() {
        double[] codes = {0.5, -0.9, -0.25, 0.1};
        double[] means = {0.25, -1, 0, 0.6};
        double[] variances = {0.04, 1, 0.5, 2};
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            double density = Math.exp(-(codes[i] - means[i]) * (codes[i] - means[i]) / (2 * variances[i]))
                    / Math.sqrt(2 * Math.PI * variances[i]);
            expected += (Math.log(density) + Math.log(2)) / 2; // two samples of two codes
        }
        double[] logVariances = new double[4];
        for (int i = 0; i < 4; i++) {
            logVariances[i] = Math.log(variances[i]);
        }
        try (TensorScope scope = new TensorScope()) {
            Tensor bound = MutualInformation.continuous(
                    Tensor.create(means, 2, 2), Tensor.create(logVariances, 2, 2), Tensor.create(codes, 2, 2));
            assertThat(bound.item_double()).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void nobodyIsSurerThanADeviationOfATwentieth() {
        try (TensorScope scope = new TensorScope()) {
            Tensor code = Tensor.create(new float[] {0.3f}, 1, 1);
            double least = MutualInformation.continuous(code, Tensor.create(new float[] {-6}, 1, 1), code)
                    .item_double();
            assertThat(MutualInformation.continuous(code, Tensor.create(new float[] {-80}, 1, 1), code)
                            .item_double())
                    .isEqualTo(least)
                    .isCloseTo(Math.log(2) + 3 - 0.5 * Math.log(2 * Math.PI), within(PRECISE));
        }
    }

    @Test
    void noCodesHaveNoInformation() {
        try (TensorScope scope = new TensorScope()) {
            Tensor none = Tensor.create(new float[2], 2, 1).narrow(1, 0, 0);
            assertThat(MutualInformation.continuous(none, none, none).item_double())
                    .isZero();
        }
    }
}
