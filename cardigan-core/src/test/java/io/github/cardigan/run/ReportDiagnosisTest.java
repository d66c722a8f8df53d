package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.training.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDiagnosisTest {

    @TempDir
    Path run;

    private ReportDiagnosis read(String lines) throws IOException {
        Files.writeString(run.resolve("diagnosis.jsonl"), lines);
        return ReportDiagnosis.read(run);
    }

    private static String line(long step, String kind, boolean over, String player) {
        return "{\"step\":" + step + ",\"kind\":\"" + kind + "\",\"over\":" + over + ",\"player\":\"" + player
                + "\",\"value\":0.25,\"hint\":\"do <this>\"}\n";
    }

    @Test
    void beginningsFindTheirEnds() throws IOException {
        ReportDiagnosis diagnosis = read(line(500, "mode_collapse", false, "generator")
                + line(600, "vanishing_gradient", false, "a")
                + line(700, "vanishing_gradient", false, "b")
                + line(800, "vanishing_gradient", true, "a")
                + line(900, "mode_collapse", true, "generator")
                + line(2000, "mode_collapse", false, "generator"));
        assertThat(diagnosis.spells())
                .extracting(spell -> spell.began().subject() + " "
                        + spell.began().step() + " " + spell.over().orElse(-1))
                .containsExactly(
                        "mode collapse, generator 500 900",
                        "vanishing gradient, a 600 800",
                        "vanishing gradient, b 700 -1",
                        "mode collapse, generator 2000 -1");
        assertThat(diagnosis.html())
                .contains(
                        "<th scope=\"row\">Mode collapse, generator</th><td>500</td><td>900</td><td>diversity 0.2500</td>")
                .contains("<td>700</td><td>the end</td>", "do &lt;this&gt;")
                .doesNotContain("<this>");
        assertThat(diagnosis.problem()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsLeftOutAndSaid() throws IOException {
        ReportDiagnosis diagnosis = read("not json\n" + line(1, "unheard_of", false, "") + "{\"step\":\"x\"}\n"
                + line(5, "oscillation", false, "") + line(6, "oscillation", true, "other") + "{\"step\":7,\"ki");
        assertThat(diagnosis.problem()).isEqualTo("3 lines of diagnosis.jsonl cannot be read and are left out");
        assertThat(diagnosis.spells()).hasSize(1);
        assertThat(diagnosis.spells().get(0).began().kind()).isEqualTo(Finding.Kind.OSCILLATION);
    }

    @Test
    void aRunThatWasNotWatchedSaysNothing() throws IOException {
        assertThat(ReportDiagnosis.read(run).watched()).isFalse();
        Report.write(run);
        assertThat(Files.readString(run.resolve(Report.FILE))).doesNotContain("Diagnosis");
        assertThat(read("").html()).contains("Nothing was found wrong.");
    }
}
