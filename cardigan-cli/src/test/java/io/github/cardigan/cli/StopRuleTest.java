package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopRuleTest {

    @TempDir
    Path temp;

    private Ran train(Object... more) {
        Object[] all = new Object[more.length + 8];
        System.arraycopy(
                new Object[] {"--data", "digits:16", "--batch", 4, "--steps", 1, "--out", temp.resolve("run")},
                0,
                all,
                0,
                8);
        System.arraycopy(more, 0, all, 8, more.length);
        return Ran.train(all);
    }

    @ParameterizedTest
    @CsvSource({"budget, budget", "equilibrium, equilibrium:1000", "equilibrium:250, equilibrium:250"})
    void itReadsWhatItWrites(String said, String written) {
        assertThat(StopRule.of(said)).hasToString(written);
        assertThat(StopRule.of(written)).isEqualTo(StopRule.of(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "equilibrium:", "equilibrium:-5", "equilibrium:1e3", "Equilibrium", ""})
    void otherWordsAreRefused(String word) {
        train("--stop", word).isRefused("expected --stop budget, equilibrium or equilibrium:STEPS, got '" + word + "'");
        assertThat(temp.resolve("run")).doesNotExist();
    }

    @Test
    void tooShortAnEquilibriumIsRefused() {
        train("--stop", "equilibrium:5").isRefused("expected an equilibrium over at least 10 steps");
        train("--stop", "equilibrium:50")
                .isRefused("expected an equilibrium over at least ten rows of statistics, 100 steps, got 50");
        train("--stop", "equilibrium", "--log-every", 101).isRefused("1010 steps, got 1000");
        assertThat(temp.resolve("run")).doesNotExist();
    }

    @Test
    void aClassifierPlaysNoGame() {
        Ran.cardigan(("train classifier --data digits:64 --steps 1 --stop equilibrium --out " + temp.resolve("run"))
                        .split(" "))
                .isRefused(
                        "expected a recipe that generates from noise against one discriminator for --stop equilibrium, got classifier");
        assertThat(temp.resolve("run")).doesNotExist();
    }

    @Test
    void aResumedRunKeepsIt() throws IOException {
        train("--stop", "equilibrium").succeeds();
        assertThat(Json.strict()
                        .readTree(Files.readAllBytes(temp.resolve("run/run.json")))
                        .at("/training/stop")
                        .stringValue())
                .isEqualTo("equilibrium:1000");
        train("--resume", "--stop", "budget").isRefused("keeps its --stop: expected equilibrium:1000, got budget");
        train("--resume", "--stop", "equilibrium").succeeds();
        train("--resume").succeeds();
    }

    @Test
    void aFileMaySayIt() throws IOException {
        Path file = Files.writeString(temp.resolve("train.yaml"), "stop: equilibrium:5\n");
        train("--config", file).isRefused("expected an equilibrium over at least 10 steps");
    }
}
