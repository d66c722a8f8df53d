package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.Json;
import io.github.cardigan.training.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    @TempDir
    Path temp;

    private RunSummary run(String name, String latent, String stats, String scores) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        Json.write(
                folder.resolve("run.json"),
                new RunDescription(
                        RunDescription.FORMAT_VERSION,
                        "dcgan",
                        Map.of("latent", latent, "ema", "0"),
                        Map.of("batch", "4", "data", "digits"),
                        Map.of(),
                        Map.of("name", "digits", "fingerprint", "0123456789abcdef"),
                        Map.of(),
                        Map.of(),
                        "2026-01-01T00:00:00Z"));
        Files.writeString(folder.resolve("stats.jsonl"), stats);
        if (!scores.isEmpty()) {
            Files.createDirectories(folder.resolve("evaluation"));
            Files.writeString(folder.resolve("evaluation/evaluation.json"), scores);
        }
        return RunSummary.read(folder);
    }

    private static String scores(String extractor, double fid, double recall) {
        return """
                {"extractorFingerprint":"%s","scores":[{"metric":"fid","name":"fid-1k-pixels","value":%s},
                 {"metric":"recall","name":"recall-k3-1k-pixels","value":%s,"interval":{"low":0.1,"high":0.9}},
                 {"metric":"memorisation","name":"memorisation-1k-pixels","value":0.5}]}""".formatted(extractor, fid, recall);
    }

    private static List<String> titles(List<Comparison.Row> rows) {
        return rows.stream().map(Comparison.Row::title).toList();
    }

    @Test
    void aMetricSaysWhichWayIsBetter() {
        assertThat(Comparison.goal("fid")).contains(Goal.lowest("fid"));
        assertThat(Comparison.goal("modes-kl")).contains(Goal.lowest("modes-kl"));
        assertThat(Comparison.goal("recall")).contains(Goal.highest("recall"));
        assertThat(Comparison.goal("density")).isEmpty();
        assertThat(Comparison.ranked("c2st", 0.45)).as("chance").isEqualTo(0.5);
        assertThat(Comparison.ranked("fid", 0.45)).isEqualTo(0.45);
    }

    @Test
    void onlyDifferingOptionsAreShown() throws IOException {
        Comparison comparison = new Comparison(List.of(run("a", "6", "", ""), run("b", "7", "", "")));
        assertThat(titles(comparison.settings())).containsExactly("recipe", "data", "latent");
        assertThat(comparison.settings().get(1).cells()).containsExactly("digits 01234567", "digits 01234567");
        assertThat(comparison.settings().get(2).cells()).containsExactly("6", "7");
    }

    @Test
    void theLastOfEveryLossIsShown() throws IOException {
        RunSummary first = run(
                "a", "6", "{\"step\":1,\"seconds\":1,\"g_loss\":5}\n{\"step\":20,\"seconds\":90,\"g_loss\":0.5}\n", "");
        RunSummary second = run("b", "6", "{\"step\":9,\"seconds\":2,\"d_loss\":\"NaN\"}\n", "");
        assertThat(new Comparison(List.of(first, second)).results())
                .containsExactly(
                        new Comparison.Row("steps", List.of("20", "9"), OptionalInt.empty()),
                        new Comparison.Row("time", List.of("1 min 30 s", "2 s"), OptionalInt.empty()),
                        new Comparison.Row("last g loss", List.of("0.5000", ""), OptionalInt.empty()),
                        new Comparison.Row("last d loss", List.of("", "not finite"), OptionalInt.empty()));
    }

    @Test
    void theBestIsTheLowestDistanceOrTheHighestShare() throws IOException {
        Comparison comparison = new Comparison(
                List.of(run("a", "6", "", scores("x", 3.5, 0.2)), run("b", "6", "", scores("x", 7, 0.3))));
        assertThat(comparison.scores())
                .containsExactly(
                        new Comparison.Row("fid-1k-pixels", List.of("3.500", "7"), OptionalInt.of(0)),
                        new Comparison.Row(
                                "recall-k3-1k-pixels",
                                List.of("0.2000 (0.1000 to 0.9000)", "0.3000 (0.1000 to 0.9000)"),
                                OptionalInt.of(1)),
                        new Comparison.Row("memorisation-1k-pixels", List.of("0.5000", "0.5000"), OptionalInt.empty()));
        assertThat(comparison.mixesConditions()).isFalse();
    }

    @Test
    void nothingIsBestAcrossDifferentExtractorsOrAlone() throws IOException {
        RunSummary first = run("a", "6", "", scores("x", 3.5, 0.2));
        Comparison mixed = new Comparison(List.of(first, run("b", "6", "", scores("y", 7, 0.3))));
        assertThat(mixed.mixesConditions()).isTrue();
        assertThat(mixed.scores()).allMatch(row -> row.best().isEmpty());
        Comparison alone = new Comparison(List.of(first, run("c", "6", "", "")));
        assertThat(alone.scores()).allMatch(row -> row.best().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"realFingerprint,'\"b\"'", "split,'\"test\"'", "count,900", "realCount,900"})
    void nothingIsBestAcrossDifferentDataPartsOrCounts(String condition, String other) throws IOException {
        String scores = scores("x", 3.5, 0.2)
                .replaceFirst(
                        "\\{", "{\"realFingerprint\":\"a\",\"split\":\"train\",\"count\":1000,\"realCount\":1000,");
        String others = scores.replaceFirst("\"" + condition + "\":[^,]*", "\"" + condition + "\":" + other);
        RunSummary first = run("a", "6", "", scores);
        Comparison mixed = new Comparison(List.of(first, run("b", "6", "", others)));
        assertThat(mixed.mixesConditions()).isTrue();
        assertThat(mixed.scores()).allMatch(row -> row.best().isEmpty());
        Comparison alike = new Comparison(List.of(first, run("c", "6", "", scores)));
        assertThat(alike.scores()).anyMatch(row -> row.best().isPresent());
    }

    private static String score(String metric, double value) {
        return "{\"scores\":[{\"metric\":\"%s\",\"name\":\"%s\",\"value\":%s}]}".formatted(metric, metric, value);
    }

    private OptionalInt best(String metric, double... values) throws IOException {
        List<RunSummary> runs = new ArrayList<>();
        for (double value : values) {
            runs.add(run("run" + runs.size(), "6", "", score(metric, value)));
        }
        return new Comparison(runs).scores().get(0).best();
    }

    @ParameterizedTest
    @ValueSource(strings = {"density", "confidence", "confidence-mean", "ms-ssim", "memorisation", "c2st-p"})
    void nothingIsBestByWhatHasNoBetter(String metric) throws IOException {
        assertThat(best(metric, 0.4, 0.9)).isEmpty();
    }

    @Test
    void tellingApartLessOftenThanACoinIsNoBetterThanACoin() throws IOException {
        assertThat(best("c2st", 0.5, 0.45)).hasValue(0);
        assertThat(best("c2st", 0.6, 0.45)).hasValue(1);
    }

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        assertThatThrownBy(() -> RunSummary.read(temp.resolve("none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none, which does not exist");
        assertThatThrownBy(() -> RunSummary.read(temp))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a run folder with run.json");
        Files.writeString(temp.resolve("run.json"), "{\"formatVersion\":1,");
        assertThatThrownBy(() -> RunSummary.read(temp)).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void whatIsDamagedElsewhereIsSaid() throws IOException {
        assertThat(run("a", "6", "", "{").problem())
                .isEqualTo("no statistics; evaluation/evaluation.json cannot be read");
    }

    @Test
    void thePageHoldsTablesSamplesAndCurvesOverEachOther() throws IOException {
        RunSummary first = run("a", "6", "{\"step\":1,\"g_loss\":5}\n{\"step\":3,\"g_loss\":4}\n", scores("x", 3, 0.2));
        RunSummary second = run("<i>", "7", "{\"step\":2,\"g_loss\":2.5}\n", scores("x", 7, 0.2));
        byte[] png = ImageGrid.png(new float[4], Shape.image(1, 2, 2), 1);
        Files.createDirectories(first.folder().resolve("samples"));
        Files.write(first.folder().resolve("samples/000000.png"), new byte[] {1});
        Files.write(first.folder().resolve("samples/000003.png"), png);
        Path file = temp.resolve("page.html");
        ComparisonPage.write(file, new Comparison(List.of(first, second)));
        String page = Files.readString(file);
        assertThat(page).contains("<td class=\"best\">3</td><td>7</td>", "a, step 3", "default-src 'none'");
        assertThat(page).contains("&lt;i&gt;").doesNotContain("<i>", "{{");
        assertThat(page).contains("\"steps\":[1,2,3]");
        assertThat(page).contains("{\"label\":\"a\",\"values\":[5.0,null,4.0]}");
        assertThat(page).contains("{\"label\":\"\\u003ci\\u003e\",\"values\":[null,2.5,null]}");
    }
}
