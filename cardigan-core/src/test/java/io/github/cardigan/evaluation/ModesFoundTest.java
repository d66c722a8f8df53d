package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.DrawnPoints;
import io.github.cardigan.data.GaussianMixture;
import io.github.cardigan.data.GaussianMixture.Point;
import io.github.cardigan.data.PointPattern;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModesFoundTest {

    /** Four centres at the corners of a square of side 10, deviation 0.5: near is below 1.5. */
    private static final GaussianMixture FOUR =
            new GaussianMixture(List.of(new Point(0, 0), new Point(10, 0), new Point(0, 10), new Point(10, 10)), 0.5);

    /** Three near the first centre, one of them diagonally at 1.471; one near the second; at 1.5 and beyond, none. */
    private static final float[] POINTS = {0, 0, 1.25f, 0, 1.04f, -1.04f, 10, 1, 1.5f, 0, 0, 8.25f, 1.25f, 1.25f, 5, 5};

    private static Features features(float[] points) {
        return ArrayImages.features(points, 2, Part.ROWS);
    }

    @Test
    void modesAndSamplesAreCountedByEuclideanDistance() {
        ModesFound.Found found = ModesFound.in(POINTS, FOUR);
        assertThat(found.samples()).isEqualTo(8);
        assertThat(found.near()).containsExactly(3, 1, 0, 0);
        assertThat(found.modes()).isEqualTo(2);
        assertThat(found.highQuality()).isEqualTo(4);
    }

    /** Shares 3/4 and 1/4 of four: KL = log 4 + 3/4 log 3/4 + 1/4 log 1/4. */
    @Test
    void scoresCarryTheirProtocol() {
        try (Features features = features(POINTS)) {
            List<Score> scores = new ModesFound(FOUR).scores(features, features);
            assertThat(scores)
                    .extracting(Score::name)
                    .containsExactly("modes-4-8-pixels", "high-quality-3sigma-8-pixels", "modes-kl-4-8-pixels");
            assertThat(scores).extracting(Score::metric).containsExactly("modes", "high-quality", "modes-kl");
            assertThat(scores.get(0).value()).isEqualTo(2);
            assertThat(scores.get(0).protocol()).contains("within 3 sigma (1.500)", "of 4");
            assertThat(scores.get(0).warnings()).singleElement().asString().contains("fewer than 10 a component");
            assertThat(scores.get(1).value()).isEqualTo(0.5);
            assertThat(scores.get(1).interval()).isPresent();
            assertThat(scores.get(2).value())
                    .isEqualTo(Math.log(4) + 0.75 * Math.log(0.75) + 0.25 * Math.log(0.25), within(1e-15));
        }
    }

    @Test
    void everySampleInOneModeIsTheLogarithmOfTheirNumberAndEvenOnesAreZero() {
        assertThat(ModesFound.in(new float[] {0, 0, 0, 0}, FOUR).divergence().orElseThrow())
                .isEqualTo(Math.log(4), within(1e-15));
        ModesFound.Found even = ModesFound.in(new float[] {0, 0, 10, 0, 0, 10, 10, 10}, FOUR);
        assertThat(even.modes()).isEqualTo(4);
        assertThat(even.divergence().orElseThrow()).isZero();
    }

    @Test
    void withoutASampleOfHighQualityThereIsNoDivergence() {
        float[] far = {5, 5, 5, 4};
        assertThat(ModesFound.in(far, FOUR).divergence()).isEmpty();
        try (Features features = features(far)) {
            List<Score> scores = new ModesFound(FOUR).scores(features, features);
            assertThat(scores).extracting(Score::value).containsExactly(0.0, 0.0);
        }
    }

    /**
     * 2,500 real points of the grid: all modes, 1 - exp(-4.5) of high quality, KL about (25 - 1) / (2 N). Errors: 0.0021 of the share;
     * the KL is a chi-square with 24 degrees of freedom over 2 N, whose deviation is 0.0014.
     */
    @Test
    void realPointsAreNearlyPerfect() {
        DrawnPoints data = new DrawnPoints(PointPattern.GRID, 9, 2500);
        float[] points = new float[5000];
        for (int i = 0; i < 2500; i++) {
            data.read(i, points, 2 * i);
        }
        ModesFound.Found found = ModesFound.in(points, GaussianMixture.grid());
        assertThat(found.modes()).isEqualTo(25);
        assertThat(found.highQuality() / 2500.0).isEqualTo(1 - Math.exp(-4.5), within(0.009));
        assertThat(found.divergence().orElseThrow()).isEqualTo(24 / 5000.0, within(0.0045));
        assertThat(ModesFound.in(points, GaussianMixture.ring()).modes()).isZero();
    }

    @Test
    void itNeedsThePointsThemselvesAndNothingReal() {
        ModesFound metric = new ModesFound(FOUR);
        assertThat(metric.needs()).containsExactly(Part.ROWS);
        assertThat(metric.needsReal()).isFalse();
        try (Features wide = ArrayImages.features(new float[9], 3, Part.ROWS);
                Features read = Features.extract(
                        ArrayImages.of(new float[] {0, 1}, 2),
                        new TableExtractor(2),
                        Set.of(Part.ROWS),
                        (d, a) -> {})) {
            assertThatThrownBy(() -> metric.scores(wide, wide))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "modes of a mixture looks at points [2] themselves, got 3 values by extractor 'pixels' of array");
            assertThatThrownBy(() -> metric.scores(read, read))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("got 2 values by extractor 'table'");
        }
        assertThatThrownBy(() -> ModesFound.in(new float[3], FOUR)).isInstanceOf(IllegalArgumentException.class);
    }
}
