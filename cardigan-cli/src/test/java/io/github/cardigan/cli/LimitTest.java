package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.run.RunSummary;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --limit}: learning from a part of the data. */
class LimitTest {

    @TempDir
    Path temp;

    private Ran train(Object... more) {
        Object[] args = new Object[more.length + 6];
        System.arraycopy(
                new Object[] {"--data", "digits:60", "--batch", 4, "--out", temp.resolve("run")}, 0, args, 0, 6);
        System.arraycopy(more, 0, args, 6, more.length);
        return Ran.train(args);
    }

    @Test
    void learnsFromSoManyAndGoesOnWithTheSame() {
        train("--steps", 1, "--limit", "20").succeeds();
        var run = RunSummary.read(temp.resolve("run")).description();
        assertThat(run.training()).containsEntry("limit", "20");
        assertThat(run.data()).containsEntry("samples", 20);
        train("--resume", "--steps", 2).succeeds();
        train("--resume", "--steps", 3, "--limit", "20:1").succeeds();
    }

    @Test
    void aResumedRunKeepsItsLimit() {
        train("--steps", 1, "--limit", "20").succeeds();
        train("--resume", "--steps", 2, "--limit", "30").isRefused("--limit", "expected 20, got 30");
    }

    @Test
    void moreThanThereAreIsRefused() {
        train("--steps", 1, "--limit", "70")
                .isRefused("--limit 70: expected at least 7 samples of class", "take fewer");
        assertThat(temp.resolve("run")).doesNotExist();
    }
}
