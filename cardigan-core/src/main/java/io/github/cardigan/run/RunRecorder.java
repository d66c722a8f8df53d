package io.github.cardigan.run;

import io.github.cardigan.DivergenceException;
import io.github.cardigan.StorageException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.EventFile;
import io.github.cardigan.io.Json;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Generator;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes down what a training does, at its intervals. */
final class RunRecorder implements TrainingListener, AutoCloseable {

    private static final int GRID = 64;
    private static final int GRID_COLUMNS = 8;
    private static final double SECONDS_BETWEEN_CHECKPOINTS = 60;

    private final Path folder;
    private final RunDescription description;
    private final Checkpoints checkpoints;
    private final RunSettings settings;
    private final Trainer trainer;
    private final StatsFile stats;
    private final EventFile events;
    private final Optional<BestSoFar> best;
    private double lastCheckpointSeconds;
    private long lastCheckpointStep = -1;

    RunRecorder(
            Path folder,
            RunDescription description,
            Checkpoints checkpoints,
            RunSettings settings,
            boolean resumes,
            Trainer trainer) {
        this.folder = folder;
        this.description = description;
        this.checkpoints = checkpoints;
        this.settings = settings;
        this.trainer = trainer;
        if (trainer.product() instanceof Generator) {
            createFolder("samples");
        }
        createFolder("tensorboard");
        long step = trainer.position().step();
        stats = new StatsFile(folder.resolve("stats.jsonl"), settings.logSteps());
        stats.forgetAfter(step);
        best = trainer.measures().stream()
                .flatMap(measure -> measure.goal().stream())
                .findFirst()
                .map(goal -> new BestSoFar(goal, stats.recorded(goal.value())));
        events = new EventFile(folder.resolve("tensorboard"), resumes ? step + 1 : -1);
        lastCheckpointSeconds = trainer.position().seconds();
    }

    private void createFolder(String name) {
        try {
            Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new StorageException(
                    "cannot create " + folder.resolve(name) + ": " + e.getMessage(),
                    "check the right to write there",
                    e);
        }
    }

    @Override
    public void started(Trainer started) {
        if (trainer.position().step() == 0) {
            writeSamples(0);
        }
    }

    @Override
    public void stepDone(Trainer stepped, StepReport report) {
        long step = report.position().step();
        Map<String, Object> row = stats.add(report);
        row.forEach((name, value) -> {
            if (!name.equals("step") && value instanceof Number number) {
                events.scalar(name, number.doubleValue(), step);
            }
        });
        if (step % settings.sampleSteps() == 0) {
            requireFinite(writeSamples(step), step);
            events.flush();
        }
        if (!report.measured().isEmpty()) {
            best.ifPresent(soFar -> judge(soFar, report));
        }
        if (checkpointIsDue(report)) {
            saveCheckpoint();
        }
    }

    /** Keeps the best model, and ends a training that no longer gets better. */
    private void judge(BestSoFar soFar, StepReport report) {
        if (soFar.take(report.measured())) {
            saveModel("best");
        } else if (outOfPatience()) {
            trainer.settle();
        }
    }

    /** Whether the training no longer gets better, by what was measured so far. */
    boolean outOfPatience() {
        return settings.patience() > 0
                && best.map(soFar -> soFar.evaluationsSince() >= settings.patience())
                        .orElse(false);
    }

    private void saveModel(String name) {
        Model.save(
                folder.resolve(name),
                trainer.product(),
                description.recipe(),
                trainer.data().name(),
                trainer.position().step(),
                trainer.data().classes());
    }

    private boolean checkpointIsDue(StepReport report) {
        return settings.checkpointSteps() > 0
                ? report.position().step() % settings.checkpointSteps() == 0
                : report.position().seconds() - lastCheckpointSeconds >= SECONDS_BETWEEN_CHECKPOINTS;
    }

    private void saveCheckpoint() {
        stats.force(); // the best so far is read from it: it may not be older than the checkpoint
        checkpoints.save(trainer);
        lastCheckpointStep = trainer.position().step();
        lastCheckpointSeconds = trainer.position().seconds();
    }

    /**
     * A grid from the same latents every time, so that one sees a generator of images learn.
     *
     * @return whether the samples are finite; where they are not, there is no grid
     */
    private boolean writeSamples(long step) {
        if (!(trainer.product() instanceof Generator generator)
                || !generator.shape().isImage()) {
            return true;
        }
        Shape shape = generator.shape();
        float[] samples = Model.sample(generator, 0, GRID, trainer.settings().seed());
        for (float value : samples) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        byte[] png = ImageGrid.png(samples, shape, GRID_COLUMNS);
        AtomicFiles.write(folder.resolve("samples").resolve(String.format(Locale.ROOT, "%06d.png", step)), png);
        int rows = GRID / GRID_COLUMNS;
        events.image(
                "samples",
                png,
                ImageGrid.pixels(rows, shape.height()),
                ImageGrid.pixels(GRID_COLUMNS, shape.width()),
                shape.channels(),
                step);
        return true;
    }

    private static void requireFinite(boolean finite, long step) {
        if (!finite) {
            throw new DivergenceException(
                    "training diverged: after step " + step + " the generator makes samples that are not finite",
                    "a lower learning rate, gradient clipping or --precision fp32 may help");
        }
    }

    /**
     * At the end, and on interruption: last samples, a checkpoint, the model, findings, the report.
     *
     * @throws DivergenceException if the samples are not finite, when everything else is written
     */
    void finish() {
        requireFinite(leave(), trainer.position().step());
    }

    /** The same after divergence, which has a message of its own. */
    void finishDiverged() {
        leave();
    }

    private boolean leave() {
        stats.finish();
        long step = trainer.position().step();
        if (step != lastCheckpointStep) {
            saveCheckpoint();
        }
        boolean finite = writeSamples(step);
        saveModel("model");
        for (Measure measure : trainer.measures()) {
            measure.findings().forEach((name, found) -> Json.write(folder.resolve(name + ".json"), found));
        }
        events.flush();
        Report.write(folder);
        return finite;
    }

    @Override
    public void close() {
        events.close();
    }
}
