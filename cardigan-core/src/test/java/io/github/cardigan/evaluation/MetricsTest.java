package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MetricsTest {

    @Test
    void metricsAreFoundByNameAndPairsComeOnce() {
        List<Metric> metrics = Metrics.named(List.of("recall", "fid", "precision", "is"));
        assertThat(metrics).extracting(Metric::name).containsExactly("prdc", "fid", "is");
        assertThat(Metrics.needs(metrics)).containsExactly(Part.values());
        assertThat(Metrics.needsOfReal(metrics)).containsExactly(Part.MOMENTS, Part.ROWS);
        assertThat(Metrics.needsOfReal(Metrics.named(List.of("is", "modes")))).isEmpty();
        assertThatThrownBy(() -> Metrics.named(List.of("fids")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("got 'fids'")
                .hasMessageContaining("kid");
    }

    @Test
    void everyMetricOfFeaturesGivesFiniteScoresInDifferentNames() {
        float[] p = new float[300 * 3];
        for (int i = 0; i < p.length; i++) {
            p[i] = (i % 3 == i / 3 % 3 ? 0.5f : 0.2f) + i * 1e-5f; // no row like another
        }
        ArrayImages images = new ArrayImages("labelled", p, 3, new int[300], List.of("0", "1", "2"));
        try (Features features =
                Features.extract(images, new TableExtractor(3), Metrics.needs(Metrics.all()), (done, all) -> {})) {
            List<Score> scores = Metrics.all().stream()
                    .map(metric ->
                            metric.name().equals("kid") ? new KernelDistance(3, 100, 0) : metric) // which is quick
                    .flatMap(metric -> metric.scores(features, features).stream())
                    .toList();
            assertThat(scores).extracting(Score::name).doesNotHaveDuplicates().hasSize(15);
            assertThat(scores).allSatisfy(score -> {
                assertThat(score.value()).isFinite();
                assertThat(score.name()).startsWith(score.metric() + "-").endsWith("-300-table");
                assertThat(score.protocol()).isNotEmpty();
            });
        }
    }

    @Test
    void aScoreIsAnObjectInJson() {
        try (Features features = ArrayImages.features(FixedArrays.values(1, 30, 2), 2, Part.MOMENTS)) {
            Score score = new FrechetDistance().scores(features, features).get(0);
            JsonNode json = Json.parse("a score", Json.line(score), JsonNode.class, ConfigurationException::new);
            assertThat(json.path("name").asString()).isEqualTo("fid-30-pixels");
            assertThat(json.path("interval").isNull()).isTrue();
            assertThat(json.path("warnings").size()).isEqualTo(1);
            assertThat(Json.parse("a score", Json.line(score), Score.class, ConfigurationException::new))
                    .isEqualTo(score);
        }
    }

    @Test
    void countsInNamesAreShortWhereTheyCanBe() {
        assertThat(List.of(Score.count(50_000), Score.count(1000), Score.count(2500), Score.count(999)))
                .containsExactly("50k", "1k", "2500", "999");
    }
}
