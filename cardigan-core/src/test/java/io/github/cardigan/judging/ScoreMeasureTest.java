package io.github.cardigan.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreMeasureTest {

    @TempDir
    Path temp;

    /** A generator whose every sample lies on the centre (2, -4) of the grid: one mode of 25, KL = log 25. */
    @Test
    void aGeneratorOfPointsIsMeasuredByPlace() {
        List<String> names = List.of("modes", "fid", "precision");
        Dataset grid = EmbeddedSets.open("grid:1000", null).orElseThrow();
        Generator generator = Generator.build(Latent.normal(3), Dense.of(2), Device.cpu(), new RandomSource(1));
        generator.network().load(Map.of("weight", new float[6], "bias", new float[] {2, -4}));
        try (Network network = generator.network();
                ScoreMeasure measure = ScoreMeasure.of(
                        ScoreMeasure.askable(names, ExtractorKind.PIXELS, grid),
                        Extractors.pixels(grid.shape()),
                        DatasetImages.choice(grid, 500, 0, warning -> {}),
                        500,
                        7,
                        new CacheFolder(temp),
                        new DataClassifierTest.Heard())) {
            Map<String, Double> values = measure.measure(generator, 12);
            assertThat(values.keySet())
                    .containsExactly("modes-500", "high-quality-500", "modes-kl-500", "fid-500", "precision-500");
            assertThat(values.get("modes-500")).isEqualTo(1);
            assertThat(values.get("high-quality-500")).isEqualTo(1);
            assertThat(values.get("modes-kl-500")).isEqualTo(Math.log(25), within(1e-12));
            // a point against means 0 and variances 8 + 0.0025: 2^2 + 4^2 + 16.005, of 500 chosen ones up to 4 errors
            assertThat(values.get("fid-500")).isEqualTo(36, within(2.2));
            assertThat(measure.goal().orElseThrow().value()).isEqualTo("modes-500");
        }
        assertThatThrownBy(() -> ScoreMeasure.askable(List.of("confidence"), ExtractorKind.PIXELS, grid))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("confidence looks at images, got points [2] of grid");
    }

    @Test
    void theFirstMetricThatTellsBetterFromWorseDecides() {
        assertThat(ScoreMeasure.deciding(List.of("recall", "fid"))).contains("recall");
        assertThat(ScoreMeasure.deciding(List.of("density", "confidence", "kid")))
                .contains("kid");
        assertThat(ScoreMeasure.deciding(List.of("density", "confidence"))).isEmpty();
    }
}
