package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemorisationTest {

    private static Features rows(float[] values) {
        return ArrayImages.features(values, 4, Part.ROWS);
    }

    @Test
    void copiesFreshSamplesAndNoiseAreToldApart() {
        try (Features training = rows(FixedArrays.values(1, 400, 4));
                Features test = rows(FixedArrays.values(2, 300, 4));
                Features copies = rows(java.util.Arrays.copyOf(FixedArrays.values(1, 400, 4), 800));
                Features fresh = rows(FixedArrays.values(3, 300, 4));
                Features noise = rows(FixedArrays.shifted(4, 300, 4, 5, 3))) {
            assertThat(Memorisation.score(training, test, copies).value()).isEqualTo(1);
            Score score = Memorisation.score(training, test, fresh);
            Interval interval = score.interval().orElseThrow();
            assertThat(score.name()).isEqualTo("memorisation-300-pixels");
            assertThat(score.value()).isCloseTo(0.5, within(4 * 0.0236)); // 4 sqrt((n + m + 1) / (12 n m))
            assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * 0.0236, within(0.01));
            assertThat(Memorisation.score(training, test, noise).value()).isLessThan(0.01);
        }
    }

    /** Of the six pairs 1 < 2, 1 < 3, 3 = 3 (a half); 2 < 3 and 2 = 2 (a half); 3 < nothing more. */
    @Test
    void tiesCountHalf() {
        assertThat(Memorisation.shareBelow(new double[] {1, 2, 3}, new double[] {3, 2}))
                .isEqualTo((2 + 1.5 + 0.5) / 6);
    }

    @Test
    void theNearestTrainingImagesAreNumbered() {
        try (Features training = rows(new float[] {0, 0, 0, 0, 1, 1, 1, 1, 5, 5, 5, 5});
                Features generated = rows(new float[] {1, 1, 1, 3, 0, 0, 0, 0})) {
            List<Memorisation.Nearest> nearest = Memorisation.nearest(training, generated, 2, 2);
            assertThat(nearest.get(0).training()).containsExactly(1, 0);
            assertThat(nearest.get(0).distances()).containsExactly(2, Math.sqrt(12));
            assertThat(nearest.get(1).image()).isEqualTo(1);
            assertThat(nearest.get(1).training()).containsExactly(0, 1);
            assertThat(nearest.get(1).distances()).containsExactly(0, 2);
        }
    }
}
