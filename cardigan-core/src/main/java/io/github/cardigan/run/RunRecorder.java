package io.github.cardigan.run;

import io.github.cardigan.DivergenceException;
import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.EventFile;
import io.github.cardigan.io.Json;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.training.Finding;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down what a training does, at its intervals. */
final class RunRecorder implements TrainingListener, AutoCloseable {

    private static final double SECONDS_BETWEEN_CHECKPOINTS = 60;

    private final Path folder;
    private final RunDescription description;
    private final Checkpoints checkpoints;
    private final RunSettings settings;
    private final Trainer trainer;
    private final StatsFile stats;
    private final DiagnosisFile diagnosis;
    private final Optional<EquilibriumStop> equilibrium;
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
            Trainer trainer,
            Consumer<String> notices) {
        this.folder = folder;
        this.description = description;
        this.checkpoints = checkpoints;
        this.settings = settings;
        this.trainer = trainer;
        if (!(trainer.product() instanceof Classifier) || trainer.generator().isPresent()) {
            createFolder("samples");
        }
        createFolder("tensorboard");
        long step = trainer.position().step();
        stats = new StatsFile(folder.resolve("stats.jsonl"), settings.logSteps());
        stats.forgetAfter(step);
        diagnosis = new DiagnosisFile(folder);
        diagnosis.startAt(step);
        List<Map<String, Double>> earlier = stats.rows();
        recall(earlier);
        equilibrium = settings.equilibriumSteps() == 0
                ? Optional.empty()
                : Optional.of(new EquilibriumStop(settings.equilibriumSteps(), earlier, step, notices));
        best = trainer.measures().stream()
                .flatMap(measure -> measure.goal().stream())
                .findFirst()
                .map(goal -> new BestSoFar(goal, stats.recorded(goal.value())));
        events = new EventFile(folder.resolve("tensorboard"), resumes ? step + 1 : -1);
        lastCheckpointSeconds = trainer.position().seconds();
    }

    /** The trainer's own diagnosis begins where an earlier session left off. */
    private void recall(List<Map<String, Double>> rows) {
        long before = 0;
        for (Map<String, Double> row : rows) {
            long step = row.getOrDefault("step", 0.0).longValue();
            trainer.diagnosis().recall(step - before, row);
            before = step;
        }
        diagnosis.read().forEach(line -> line.ifPresent(trainer.diagnosis()::recall));
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
        if (!row.isEmpty()) {
            equilibrium.ifPresent(stop -> stop.take(row));
            reasonToEnd().ifPresent(trainer::settle);
        }
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
        } else {
            reasonToEnd().ifPresent(trainer::settle);
        }
    }

    /** Why more steps would not help, by what was measured and recorded so far; empty while they may. */
    Optional<String> reasonToEnd() {
        return best.filter(soFar -> settings.patience() > 0 && soFar.evaluationsSince() >= settings.patience())
                .map(soFar -> "no better for a while: " + soFar.evaluationsSince() + " evaluations without a better "
                        + soFar.goal().value())
                .or(() -> equilibrium.flatMap(EquilibriumStop::reason).filter(reason -> !collapsed()));
    }

    /** A weak discriminator cannot tell a collapsed generator's samples from real ones either: that is no equilibrium. */
    private boolean collapsed() {
        return trainer.diagnosis().finds(Finding.Kind.MODE_COLLAPSE);
    }

    @Override
    public void found(Trainer watched, Finding finding) {
        diagnosis.add(finding);
        events.text("diagnosis", finding.text() + (finding.over() ? "" : ". " + finding.hint()), finding.step());
    }

    /** The training has ended in numbers that are not finite. */
    void diverged(DivergenceException e) {
        long step = trainer.position().step();
        String hint = e.getMessage() + ". " + Finding.Kind.DIVERGENCE.hint();
        found(trainer, new Finding(Finding.Kind.DIVERGENCE, false, step + 1, "", step, hint));
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
        diagnosis.force();
        checkpoints.save(trainer);
        lastCheckpointStep = trainer.position().step();
        lastCheckpointSeconds = trainer.position().seconds();
    }

    /**
     * A picture from the same latents every time.
     *
     * @return whether the samples are finite; where they are not, there is no picture
     */
    private boolean writeSamples(long step) {
        if (!SamplePicture.finite(trainer)) {
            return false;
        }
        SamplePicture.of(trainer).ifPresent(picture -> {
            AtomicFiles.write(
                    folder.resolve("samples").resolve(String.format(Locale.ROOT, "%06d.png", step)), picture.png());
            events.image("samples", picture.png(), picture.height(), picture.width(), picture.channels(), step);
        });
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
