package io.github.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Latent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncationTest {

    private static final int COUNT = 200_000;

    private static float[] resampled(Latent latent, double threshold) {
        return Truncation.resample(latent, Latents.of(latent, 5), threshold, new RandomSource(6));
    }

    private static double meanOf(float[] values, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    /**
     * The variance is SciPy's; the closed form is {@code 1 - 2 t phi(t) / (2 Phi(t) - 1)}. A truncated normal has lighter tails than
     * the normal, so the error of a variance s is below {@code s sqrt(2 / COUNT)} = 0.32 %; five times that is allowed.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1.0, 1.5, 2.0})
    void truncatedNormalLatentsHaveTheTruncatedDistribution(double threshold) {
        float[] z = resampled(Latent.normal(COUNT), threshold);
        for (float value : z) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) threshold);
        }
        double variance = Reference.read()
                .path("truncated_variance")
                .path(Double.toString(threshold))
                .asDouble();
        assertThat(meanOf(z, 2)).isCloseTo(variance, within(0.016 * variance));
        assertThat(meanOf(z, 1)).isCloseTo(0, within(5 * Math.sqrt(variance / COUNT)));
    }

    @Test
    void truncatedUniformLatentsAreUniform() {
        float[] z = resampled(Latent.uniform(COUNT), 0.4);
        assertThat(meanOf(z, 2)).isCloseTo(0.16 / 3, within(0.016 * 0.16 / 3));
        assertThat(resampled(Latent.uniform(100), 1)).isEqualTo(Latents.of(Latent.uniform(100), 5));
    }

    @Test
    void valuesWithinTheThresholdStay() {
        Latent latent = Latent.normal(1000);
        float[] before = Latents.of(latent, 5);
        float[] after = resampled(latent, 1);
        int kept = 0;
        for (int i = 0; i < before.length; i++) {
            if (Math.abs(before[i]) <= 1) {
                assertThat(after[i]).isEqualTo(before[i]);
                kept++;
            } else {
                assertThat(after[i]).isNotEqualTo(before[i]);
            }
        }
        assertThat(kept).isBetween(600, 760); // 68.3 % of 1000, five deviations of 15 each way
    }

    @Test
    void theTinyestThresholdEndsToo() {
        for (float value : resampled(Latent.normal(1000), 1e-9)) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(1e-9f);
        }
    }

    @Test
    void aTruncatedLatentDependsOnSeedAndIndexAlone() {
        Latent latent = Latent.normal(50);
        float[] z = Truncation.resampled(latent, 9, 3, 0.7);
        assertThat(Truncation.resampled(latent, 9, 3, 0.7)).isEqualTo(z);
        assertThat(Truncation.resampled(latent, 9, 4, 0.7)).isNotEqualTo(z);
        assertThat(Truncation.resampled(latent, 9, 3, 100)).isEqualTo(Latents.of(latent, 9, 3));
    }

    @Test
    void psiPullsTowardsTheMean() {
        float[] mean = {1, 1};
        float[] z = {3, -1};
        assertThat(Truncation.towards(mean, z, 0.5)).containsExactly(2, 0);
        assertThat(Truncation.towards(mean, z, 1)).isEqualTo(z);
        assertThat(Truncation.towards(mean, z, 0)).isEqualTo(mean);
    }

    @Test
    void aThresholdThatIsNotAboveZeroIsRefused() {
        for (double threshold : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> resampled(Latent.normal(3), threshold))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a truncation threshold above 0, got " + threshold);
        }
    }
}
