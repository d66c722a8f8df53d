package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.training.Finding;
import io.github.cardigan.training.Position;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.TrainingListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ProgressTest {

    @Command
    private static final class Speaking {
        @CommandLine.Mixin
        final Console console = new Console();
    }

    private static StepReport step(long step, Map<String, Double> measured) {
        Position position = new Position(step, step, step);
        return new StepReport(position, 0, Map.of("loss", 1.0), measured, 1, 0, 1, step / 3.0);
    }

    /** Step 2 measures nothing and is not due yet; step 3 is the last. */
    @Test
    @SuppressWarnings("NullAway") // the trainer is not looked at
    void aRowHoldsOnlyWhatWasMeasuredAtItsStep() {
        Speaking speaking = new Speaking();
        new CommandLine(speaking).parseArgs("--json");
        StringWriter out = new StringWriter();
        speaking.console.attach(new PrintWriter(out), new PrintWriter(out));
        TrainingListener progress = new Progress(speaking.console);
        progress.stepDone(null, step(1, Map.of("accuracy", 0.5)));
        progress.stepDone(null, step(2, Map.of()));
        progress.stepDone(null, step(3, Map.of()));
        List<String> rows = out.toString().lines().toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).contains("\"step\":1", "\"accuracy\":0.5");
        assertThat(rows.get(1)).contains("\"step\":3", "\"loss\":1.0").doesNotContain("accuracy");
    }

    private static final Finding BEGINS = Finding.begins(Finding.Kind.MODE_COLLAPSE, 1200, "generator", 0.25);
    private static final Finding ENDS = Finding.ends(Finding.Kind.MODE_COLLAPSE, 1900, "generator", 0.75);

    /** What is said of a finding that begins, in the middle of a line that rewrites itself, and of its end: both streams as they came. */
    @SuppressWarnings("NullAway") // the trainer is not looked at
    private static List<String> told(String... options) {
        Speaking speaking = new Speaking();
        new CommandLine(speaking).parseArgs(options);
        StringWriter out = new StringWriter();
        speaking.console.attach(new PrintWriter(out), new PrintWriter(out));
        TrainingListener progress = new Progress(speaking.console);
        speaking.console.sayInPlace("30%", false);
        progress.found(null, BEGINS);
        progress.found(null, ENDS);
        return out.toString().lines().toList();
    }

    @Test
    void aFindingIsAWarningOnALineOfItsOwn() {
        assertThat(told())
                .containsExactly(
                        "", // the carriage return
                        "\u001b[K30%",
                        "warning: step 1,200: mode collapse, generator (diversity 0.250). "
                                + Finding.Kind.MODE_COLLAPSE.hint(),
                        "step 1,900: mode collapse, generator is over (diversity 0.750)");
        assertThat(told("--quiet")).isEmpty();
    }

    @Test
    void forScriptsItIsALineOfJson() {
        List<String> lines = told("--json");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("{\"finding\":\"mode_collapse\",\"over\":false,\"step\":1200,\"player\":\"generator\","
                        + "\"value\":0.25,\"hint\":\"The generated samples");
        assertThat(lines.get(1)).contains("\"over\":true,\"step\":1900", "\"hint\":\"\"");
    }
}
