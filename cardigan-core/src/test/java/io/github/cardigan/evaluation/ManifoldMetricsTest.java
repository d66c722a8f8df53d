package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifoldMetricsTest {

    private static Features rows(float[] values, int width) {
        return ArrayImages.features(values, width, Part.ROWS);
    }

    private static List<Double> values(ManifoldMetrics metrics, Features real, Features generated) {
        return metrics.scores(real, generated).stream().map(Score::value).toList();
    }

    @Test
    void aSetIsWhollyInItsOwnManifold() {
        try (Features features = rows(FixedArrays.values(1, 700, 5), 5)) {
            List<Double> values = values(new ManifoldMetrics(), features, features);
            assertThat(values.get(0)).isEqualTo(1);
            assertThat(values.get(1)).isEqualTo(1);
            assertThat(values.get(3)).isEqualTo(1);
        }
    }

    /**
     * Real 0, 1, 2, 4 on a line, k = 1: radii 1, 1, 1, 2. Of the generated ones -1 lies in the ball of 0, on its surface, 5 in that of 4, 6.5
     * in none, 3 in those of 2 and 4; their own radii are 4, 1.5, 1.5, 2, which reach every real one.
     */
    @Test
    void fourPointsOnALineByHand() {
        try (Features real = rows(new float[] {0, 1, 2, 4}, 1);
                Features generated = rows(new float[] {-1, 5, 6.5f, 3}, 1)) {
            assertThat(values(new ManifoldMetrics(1, 1), real, generated)).containsExactly(0.75, 1.0, 1.0, 0.75);
            assertThat(new ManifoldMetrics(1, 2).scores(real, generated))
                    .extracting(Score::name)
                    .containsExactly(
                            "precision-k1-4-pixels",
                            "recall-k1-4-pixels",
                            "density-k2-4-pixels",
                            "coverage-k2-4-pixels");
        }
    }

    @Test
    void setsFarApartShareNothing() {
        try (Features real = rows(FixedArrays.values(1, 50, 5), 5);
                Features generated = rows(FixedArrays.shifted(1, 60, 5, 100, 1), 5)) {
            assertThat(values(new ManifoldMetrics(), real, generated)).containsExactly(0.0, 0.0, 0.0, 0.0);
            assertThat(new ManifoldMetrics().scores(real, generated))
                    .allSatisfy(score -> assertThat(score.warnings())
                            .singleElement()
                            .asString()
                            .contains("60 generated and 50 real"));
        }
    }

    /** More than a tile in each direction, against a count of all pairs. */
    @Test
    void tilesCountWhatAllPairsCount() {
        try (Features real = rows(FixedArrays.values(1, 1100, 3), 3);
                Features generated = rows(FixedArrays.shifted(2, 600, 3, 0.125, 1), 3)) {
            double[] radii = Neighbours.among(real.rows(), 5).squaredRadii(5);
            long inside = 0;
            for (int i = 0; i < 600; i++) {
                for (int j = 0; j < 1100; j++) {
                    inside += generated.rows().squaredDistance(i, real.rows(), j) <= radii[j] ? 1 : 0;
                }
            }
            assertThat(values(new ManifoldMetrics(), real, generated).get(2))
                    .isCloseTo(inside / (5 * 600.0), org.assertj.core.api.Assertions.within(1e-14));
        }
    }

    @Test
    void asManyImagesAsNeighboursAreTooFew() {
        try (Features three = rows(FixedArrays.values(1, 3, 5), 5);
                Features many = rows(FixedArrays.values(1, 30, 5), 5)) {
            assertThatThrownBy(() -> new ManifoldMetrics().scores(many, three))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "precision, recall, density and coverage need more than k = 3 images, got 3 from array");
            assertThatThrownBy(() -> new ManifoldMetrics().scores(three, many))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("k = 5 images, got 3");
        }
    }

    /** Real 0, 1, 3, 7 with k = 1: radii 1, 1, 2, 4; those up to the lower middle, 1, count. */
    @Test
    void realismByHand() {
        try (Rows real = Rows.of(new float[] {0, 1, 3, 7}, 4, 1);
                Rows generated = Rows.of(new float[] {0.5f, 1, 3, -4}, 4, 1)) {
            double[] realism = Realism.of(real, generated, 1);
            assertThat(realism).containsExactly(2, Double.POSITIVE_INFINITY, 0.5, 0.25);
            assertThat(Realism.ranking(realism)).containsExactly(1, 0, 2, 3);
        }
    }

    @Test
    void kernelDistanceDoesNotShrinkItsSubsetsByItself() {
        try (Features some = rows(FixedArrays.values(1, 999, 3), 3);
                Features others = rows(FixedArrays.values(2, 999, 3), 3)) {
            assertThatThrownBy(() -> new KernelDistance().scores(some, others))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("kid needs at least 1000 images a side, got 999 from array");
            Score score = new KernelDistance(30, 200, 0).scores(some, others).get(0);
            assertThat(score.name()).isEqualTo("kid-30x200-999-pixels");
            double spread = score.interval().orElseThrow().high() - score.value();
            assertThat(Math.abs(score.value())).isLessThan(3 * spread); // the same distribution: zero on average
            assertThat(new KernelDistance(30, 200, 0).scores(some, others)).containsExactly(score);
            assertThat(new KernelDistance(30, 200, 1)
                            .scores(some, others)
                            .get(0)
                            .value())
                    .isNotEqualTo(score.value());
        }
    }

    /** One subset of all: the estimate itself, whatever the order, up to rounding of sums. */
    @Test
    void kernelDistanceOfOneWholeSubsetIsTheEstimate() {
        try (Features some = rows(FixedArrays.values(1, 100, 3), 3);
                Features others = rows(FixedArrays.shifted(2, 100, 3, 0.5, 1), 3)) {
            double value =
                    new KernelDistance(1, 100, 5).scores(some, others).get(0).value();
            assertThat(value)
                    .isCloseTo(
                            KernelDistance.squaredDiscrepancy(some.rows(), others.rows()),
                            org.assertj.core.api.Assertions.within(1e-14));
        }
    }
}
