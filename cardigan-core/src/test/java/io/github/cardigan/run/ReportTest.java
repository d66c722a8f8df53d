package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.StorageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final String EVIL =
            "</script><script>alert(1)</script><img src=\"http://evil\" onerror='x'>&{{data}}";

    @TempDir
    Path run;

    @Test
    void aRunBecomesOnePage() throws IOException {
        settings("""
                {"recipe":"dcgan","seed":42,"options":{"batch":64,"lr":0.0002},
                 "data":{"name":"digits","shape":[1,28,28],"deep":{"er":{"still":{"more":{"yet":1}}}}}}""");
        stats("""
                {"step":100,"seconds":10.0,"images_per_second":640.5,"generator_loss":0.7,"d_real":0.9,"fid-10k":50}
                {"step":200,"seconds":4321.0,"images_per_second":650.25,"generator_loss":0.81234,"d_real":0.8}
                """);
        sample(0);
        sample(200);
        String page = page();

        assertThat(page).contains("<title>dcgan on digits", "<th scope=\"row\">lr</th><td>0.0002</td>", "1, 28, 28");
        assertThat(page).contains("<dt>steps</dt><dd>200</dd>", "<dt>time</dt><dd>1 h 12 min</dd>");
        assertThat(page).contains("<dt>generator loss</dt><dd>0.8123</dd>", "<dt>FID-10k</dt><dd>50</dd>");
        assertThat(page).contains("<h3>Losses</h3>", "<h3>Scores of the discriminator</h3>", "<h3>FID-10k</h3>");
        assertThat(page).contains("D(x) is what the discriminator says of real images");
        assertThat(page).doesNotContain("class=\"notice\">run.json", "class=\"empty\"");

        JsonNode data = data(page);
        assertThat(data.at("/curves/steps").toString()).isEqualTo("[100,200]");
        assertThat(charts(data))
                .containsExactly(
                        "generator loss [0.7,0.81234]",
                        "D(x) [0.9,0.8]",
                        "FID-10k [50.0,null]",
                        "images per second [640.5,650.25]");
        assertThat(data.at("/samples/1/step").intValue()).isEqualTo(200);
        byte[] png = Base64.getDecoder().decode(data.at("/samples/1/png").stringValue());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(4);
    }

    @Test
    void nothingForeignEscapesItsPlace() throws IOException {
        String quoted = JsonMapper.shared().writeValueAsString(EVIL);
        settings("{\"recipe\":" + quoted + "," + quoted + ":" + quoted + ",\"started\":" + quoted + ",\"o\":{" + quoted
                + ":[" + quoted + ",{" + quoted + ":" + quoted + "}]}," + quoted.replace("alert", "x") + ":{\"a\":1}}");
        stats("{\"step\":1," + quoted + ":1," + quoted.replace("alert", "loss_") + ":2}\n");
        String page = page();

        assertThat(page)
                .doesNotContain("<script>alert", "<script>loss_", "<script>x(", "<img src=\"http", "onerror='x'>");
        assertThat(page.split("</script>", -1)).hasSize(4); // data, uPlot and ours
        assertThat(charts(data(page))).contains(EVIL + " [1.0]");
    }

    @Test
    void embeddedDataHasNothingThatHtmlWouldRead() {
        String embedded = ReportHtml.embed(List.of("<!--<script>", "</script >&amp;"));
        assertThat(embedded).doesNotContain("<", ">", "&");
        assertThat(JsonMapper.shared().readTree(embedded).get(1).stringValue()).isEqualTo("</script >&amp;");
    }

    @Test
    void thePageLoadsNothingAndRunsOnlyItsOwnScripts() throws Exception {
        settings("{\"recipe\":\"dcgan\"}");
        stats("{\"step\":1,\"generator_loss\":1}\n");
        sample(1);
        String page = page();

        assertThat(page).doesNotContainPattern("(?i)(src|href|action|srcset|poster)\\s*=\\s*[\"']?\\s*(https?:|//)");
        assertThat(page).doesNotContainPattern("(?i)url\\(|@import|<link|<iframe|<base");
        String policy =
                find(page, "Content-Security-Policy\" content=\"([^\"]*)\"").get(0);
        assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe");
        List<String> inlined = find(page, "(?s)<script>(.*?)</script>");
        assertThat(inlined).hasSize(2);
        inlined.addAll(find(page, "(?s)<style>(.*?)</style>"));
        for (String text : inlined) {
            assertThat(policy).contains("'sha256-" + sha256(text) + "'");
        }
        assertThat(page).doesNotContainPattern(" style=| on[a-z]+=\"");
        assertThat(page).contains("Copyright (c) 2022 Leon Sorokin"); // uPlot's licence asks for it
    }

    @Test
    void anEmptyRunIsAPageToo() throws IOException {
        String page = page();
        assertThat(page).contains("<h1>Training run</h1>", "run.json is missing");
        assertThat(page).contains("No numbers yet.", "No samples yet.", "No curves yet.", "No settings were recorded.");
        assertThat(data(page).at("/curves/steps").isEmpty()).isTrue();
    }

    @Test
    void whatIsDamagedIsLeftOutAndSaid() throws IOException {
        settings("{\"recipe\":");
        stats("""
                {"step":1,"generator_loss":1}
                not json
                {"generator_loss":1}
                {"step":3,"generator_loss":3}
                {"step":4,"gener""");
        Files.createDirectories(run.resolve("samples"));
        Files.writeString(run.resolve("samples/000001.png"), "not a PNG");
        Files.writeString(run.resolve("samples/notes.txt"), "not a sample");
        String page = page();
        assertThat(page)
                .contains("run.json cannot be read", "2 lines of stats.jsonl cannot be read", "No samples yet.");
        assertThat(charts(data(page))).containsExactly("generator loss [1.0,3.0]");
    }

    @Test
    void aCutLastLineIsNoProblem() throws IOException {
        stats("{\"step\":1,\"generator_loss\":1}\n{\"step\":2,\"gener");
        String page = page();
        assertThat(page).doesNotContain("cannot be read");
        assertThat(data(page).at("/curves/steps").toString()).isEqualTo("[1]");
    }

    @Test
    void aResumedRunTellsItsLaterStory() throws IOException {
        stats("""
                {"step":1,"generator_loss":1}
                {"step":2,"generator_loss":2}
                {"step":3,"generator_loss":3}
                {"step":2,"generator_loss":20}
                """);
        JsonNode data = data(page());
        assertThat(data.at("/curves/steps").toString()).isEqualTo("[1,2]");
        assertThat(charts(data)).containsExactly("generator loss [1.0,20.0]");
    }

    @Test
    void whatIsNotFiniteIsAGapAndSaid() throws IOException {
        stats("""
                {"step":1,"generator_loss":1}
                {"step":2,"generator_loss":NaN}
                {"step":3,"generator_loss":"Infinity"}
                """);
        String page = page();
        assertThat(page).contains("2 values are not finite", "<dd>not finite</dd>");
        assertThat(charts(data(page))).containsExactly("generator loss [1.0,\"NaN\",\"NaN\"]");
    }

    @Test
    void ofManySamplesFortyAreKeptWithTheFirstAndTheLast() throws IOException {
        for (int step = 0; step <= 1000; step += 10) {
            sample(step);
        }
        String page = page();
        List<Integer> steps = StreamSupport.stream(data(page).at("/samples").spliterator(), false)
                .map(sample -> sample.path("step").intValue())
                .toList();
        assertThat(steps)
                .hasSize(40)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(0)
                .endsWith(1000);
        assertThat(page).contains("40 of the 101 grids are kept here.");
    }

    @Test
    void largeSamplesAreThinnedUntilThePageStaysBelowTwentyMegabytes() throws IOException {
        for (int step = 1; step <= 10; step++) {
            sample(step);
            byte[] png = Files.readAllBytes(samplePath(step));
            Files.write(samplePath(step), java.util.Arrays.copyOf(png, 3 << 20));
        }
        String page = page();
        assertThat(run.resolve("report.html").toFile().length()).isLessThan(20_000_000);
        List<String> steps = find(page, "\"step\":(\\d+)");
        assertThat(steps).hasSize(4).contains("1", "10");
    }

    @Test
    void longRunsAreDrawnFromSomeOfTheirLines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int step = 0; step < 10_000; step++) {
            String measured = step == 5001 ? ",\"fid\":7" : "";
            lines.append("{\"step\":").append(step).append(",\"generator_loss\":0.5" + measured + "}\n");
        }
        stats(lines.toString());
        String page = page();
        JsonNode steps = data(page).at("/curves/steps");
        assertThat(steps.size()).as("4,000 and the measured one").isEqualTo(4001);
        assertThat(steps.get(steps.size() - 1).intValue()).isEqualTo(9999);
        assertThat(steps.valueStream().map(JsonNode::intValue)).contains(5001);
        assertThat(page).contains("4,000 evenly chosen lines of 10,000");
    }

    @Test
    void whatAClassifierReadIsATable() throws IOException {
        String name = JsonMapper.shared().writeValueAsString(EVIL);
        confusion("{\"classes\":[\"cat\"," + name + "],\"samples\":6,\"accuracy\":0.5,\"counts\":[[1,2],[1,2]]}");
        stats("{\"step\":1,\"accuracy\":0.5,\"classifier_loss\":1,\"validation_accuracy\":0.6}\n");
        String page = page();
        assertThat(page)
                .contains("<th scope=\"row\">cat</th><td class=\"shade-2\">1</td><td class=\"shade-4\">2</td>")
                .contains("Of 6 samples held out, 50 % were read right.")
                .contains("<h3>Accuracy</h3>")
                .doesNotContain("Samples over time", "tug-of-war", "<script>alert");
        assertThat(charts(data(page)))
                .containsExactly("accuracy [0.5]", "validation accuracy [0.6]", "classifier loss [1.0]");
    }

    @Test
    void onlyARunThatMakesImagesSaysThatItHasNone() throws IOException {
        settings("{\"recipe\":\"classifier\"}");
        assertThat(page()).doesNotContain("Samples over time");
        settings("{\"recipe\":\"dcgan\"}");
        assertThat(page()).contains("Samples over time", "No samples yet.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"classes\":|cannot be read",
                "{}|holds no table",
                "[]|holds no table",
                "{\"classes\":[\"a\"],\"counts\":[[1,2]]}|holds no table",
                "{\"classes\":{\"a\":\"a\"},\"counts\":[[1]]}|holds no table",
                "{\"classes\":[\"a\"],\"counts\":{\"a\":[1]}}|holds no table",
                "{\"classes\":[\"a\"],\"counts\":[{\"a\":1}]}|holds no table",
                "{\"classes\":[\"a\"],\"counts\":[[-1]]}|holds no table",
                "{\"classes\":[\"a\"],\"counts\":[[\"1\"]]}|holds no table"
            })
    void aDamagedTableIsLeftOutAndSaid(String json, String problem) throws IOException {
        confusion(json);
        assertThat(page()).contains("confusion.json " + problem).doesNotContain("What was read as what");
    }

    @Test
    void aTableOfVeryManyClassesIsOnlyNamed() throws IOException {
        String names = "\"c\",".repeat(49) + "\"c\"";
        String row = "[" + "1,".repeat(49) + "1]";
        confusion("{\"classes\":[" + names + "],\"counts\":[" + (row + ",").repeat(49) + row + "]}");
        assertThat(page()).contains("The table of 50 classes is in confusion.json.");
    }

    @Test
    void aRunThatDoesNotExistIsAStorageFailure() {
        assertThatThrownBy(() -> Report.write(run.resolve("none")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("none does not exist");
    }

    @Test
    void numbersReadWell() {
        assertThat(ReportHtml.number(1234567)).isEqualTo("1,234,567");
        assertThat(ReportHtml.number(0.123456)).isEqualTo("0.1235");
        assertThat(ReportHtml.number(-12.3456)).isEqualTo("-12.35");
        assertThat(ReportHtml.number(1234.56)).isEqualTo("1,235");
        assertThat(ReportHtml.number(0.0002)).isEqualTo("0.0002");
        assertThat(ReportHtml.number(1.23456e-9)).isEqualTo("1.235E-9");
        assertThat(ReportHtml.number(0)).isEqualTo("0");
        assertThat(ReportHtml.exact(2e-4)).isEqualTo("0.0002");
        assertThat(ReportHtml.exact(1e-30)).isEqualTo("1E-30");
        assertThat(ReportHtml.duration(59.4)).isEqualTo("59 s");
        assertThat(ReportHtml.duration(125)).isEqualTo("2 min 5 s");
        assertThat(ReportHtml.duration(4321)).isEqualTo("1 h 12 min");
        assertThat(ReportHtml.duration(100_000)).isEqualTo("1 d 3 h");
    }

    @Test
    void theChosenAreEvenlySpread() {
        assertThat(ReportCurves.evenly(0, 3)).isEmpty();
        assertThat(ReportCurves.evenly(2, 3)).containsExactly(0, 1);
        assertThat(ReportCurves.evenly(7, 3)).containsExactly(0, 3, 6);
        assertThat(ReportCurves.evenly(7, 1)).containsExactly(6);
        assertThat(ReportCurves.evenly(7, 0)).isEmpty();
    }

    private String page() throws IOException {
        Report.write(run);
        return Files.readString(run.resolve("report.html"));
    }

    private void settings(String json) throws IOException {
        Files.writeString(run.resolve("run.json"), json);
    }

    private void confusion(String json) throws IOException {
        Files.writeString(run.resolve("confusion.json"), json);
    }

    private void stats(String lines) throws IOException {
        Files.writeString(run.resolve("stats.jsonl"), lines);
    }

    private void sample(int step) throws IOException {
        Files.createDirectories(run.resolve("samples"));
        ImageIO.write(
                new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                samplePath(step).toFile());
    }

    private Path samplePath(int step) {
        return run.resolve("samples/%06d.png".formatted(step));
    }

    private static JsonNode data(String page) {
        String json = find(page, "(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .get(0);
        return JsonMapper.shared().readTree(json);
    }

    /** Label and values of every curve, chart after chart. */
    private static List<String> charts(JsonNode data) {
        return StreamSupport.stream(data.at("/curves/charts").spliterator(), false)
                .flatMap(chart -> StreamSupport.stream(chart.spliterator(), false))
                .map(curve -> curve.path("label").stringValue() + " " + curve.path("values"))
                .toList();
    }

    private static List<String> find(String text, String pattern) {
        return new java.util.ArrayList<>(Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList());
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sum);
    }
}
