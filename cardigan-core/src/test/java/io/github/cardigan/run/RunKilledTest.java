package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains, with a checkpoint after every step, is killed hard again and again. */
class RunKilledTest {

    private static final int STEPS = 300;
    private static final RunSettings EVERY_STEP = new RunSettings(1, 1, 1);

    @TempDir
    Path parent;

    @Test
    @Timeout(120)
    void aKilledRunGoesOnToTheSameEnd() throws Exception {
        Path killed = parent.resolve("killed");
        for (int round = 0; round < 3; round++) {
            long before = newestStep(killed);
            Process trainer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1", // starts sooner
                            "-cp",
                            System.getProperty("java.class.path"),
                            Training.class.getName(),
                            killed.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(parent.resolve("output").toFile())
                    .start();
            while (newestStep(killed) < before + 5 && trainer.isAlive()) {
                Thread.sleep(5);
            }
            assertThatThrownBy(() -> Run.resume(killed))
                    .as("the folder belongs to the other process")
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("another run is writing into " + killed);
            Thread.sleep(3 + 11L * round);
            assertThat(trainer.isAlive())
                    .as("the process was still training; it said: %s", Files.readString(parent.resolve("output")))
                    .isTrue();
            trainer.destroyForcibly();
            assertThat(trainer.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(newestStep(killed)).isBetween(before + 5, STEPS - 1L);
        }
        long last = newestStep(killed);
        RunSettings rarely = new RunSettings(1, STEPS, 10 * STEPS);
        try (Run run = Run.resume(killed)) {
            TinyRun.train(run, last + 10, rarely, notice -> assertThat(notice).isEmpty());
        }
        Path whole = parent.resolve("whole");
        try (Run run = Run.create(whole, TinyRun.DESCRIPTION)) {
            TinyRun.train(run, last + 10, rarely, notice -> {});
        }
        for (String name :
                List.of("model/model.safetensors", "model/model.json", "samples/%06d.png".formatted(last + 10))) {
            assertThat(killed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(Files.readAllLines(killed.resolve("stats.jsonl"))).hasSize((int) last + 10);
    }

    private static long newestStep(Path run) throws IOException {
        Path checkpoints = run.resolve("checkpoints");
        return Files.isDirectory(checkpoints)
                ? TinyRun.names(checkpoints).stream()
                        .filter(name -> name.matches("\\d{6}"))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElse(0)
                : 0;
    }

    /** What the child process runs. */
    static final class Training {

        private Training() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            boolean resumes = Files.exists(folder.resolve("run.json"));
            try (Run run = resumes ? Run.resume(folder) : Run.create(folder, TinyRun.DESCRIPTION)) {
                TinyRun.train(run, STEPS, EVERY_STEP, notice -> {
                    throw new IllegalStateException("expected a whole checkpoint, got a notice: " + notice);
                });
            }
        }
    }
}
