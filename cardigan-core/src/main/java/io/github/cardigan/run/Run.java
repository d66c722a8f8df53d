package io.github.cardigan.run;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.DataException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A training with a folder that holds all it was and made: {@code run.json}, {@code stats.jsonl}, {@code diagnosis.jsonl}, samples, checkpoints, TensorBoard
 * events, the model (and the best one, where a measure decides which that is) and the report. One run at a time per folder.
 */
public final class Run implements AutoCloseable {

    private static final String DESCRIPTION_FILE = "run.json";

    private final Path folder;
    private final RunDescription description;
    private final RunLock lock;
    private final boolean resumes;

    private Run(Path folder, RunDescription description, RunLock lock, boolean resumes) {
        this.folder = folder;
        this.description = description;
        this.lock = lock;
        this.resumes = resumes;
    }

    /**
     * Starts a new run in a new or empty folder.
     *
     * @throws ConfigurationException if the folder holds anything already
     * @throws StorageException if the disk refuses, or another run holds the folder
     */
    public static Run create(Path folder, RunDescription description) {
        requireEmpty(folder);
        AtomicFiles.createFolders(folder);
        RunLock lock = RunLock.take(folder);
        try {
            Json.write(folder.resolve(DESCRIPTION_FILE), description);
            return new Run(folder, description, lock, false);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireEmpty(Path folder) {
        if (Files.exists(folder.resolve(DESCRIPTION_FILE))) {
            throw new ConfigurationException(
                    "expected a new folder, but " + folder + " holds a run already",
                    "use --resume to go on with it, or another --out");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ConfigurationException("expected a folder, but " + folder + " is a file", "choose another --out");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.anyMatch(entry -> !entry.getFileName().toString().equals(".lock"))) {
                    throw new ConfigurationException(
                            "expected a new or empty folder, but " + folder + " holds files", "choose another --out");
                }
            } catch (IOException e) {
                throw new StorageException("cannot read " + folder + ": " + e.getMessage(), "choose another --out", e);
            }
        }
    }

    /**
     * Goes on with the run in a folder.
     *
     * @throws ConfigurationException if there is none
     * @throws DamagedFileException if its description cannot be read
     * @throws StorageException if another run holds the folder
     */
    public static Run resume(Path folder) {
        Path file = folder.resolve(DESCRIPTION_FILE);
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    "expected a run to resume in " + folder + ", got no " + DESCRIPTION_FILE,
                    "leave --resume out to start a new run there");
        }
        RunLock lock = RunLock.take(folder);
        try {
            RunDescription description = Json.read(file, RunDescription.class, DamagedFileException::new);
            if (description.formatVersion() != RunDescription.FORMAT_VERSION) {
                throw new DamagedFileException(
                        file + ": expected format version " + RunDescription.FORMAT_VERSION + ", got "
                                + description.formatVersion(),
                        "update Cardigan to read it");
            }
            removeLeftovers(folder);
            return new Run(folder, description, lock, true);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What a killed run left half-written. */
    private static void removeLeftovers(Path folder) {
        AtomicFiles.removeLeftovers(folder);
        for (String name : List.of("checkpoints", "samples")) {
            if (Files.isDirectory(folder.resolve(name))) {
                AtomicFiles.removeLeftovers(folder.resolve(name));
            }
        }
    }

    public Path folder() {
        return folder;
    }

    public RunDescription description() {
        return description;
    }

    /**
     * Trains, from the newest whole checkpoint if this run resumes, and writes everything down. When it ends, is
     * stopped, diverges or loses its data, there is a checkpoint of the last good state, a model and a report.
     *
     * @param trainer made as the description says
     * @param notices takes what a person should know: a damaged checkpoint, say
     * @throws DivergenceException if the training diverges
     * @throws DataException if the data becomes unreadable
     * @throws StorageException if the disk refuses; what was there before is whole
     */
    public Outcome train(Trainer trainer, Budget budget, RunSettings settings, Consumer<String> notices) {
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));
        if (resumes) {
            if (!checkpoints.restoreNewest(trainer, notices)) {
                notices.accept("there is no checkpoint yet: starting from the beginning");
            }
        }
        try (RunRecorder recorder =
                new RunRecorder(folder, description, checkpoints, settings, resumes, trainer, notices)) {
            trainer.listen(recorder);
            trainer.measureEvery(settings.evaluateSteps());
            Outcome outcome;
            try {
                recorder.reasonToEnd().ifPresent(trainer::settle);
                outcome = trainer.settledBecause().isEmpty() ? trainer.run(budget) : Outcome.SETTLED;
            } catch (DivergenceException e) {
                recorder.diverged(e);
                recorder.finishDiverged();
                throw e;
            } catch (DataException e) {
                recorder.finishDiverged();
                throw e;
            }
            recorder.finish();
            return outcome;
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
