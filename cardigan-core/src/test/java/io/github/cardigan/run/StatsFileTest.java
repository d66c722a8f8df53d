package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.training.Position;
import io.github.cardigan.training.StepReport;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsFileTest {

    @TempDir
    Path temp;

    private static StepReport step(int step, Map<String, Double> values) {
        return new StepReport(new Position(step, 4L * step, step), 0, values, Map.of(), 1, 0, 4, 0);
    }

    /** A penalty that is due every fourth step is not a quarter of itself. */
    @Test
    void aMeanIsOverTheStepsThatHaveTheValue() {
        StatsFile stats = new StatsFile(temp.resolve("stats.jsonl"), 4);
        stats.add(step(1, Map.of("loss", 1.0, "penalty", 8.0)));
        stats.add(step(2, Map.of("loss", 2.0)));
        stats.add(step(3, Map.of("loss", 3.0)));
        Map<String, Object> row = stats.add(step(4, Map.of("loss", 6.0)));
        assertThat(row).containsEntry("loss", 3.0).containsEntry("penalty", 8.0);
        for (int i = 5; i < 8; i++) {
            stats.add(step(i, Map.of("loss", 1.0)));
        }
        assertThat(stats.add(step(8, Map.of("loss", 1.0)))).doesNotContainKey("penalty");
    }
}
