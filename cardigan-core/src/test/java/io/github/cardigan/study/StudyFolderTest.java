package io.github.cardigan.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StudyFolderTest {

    private static final StudyCell A = Results.cell("a");
    private static final StudyCell B =
            new StudyCell("b", "dcgan", Map.of(), Map.of("data", "<b>\"1,2\"|3"), Map.of("metrics", "fid"));
    private static final Study STUDY = new Study("s", List.of(A, B), List.of(1L, 2L), List.of("loss"));

    @TempDir
    Path temp;

    private StudyFolder folder;

    @BeforeEach
    void open() {
        folder = new StudyFolder(temp.resolve("study"));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.path().resolve(name));
    }

    /** By hand: 1 and 3 have the mean 2 and the deviation sqrt 2. */
    private void keepThree() {
        folder.keep(new Trial(A, 1), Results.done(1));
        folder.keep(new Trial(A, 2), Results.done(3));
        folder.keep(new Trial(B, 1), Results.done(4));
        folder.keep(new Trial(B, 2), Results.lost(TrialStatus.DIVERGED, "loss is <NaN>"));
    }

    @Test
    void whatIsKeptIsReadAgainAlsoWhereItIsNotFinite() {
        TrialResult kept = Results.done(
                Map.of("fid", Double.POSITIVE_INFINITY), Results.ALIKE, Map.of("loss", Double.NaN, "rate", 0.1));
        Trial trial = new Trial(A, 1);
        assertThat(folder.result(trial)).isEmpty();
        folder.keep(trial, kept);
        assertThat(folder.result(trial)).contains(kept);
        assertThat(folder.results(STUDY)).containsOnlyKeys(trial);
    }

    @Test
    void aDamagedResultIsRefusedWithWhatToDo() throws IOException {
        folder.keep(new Trial(A, 1), Results.done(1));
        Files.writeString(folder.path().resolve("cells/a/seed-1.json"), "{\"formatVersion\":1,");
        assertThatThrownBy(() -> folder.result(new Trial(A, 1)))
                .isInstanceOfSatisfying(
                        DamagedFileException.class, e -> assertThat(e.hint()).contains("delete the file"))
                .hasMessageContaining("seed-1.json");
    }

    @Test
    void theMarkdownTableHasARowPerCell() throws IOException {
        keepThree();
        folder.write(STUDY);
        assertThat(text("table.md").lines())
                .contains(
                        "| cell | n | fid-40 | loss | steps | time | failed seeds |",
                        "| a | 2 | **2.0 ± 1.4** | – | 20 | 3 s | – |",
                        "| b | 1 | 4 | – | 20 | 3 s | 2 (diverged) |",
                        "- b, seed 2 diverged: loss is <NaN>");
    }

    @Test
    void theCsvTableIsExactAndQuoted() throws IOException {
        keepThree();
        folder.write(STUDY);
        assertThat(text("table.csv").lines())
                .containsExactly(
                        "cell,recipe,data,done,failed seeds,steps,seconds,fid-40 mean,fid-40 sd,fid-40 n,loss mean,loss sd,loss n",
                        "a,dcgan,digits,2,,20.0,3.0,2.0,1.4142135623730951,2,,,0",
                        "b,dcgan,\"<b>\"\"1,2\"\"|3\",1,2,20.0,3.0,4.0,,1,,,0");
    }

    @Test
    void theJsonHoldsEverything() throws IOException {
        keepThree();
        folder.write(STUDY);
        JsonNode json = new JsonMapper().readTree(text("study.json"));
        assertThat(json.path("name").asString()).isEqualTo("s");
        assertThat(json.at("/seeds/1").asInt()).isEqualTo(2);
        assertThat(json.at("/versions/commit").asString()).isNotEmpty();
        assertThat(json.at("/machine/processors").asString()).isNotEmpty();
        assertThat(json.at("/cells/0/values/fid-40/mean").asDouble()).isEqualTo(2);
        assertThat(json.at("/cells/0/values/fid-40/n").asInt()).isEqualTo(2);
        assertThat(json.at("/cells/0/values/fid-40/better").asString()).isEqualTo("lower");
        assertThat(json.at("/cells/0/values/fid-40/best").asBoolean()).isTrue();
        assertThat(json.at("/cells/0/seeds/1/scores/fid-40/value").asDouble()).isEqualTo(3);
        assertThat(json.at("/cells/0/seeds/1/run/versions/commit").asString()).isEqualTo("abc");
        assertThat(json.at("/cells/1/values/fid-40").has("deviation")).isFalse();
        assertThat(json.at("/cells/1/seeds/1/status").asString()).isEqualTo("diverged");
        assertThat(json.at("/cells/1/seeds/1/message").asString()).isEqualTo("loss is <NaN>");
        assertThat(json.at("/cells/1/seeds/1/steps").asInt()).isEqualTo(7);
    }

    @Test
    void thePageShowsTheTableTheLastSamplesAndTheWayToEachReport() throws IOException {
        keepThree();
        Path run = folder.run(new Trial(A, 2));
        Files.createDirectories(run.resolve("samples"));
        Files.writeString(run.resolve("report.html"), "a report");
        Files.writeString(run.resolve("samples/000020.png"), "an early grid");
        Files.writeString(run.resolve("samples/000100.png"), "the last grid");
        Files.writeString(run.resolve("samples/notes.png"), "something else");
        folder.write(STUDY);
        String page = text("study.html");
        assertThat(page)
                .contains("<title>s", "fid-40 ↓", "<td class=\"best\">2.0 ± 1.4</td>", "2 (diverged)")
                .contains("<a href=\"cells/a/seed-2/report.html\">seed 2</a>", "seed 2, diverged")
                .contains(base64("the last grid"))
                .doesNotContain(base64("an early grid"), base64("something else"), "seed-1/report.html");
        assertThat(page)
                .as("foreign text")
                .contains("&lt;b&gt;", "loss is &lt;NaN&gt;")
                .doesNotContain("<b>");
        assertThat(page).as("stands alone").contains("default-src 'none'").doesNotContain("<script", "://");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void anEmptyStudyIsWrittenToo() throws IOException {
        assertThat(folder.begun()).isFalse();
        StudyTable table = folder.write(STUDY);
        assertThat(folder.begun()).isTrue();
        assertThat(table.rows()).hasSize(2);
        assertThat(text("table.md")).contains("| a | 0 | – | – | – | – |");
        try (Stream<Path> files = Files.list(folder.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("study.json", "study.html", "table.csv", "table.md");
        }
    }
}
