package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
