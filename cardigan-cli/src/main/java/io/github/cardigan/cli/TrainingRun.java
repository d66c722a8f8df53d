package io.github.cardigan.cli;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.judging.CacheFolder;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Translator;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.run.Run;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.Position;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.StopSignal;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Trains into a run folder, from the beginning or from where it was cut: what {@code train} and {@code study} have in common. */
final class TrainingRun {

    private final Watcher watcher;
    private final CacheFolder cache;
    private final StopSignal stop;
    private final TrainingListener listener;

    /**
     * What came of it.
     *
     * @param folder the run's
     * @param settledBecause why it ended before its budget did; empty where it did not
     * @param generates whether it made something that generates
     * @param classifies whether it made a classifier
     * @param embeds whether it made an autoencoder
     * @param translates whether it made a translator
     * @param wantsReference whether that wants a reference beside each image
     * @param goals of its measures
     */
    record Ended(
            Path folder,
            Outcome outcome,
            String settledBecause,
            Position position,
            boolean generates,
            boolean classifies,
            boolean embeds,
            boolean translates,
            boolean wantsReference,
            List<Goal> goals) {}

    /**
     * @param cache where what is measured along the way keeps classifiers and statistics
     * @param stop ends the training after its step, with a checkpoint
     * @param listener hears the training
     */
    TrainingRun(Watcher watcher, CacheFolder cache, StopSignal stop, TrainingListener listener) {
        this.watcher = watcher;
        this.cache = cache;
        this.stop = stop;
        this.listener = listener;
    }

    /**
     * @param folder where the new run goes; asked when everything else is ready
     */
    Ended start(TrainRequest request, Supplier<Path> folder) {
        try (Dataset data = request.openData(watcher::notes)) {
            TrainRequest.requireReadable(data);
            try (Trainer trainer = request.trainer(data)) {
                request.scoring().measure(trainer, data, cache, watcher);
                try (Run run = Run.create(folder.get(), request.describe(data))) {
                    return train(run, request, data, trainer);
                }
            }
        }
    }

    /**
     * @param said only the budget may be another one than the run was started with
     */
    Ended resume(Path folder, Recipe recipe, TrainOptions said) {
        try (Run run = Run.resume(folder)) {
            TrainRequest request = TrainRequest.resumed(recipe, said, run.description());
            try (Dataset data = request.openData(watcher::notes);
                    Trainer trainer = request.trainer(data)) {
                TrainRequest.requireSameData(run.description(), data);
                request.scoring().measure(trainer, data, cache, watcher);
                return train(run, request, data, trainer);
            }
        }
    }

    private Ended train(Run run, TrainRequest request, Dataset data, Trainer trainer) {
        watcher.notes(request.summary(data, trainer.data().size()));
        watcher.notes("run folder: " + run.folder());
        trainer.listen(listener);
        trainer.listen(new Stopper());
        try (Interrupts interrupts = new Interrupts(stop)) {
            Outcome outcome = run.train(trainer, request.budget(), request.runSettings(), watcher::warns);
            return new Ended(
                    run.folder(),
                    outcome,
                    trainer.settledBecause(),
                    trainer.position(),
                    trainer.product().generator().isPresent(),
                    trainer.product() instanceof Classifier,
                    trainer.product() instanceof Autoencoder,
                    trainer.product() instanceof Translator,
                    trainer.product() instanceof Translator made && made.referenceChannels() > 0,
                    trainer.measures().stream()
                            .map(Measure::goal)
                            .flatMap(Optional::stream)
                            .toList());
        }
    }

    /** Hands the signal on, which is older than the trainer. */
    private final class Stopper implements TrainingListener {

        @Override
        public void started(Trainer trainer) {
            handOn(trainer);
        }

        @Override
        public void stepDone(Trainer trainer, StepReport report) {
            handOn(trainer);
        }

        private void handOn(Trainer trainer) {
            if (stop.requested()) {
                trainer.stopSignal().request();
            }
        }
    }
}
