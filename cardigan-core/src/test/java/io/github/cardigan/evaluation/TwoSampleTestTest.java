package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoSampleTestTest {

    private static List<Score> scores(float[] real, float[] generated) {
        try (Features x = ArrayImages.features(real, 4, Part.ROWS);
                Features y = ArrayImages.features(generated, 4, Part.ROWS)) {
            return new TwoSampleTest().scores(x, y);
        }
    }

    /** 200 fair tries: accuracy within 4 standard deviations of 1/2. */
    @Test
    void theSameDistributionCannotBeTold() {
        List<Score> scores = scores(FixedArrays.values(1, 200, 4), FixedArrays.values(2, 200, 4));
        assertThat(scores.get(0).value()).isCloseTo(0.5, within(0.14));
        assertThat(scores.get(1).value()).isGreaterThan(1e-4);
        assertThat(scores.get(0).name()).isEqualTo("c2st-200-pixels");
    }

    /** A shift of 1 where the first column's deviation is 0.58; the narrower ones tell it almost surely. */
    @Test
    void aShiftedDistributionIsTold() {
        List<Score> scores = scores(FixedArrays.values(1, 200, 4), FixedArrays.shifted(2, 200, 4, 1, 1));
        assertThat(scores.get(0).value()).isGreaterThan(0.95);
        assertThat(scores.get(1).value()).isLessThan(1e-20);
    }

    @Test
    void theProbabilityIsBinomial() {
        assertThat(TwoSampleTest.atLeast(8, 10)).isCloseTo(56 / 1024.0, within(1e-15));
        assertThat(TwoSampleTest.atLeast(0, 10)).isCloseTo(1, within(1e-14));
        assertThat(TwoSampleTest.atLeast(10, 10)).isCloseTo(1 / 1024.0, within(1e-17));
        assertThat(TwoSampleTest.atLeast(5000, 10_000))
                .isCloseTo(0.5 + 0.00398932, within(1e-7)); // half the middle term
    }

    @Test
    void tooFewImagesAreRefused() {
        assertThatThrownBy(() -> scores(FixedArrays.values(1, 19, 4), FixedArrays.values(2, 200, 4)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("c2st needs at least 20 images a side, got 19");
    }
}
