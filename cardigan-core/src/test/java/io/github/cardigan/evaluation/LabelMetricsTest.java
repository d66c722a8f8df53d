package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics of what a classifier reads: inception score, modes, confidence, consistency. */
class LabelMetricsTest {

    /** {@code n} images, image i surely of class {@code classes[i mod length]}. */
    private static float[] sure(int n, int size, int... classes) {
        float[] p = new float[n * size];
        for (int i = 0; i < n; i++) {
            p[i * size + classes[i % classes.length]] = 1;
        }
        return p;
    }

    private static List<Score> scores(Metric metric, float[] p, int size) {
        try (Features features = ArrayImages.probabilities(p, size)) {
            return metric.scores(features, features);
        }
    }

    /** Sure and even over 4 classes: 4; undecided, or one class only: 1. Both exact in binary. */
    @Test
    void theInceptionScoreReachesBothItsBounds() {
        InceptionScore is = new InceptionScore(5);
        assertThat(scores(is, sure(40, 4, 0, 1, 2, 3), 4).get(0).value()).isCloseTo(4, within(1e-15));
        assertThat(scores(is, sure(40, 4, 2), 4).get(0).value()).isEqualTo(1);
        float[] undecided = new float[160];
        java.util.Arrays.fill(undecided, 0.25f);
        assertThat(scores(is, undecided, 4).get(0).value()).isEqualTo(1);
    }

    @Test
    void theInceptionScoreNeedsAnImageASplit() {
        assertThatThrownBy(() -> scores(new InceptionScore(), sure(9, 4, 0), 4))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("is needs at least 10 images for 10 splits, got 9 from array");
        Score score = scores(new InceptionScore(), sure(100, 4, 0, 1), 4).get(0);
        assertThat(score.name()).isEqualTo("is-10-100-table");
        assertThat(score.warnings()).singleElement().asString().contains("biased downwards");
    }

    /** 50,000 images in 10 splits: 5,000 a split, though 10 a class would be 6,000 here. */
    @Test
    void theInceptionScoreOfAsManyImagesAsTheFieldTakesWarnsOfNothing() {
        assertThat(scores(new InceptionScore(1), sure(5000, 600, 0, 1), 600)
                        .get(0)
                        .warnings())
                .isEmpty();
        assertThat(scores(new InceptionScore(1), sure(4999, 600, 0, 1), 600)
                        .get(0)
                        .warnings())
                .singleElement()
                .asString()
                .contains("fewer than 5000 a split");
    }

    /** Shares 3/4 and 1/4 of 4 classes: KL = log 4 + 3/4 log 3/4 + 1/4 log 1/4. */
    @Test
    void modesAreCountedAndTheirUnevennessMeasured() {
        List<Score> scores = scores(new Modes(), sure(80, 4, 0, 0, 0, 3), 4);
        assertThat(scores.get(0).name()).isEqualTo("modes-80-table");
        assertThat(scores.get(0).value()).isEqualTo(2);
        assertThat(scores.get(1).metric()).isEqualTo("modes-kl");
        assertThat(scores.get(1).value())
                .isCloseTo(Math.log(4) + 0.75 * Math.log(0.75) + 0.25 * Math.log(0.25), within(1e-15));
        assertThat(scores.get(2).metric()).isEqualTo("modes-rarest");
        assertThat(scores.get(2).value()).as("classes 1 and 2 are missing").isEqualTo(0);
        List<Score> all = scores(new Modes(), sure(80, 4, 0, 0, 0, 0, 0, 1, 2, 3), 4);
        assertThat(all.get(2).value()).isEqualTo(1 / 8.0);
        List<Score> even = scores(new Modes(), sure(80, 4, 0, 1, 2, 3), 4);
        assertThat(even.get(0).value()).isEqualTo(4);
        assertThat(even.get(1).value()).isEqualTo(0);
    }

    @Test
    void confidenceCountsWhatIsAboveNineTenths() {
        float[] p = {0.95f, 0.05f, 0.2f, 0.8f, 0.5f, 0.5f, 0.0f, 1.0f};
        List<Score> scores = scores(new Confidence(), p, 2);
        assertThat(scores.get(0).name()).isEqualTo("confidence-90-4-table");
        assertThat(scores.get(0).value()).isEqualTo(0.5);
        assertThat(scores.get(1).value()).isCloseTo((0.95 + 0.8 + 0.5 + 1) / 4, within(1e-7)); // fp32 probabilities
    }

    @Test
    void consistencyComparesAskedWithRead() {
        ArrayImages images =
                new ArrayImages("labelled", sure(4, 3, 0, 1, 2, 0), 3, new int[] {0, 1, 1, 0}, List.of("0", "1", "2"));
        try (Features features = images.read()) {
            Score score = new Consistency().scores(features, features).get(0);
            assertThat(score.value()).isEqualTo(0.75);
            assertThat(score.interval()).isPresent();
        }
    }

    @Test
    void consistencyNeedsLabelsOfTheSameClasses() {
        assertThatThrownBy(() -> scores(new Consistency(), sure(4, 3, 0), 3))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("consistency needs labels, got array, which has none");
        ArrayImages images = new ArrayImages("labelled", sure(2, 3, 0), 3, new int[] {0, 0}, List.of("x", "y", "z"));
        try (Features features = images.read()) {
            assertThatThrownBy(() -> new Consistency().scores(features, features))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("got [x, y, z] from labelled and [0, 1, 2] from the classifier");
        }
    }

    /** Wilson 1927 for 8 of 10 and z = 1.96: 0.490 to 0.943 (Agresti, Coull 1998). */
    @Test
    void sharesHaveWilsonIntervals() {
        Interval interval = Interval.wilson(8, 10);
        assertThat(interval.low()).isCloseTo(0.490, within(5e-4));
        assertThat(interval.high()).isCloseTo(0.943, within(5e-4));
        assertThat(Interval.wilson(0, 10).low()).isEqualTo(0);
        assertThat(Interval.wilson(10, 10).high()).isEqualTo(1);
    }
}
