package io.github.cardigan.run;

import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.TinyGan;
import io.github.cardigan.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs of the tiny GAN, for tests. */
final class TinyRun {

    static final RunDescription DESCRIPTION = new RunDescription(
            RunDescription.FORMAT_VERSION,
            "tiny",
            Map.of("latent", "6"),
            Map.of("batch", "4"),
            Map.of("steps", 20.0),
            Map.of("name", "tiny"),
            Map.of("cardigan", "test"),
            Map.of("threads", "1"),
            "2026-01-01T00:00:00Z");

    /** Rows every 2 steps, samples and checkpoints every 5. */
    static final RunSettings SETTINGS = new RunSettings(2, 5, 5);

    private TinyRun() {}

    static void start(Path folder, long steps) {
        try (Run run = Run.create(folder, DESCRIPTION)) {
            train(run, steps, SETTINGS, notice -> {});
        }
    }

    /** Goes on; gives the notices. */
    static List<String> resume(Path folder, long steps) {
        List<String> notices = new ArrayList<>();
        try (Run run = Run.resume(folder)) {
            train(run, steps, SETTINGS, notices::add);
        }
        return notices;
    }

    static Outcome train(Run run, long steps, RunSettings settings, Consumer<String> notices) {
        try (Trainer trainer = TinyGan.trainer(7)) {
            return run.train(trainer, Budget.steps(steps), settings, notices);
        }
    }

    static Path checkpoint(Path folder, long step) {
        return folder.resolve("checkpoints/%06d".formatted(step));
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
