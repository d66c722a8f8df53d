package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportEvaluationTest {

    private static final byte[] PNG = ImageGrid.png(new float[4], Shape.image(1, 2, 2), 1);

    private static final String WHOLE = """
            {"generated":"model <b>","real":"digits","count":2000,"realCount":1000,"extractor":"classifier",
             "extractorFingerprint":"0123456789abcdef",
             "scores":[{"metric":"fid","name":"fid-2k-classifier","value":12.3456,"protocol":"float64 & more",
                        "warnings":["biased <upwards>"]},
                       {"metric":"psnr","name":"psnr-2k","value":"Infinity","protocol":"",
                        "interval":{"low":0.25,"high":0.5,"how":"95 %"},"warnings":["biased <upwards>"]}],
             "pictures":[{"file":"nearest.png","caption":"The \\"nearest\\""},{"file":"best.png","caption":"Best"}]}""";

    @TempDir
    Path run;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(run.resolve("evaluation"));
    }

    private String page() throws IOException {
        Report.write(run);
        return Files.readString(run.resolve("report.html"));
    }

    @Test
    void scoresAndPicturesAreASection() throws IOException {
        Files.writeString(folder.resolve("evaluation.json"), WHOLE);
        Files.write(folder.resolve("nearest.png"), PNG);
        Files.write(folder.resolve("best.png"), PNG);
        String page = page();
        assertThat(page).contains("<h2>How it was judged</h2>");
        assertThat(page).contains("2,000 images of model &lt;b&gt; against 1,000 of digits");
        assertThat(page).contains("classifier 0123456789ab.");
        assertThat(page).contains("fid-2k-classifier</th><td>12.35</td><td></td><td>float64 &amp; more</td>");
        assertThat(page).contains("<td>Infinity</td><td>0.2500 to 0.5000 (95 %)</td>");
        assertThat(page.split("biased &lt;upwards&gt;", -1))
                .as("each warning once")
                .hasSize(2);
        assertThat(page).contains("alt=\"The &quot;nearest&quot;\"");
        assertThat(page.split("data:image/png;base64," + Base64.getEncoder().encodeToString(PNG), -1))
                .hasSize(3);
    }

    @Test
    void aRunThatWasNotEvaluatedHasNoSection() throws IOException {
        assertThat(page()).doesNotContain("How it was judged", "evaluation.json");
    }

    @Test
    void whatIsDamagedIsLeftOutAndSaid() throws IOException {
        for (String damaged : new String[] {"{", "[]", "{\"scores\":[]}", "{\"scores\":[{\"name\":\"fid\"}]}"}) {
            Files.writeString(folder.resolve("evaluation.json"), damaged);
            assertThat(page())
                    .as(damaged)
                    .doesNotContain("How it was judged")
                    .containsPattern("evaluation/evaluation.json (cannot be read|holds no scores)");
        }
    }

    @Test
    void picturesThatAreMissingOrNoPicturesAreLeftOutAndSaid() throws IOException {
        Files.writeString(folder.resolve("evaluation.json"), WHOLE);
        Files.writeString(folder.resolve("best.png"), "<script>alert(1)</script>");
        String page = page();
        assertThat(page).contains("evaluation/nearest.png, evaluation/best.png cannot be shown");
        assertThat(page).contains("fid-2k-classifier").doesNotContain("alert(1)");
    }

    @Test
    void noPictureIsReadFromOutsideTheFolder() throws IOException {
        Files.write(run.resolve("secret.png"), PNG);
        Files.writeString(folder.resolve("evaluation.json"), WHOLE.replace("nearest.png", "../secret.png"));
        assertThat(page())
                .contains("../secret.png")
                .doesNotContain(Base64.getEncoder().encodeToString(PNG));
    }
}
