package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cardigan.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

    private static double between(double[] m1, double[] s1, double[] m2, double[] s2) {
        try (Moments first = Moments.of(100, m1, s1);
                Moments second = Moments.of(100, m2, s2)) {
            return FrechetDistance.between(first, second);
        }
    }

    /** Diagonal covariances: {@code |m1 - m2|^2 + sum (sigma1 - sigma2)^2}. */
    @Test
    void diagonalGaussiansHaveAClosedForm() {
        double distance = between(
                new double[] {1, 2, 3}, new double[] {4, 0, 0, 0, 9, 0, 0, 0, 1}, new double[] {0, 2, 5}, new double[] {
                    1, 0, 0, 0, 16, 0, 0, 0, 0.25
                });
        assertThat(distance).isCloseTo(1 + 4 + 1 + 1 + 0.25, within(1e-13));
    }

    /** Commuting ones, a rotation of diagonals (4, 1) and (9, 25) by 30 degrees: {@code (2 - 3)^2 + (1 - 5)^2}. */
    @Test
    void commutingGaussiansHaveAClosedForm() {
        double distance = between(new double[2], rotated(4, 1), new double[2], rotated(9, 25));
        assertThat(distance).isCloseTo(17, within(1e-13));
    }

    private static double[] rotated(double a, double b) {
        double c = Math.cos(Math.PI / 6);
        double s = Math.sin(Math.PI / 6);
        double off = (a - b) * c * s;
        return new double[] {a * c * c + b * s * s, off, off, a * s * s + b * c * c};
    }

    /** 2x2 in general: {@code tr (S1 S2)^(1/2) = sqrt(tr(S1 S2) + 2 sqrt(det S1 det S2))}. */
    @Test
    void twoByTwoCovariancesThatDoNotCommuteHaveAClosedForm() {
        double traceOfProduct = 2 * 5 + 2 * (1 * -1) + 3 * 1; // S1 = (2 1; 1 3), S2 = (5 -1; -1 1)
        double root = Math.sqrt(traceOfProduct + 2 * Math.sqrt(5.0 * 4));
        double distance = between(new double[2], new double[] {2, 1, 1, 3}, new double[2], new double[] {5, -1, -1, 1});
        assertThat(distance).isCloseTo(5 + 6 - 2 * root, within(1e-13));
    }

    @Test
    void noSpreadOnOneSideLeavesTheOthersTrace() {
        double[] none = new double[4];
        double[] some = {2, 1, 1, 3};
        assertThat(between(new double[2], none, new double[2], some)).isCloseTo(5, within(1e-14));
        assertThat(between(new double[] {3, 4}, none, new double[2], none)).isEqualTo(25);
    }

    /** Rounding of sums of 64 variances: some 1e-13 of their trace of 13. Of full and of less than full rank. */
    @Test
    void theDistanceToItselfIsZero() {
        for (int n : new int[] {30, 64, 65, 500}) {
            try (Rows x = FixedArrays.rows(1, n, 64);
                    Moments moments = Moments.of(x)) {
                assertThat(FrechetDistance.between(moments, moments))
                        .as("%s vectors", n)
                        .isLessThan(1e-13);
            }
        }
    }

    /** Of a column that is constant, as pixels at the border are. */
    @Test
    void constantColumnsAreNoObstacle() {
        float[] values = FixedArrays.values(1, 200, 4);
        for (int i = 0; i < 200; i++) {
            values[i * 4 + 2] = -1;
        }
        try (Rows x = Rows.of(values, 200, 4);
                Moments moments = Moments.of(x)) {
            assertThat(FrechetDistance.between(moments, moments)).isLessThan(1e-14);
        }
    }

    /**
     * 20,000 samples of each side in 8 dimensions, scale 1 against 1.5 and a shift of 0.5: the closed form from the distribution's
     * variances (1/3 times 4^-(j mod 4)). Standard error and bias are a few 1e-3 of the value.
     */
    @Test
    void samplesComeNearTheClosedForm() {
        double expected = 8 * 0.25;
        for (int j = 0; j < 8; j++) {
            expected += 0.25 / 3 * Math.pow(4, -(j % 4));
        }
        try (Rows x = FixedArrays.rows(1, 20_000, 8);
                Rows y = FixedArrays.shiftedRows(2, 20_000, 8, 0.5, 1.5);
                Moments first = Moments.of(x);
                Moments second = Moments.of(y)) {
            assertThat(FrechetDistance.between(first, second)).isCloseTo(expected, within(expected * 0.02));
            assertThat(FrechetDistance.between(second, first))
                    .isCloseTo(FrechetDistance.between(first, second), within(1e-13));
        }
    }

    @Test
    void theScoreSaysItsProtocol() {
        try (Features real = ArrayImages.features(FixedArrays.values(1, 300, 4), 4, Part.MOMENTS);
                Features generated = ArrayImages.features(FixedArrays.values(2, 200, 4), 4, Part.MOMENTS)) {
            Score score = new FrechetDistance().scores(real, generated).get(0);
            assertThat(score.metric()).isEqualTo("fid");
            assertThat(score.name()).isEqualTo("fid-200-pixels");
            assertThat(score.value()).isEqualTo(FrechetDistance.between(real.moments(), generated.moments()));
            assertThat(score.warnings()).singleElement().asString().contains("biased upwards");
        }
    }

    @Test
    void tooFewImagesAreAnErrorAndFewAWarning() {
        try (Features one = ArrayImages.features(FixedArrays.values(1, 1, 4), 4, Part.MOMENTS);
                Features four = ArrayImages.features(FixedArrays.values(1, 4, 4), 4, Part.MOMENTS);
                Features many = ArrayImages.features(FixedArrays.values(1, 300, 4), 4, Part.MOMENTS)) {
            assertThatThrownBy(() -> new FrechetDistance().scores(many, one))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("fid needs at least 2 images, got 1 from array");
            assertThat(new FrechetDistance().scores(many, four).get(0).warnings())
                    .singleElement()
                    .asString()
                    .contains("singular");
        }
    }

    @Test
    void featuresOfAnotherExtractorAreRefused() {
        try (Features four = ArrayImages.features(FixedArrays.values(1, 10, 4), 4, Part.MOMENTS);
                Features five = ArrayImages.features(FixedArrays.values(1, 10, 5), 5, Part.MOMENTS)) {
            assertThatThrownBy(() -> new FrechetDistance().scores(four, five))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("features of one extractor");
        }
    }

    /** Against what the value really does over 300 draws: its deviation, and how often the interval holds the mean of all draws. */
    @Test
    void theIntervalSaysHowFarOtherSamplesWouldBe() {
        int draws = 300;
        Sample values = new Sample();
        Sample errors = new Sample();
        List<Interval> intervals = new ArrayList<>();
        try (Features real = ArrayImages.features(FixedArrays.values(1, 2000, 3), 3, Part.MOMENTS)) {
            for (int i = 0; i < draws; i++) {
                float[] drawn = FixedArrays.shifted(100 + i, 400, 3, 0.3, 1.2);
                try (Features generated = ArrayImages.features(drawn, 3, Part.MOMENTS, Part.ROWS)) {
                    Score score = new FrechetDistance().scores(real, generated).get(0);
                    Interval interval = score.interval().orElseThrow();
                    intervals.add(interval);
                    values.add(score.value());
                    errors.add((interval.high() - interval.low()) / 2 / 2.093024);
                }
            }
        }
        assertThat(errors.mean()).isCloseTo(values.deviation(), withinPercentage(10));
        long hits = intervals.stream()
                .filter(each -> each.low() <= values.mean() && values.mean() <= each.high())
                .count();
        assertThat((double) hits / draws).isBetween(0.91, 0.985);
    }

    @Test
    void thereIsAnIntervalOnlyWhereTheFeaturesAreKeptAndAreFewer() {
        try (Features real = ArrayImages.features(FixedArrays.values(1, 60, 3), 3, Part.MOMENTS);
                Features moments = ArrayImages.features(FixedArrays.values(2, 60, 3), 3, Part.MOMENTS);
                Features rows = ArrayImages.features(FixedArrays.values(2, 60, 3), 3, Part.MOMENTS, Part.ROWS);
                Features few = ArrayImages.features(FixedArrays.values(2, 4, 3), 3, Part.MOMENTS, Part.ROWS)) {
            FrechetDistance fid = new FrechetDistance();
            Score with = fid.scores(real, rows).get(0);
            assertThat(with.interval().orElseThrow().how()).isEqualTo("95 % jackknife, 20 groups");
            Score without = fid.scores(real, moments).get(0);
            assertThat(without.interval()).isEmpty();
            assertThat(without.value()).isEqualTo(with.value());
            assertThat(fid.scores(real, few).get(0).interval()).isEmpty();
        }
        assertThat(FrechetDistance.needsForInterval(10_000, 256)).containsExactly(Part.ROWS);
        assertThat(FrechetDistance.needsForInterval(10_000, 2048)).isEmpty();
    }
}
