package io.github.cardigan.judging;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.Samples;
import io.github.cardigan.data.StackedDigits;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.recipe.ClassifierRecipe;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The classifier by which images of a labelled data set are judged where the user names none: recipe {@code classifier} with its
 * defaults, trained once and kept in the cache by the data's fingerprint. The length of the training is bounded by its
 * arithmetic, so that it takes a few minutes on two cores whatever the images are.
 *
 * <p>Figures by two such classifiers compare only if the weights are the same: the extractor's fingerprint tells.
 */
public final class DataClassifier {

    /** Changes when the training does, so that older ones are not taken for the same. */
    private static final int VERSION = 2;

    /** Below this, what the classifier says of images is a guess too often. */
    private static final double LEAST_ACCURACY = 0.9;

    private static final long SEED = 1;
    private static final double MOST_FLOP = 3e13;
    private static final double MOST_EPOCHS = 12;
    private static final int FEWEST_STEPS = 20;
    private static final int MOST_STEPS = 2000;

    /** Forward once, backward twice as much. */
    private static final int PASSES = 3;

    private DataClassifier() {}

    /**
     * What is kept beside the model.
     *
     * @param validationAccuracy from 0 to 1
     */
    record Quality(double validationAccuracy) {}

    /**
     * What part of images it has not seen the kept classifier of this data reads right; of stacked digits, that of the single digits.
     *
     * @return from 0 to 1; empty where none is kept, or it was not measured
     */
    public static OptionalDouble accuracy(Dataset data, CacheFolder cache) {
        Dataset read = StackedDigits.behind(data).map(StackedDigits::source).orElse(data);
        Path file = accuracyFile(read, cache);
        if (!Files.isRegularFile(file)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(
                    Json.read(file, Quality.class, DamagedFileException::new).validationAccuracy());
        } catch (DamagedFileException e) {
            return OptionalDouble.empty();
        }
    }

    private static Path accuracyFile(Dataset data, CacheFolder cache) {
        return cache.accuracies().resolve(key(data) + ".json");
    }

    private static void tell(Dataset data, CacheFolder cache, Watcher watcher) {
        OptionalDouble accuracy = accuracy(data, cache);
        if (accuracy.isEmpty()) {
            watcher.notes("how well the classifier of " + data.name() + " reads is not known");
            return;
        }
        String reads = String.format(
                Locale.ROOT,
                "the classifier of %s reads %.2f %% of the images it has not seen right",
                data.name(),
                100 * accuracy.getAsDouble());
        watcher.notes(reads);
        if (accuracy.getAsDouble() < LEAST_ACCURACY) {
            watcher.warns(reads + ": what it says of generated ones is worth little; --classifier names a better one");
        }
    }

    /**
     * From the cache, else trained and put there.
     *
     * @param data the part to learn from, with labels; not closed
     * @return owned by the caller, who closes its network
     * @throws io.github.cardigan.DataException if there are fewer than 2 classes
     * @throws io.github.cardigan.StorageException if the cache cannot be written
     */
    public static Classifier of(Dataset data, CacheFolder cache, Device device, Watcher watcher) {
        Samples.of(data).requireLabels("the extractor 'classifier'");
        Path folder = cache.classifiers().resolve(key(data));
        if (Files.isDirectory(folder)) {
            try {
                Classifier kept = Model.load(folder, device).classifier();
                tell(data, cache, watcher);
                return kept;
            } catch (DamagedFileException e) {
                watcher.warns(e.getMessage() + "; it is trained again");
            }
        }
        try (Trainer trainer = trainer(data, device)) {
            AtomicFiles.createFolders(cache.classifiers());
            Budget budget = budget(trainer);
            watcher.notes(String.format(
                    Locale.ROOT,
                    "training a classifier of %s to judge by: %,d steps, a few minutes at most; kept in %s",
                    data.name(),
                    budget.steps(),
                    cache.path()));
            OptionalDouble accuracy = train(trainer, budget, "classifier of " + data.name(), watcher);
            save(folder, trainer, data);
            AtomicFiles.createFolders(cache.accuracies());
            accuracy.ifPresent(value -> Json.write(accuracyFile(data, cache), new Quality(value)));
        }
        tell(data, cache, watcher);
        return Model.load(folder, device).classifier();
    }

    /**
     * Trained for the occasion and not kept.
     *
     * @return owned by the caller, who closes its network
     */
    static Trainer trained(Dataset data, Device device, Watcher watcher) {
        Samples.of(data).requireLabels("cas");
        Trainer trainer = trainer(data, device);
        try {
            train(trainer, budget(trainer), "classifier of " + data.name(), watcher);
            return trainer;
        } catch (RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    private static String key(Dataset data) {
        String options =
                OptionValues.defaults(new ClassifierRecipe().options()).asText().toString();
        String what = VERSION + " " + data.shape() + " " + data.fingerprint() + " " + options;
        return Sha256.of(what.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private static Trainer trainer(Dataset data, Device device) {
        ClassifierRecipe recipe = new ClassifierRecipe();
        OptionValues options = OptionValues.defaults(recipe.options());
        Plan plan = recipe.plan(options, Samples.of(data), device, new RandomSource(SEED).split(0));
        try {
            Holdout parts = recipe.holdOut(options, data, SEED);
            int batch = Math.min(recipe.defaultBatch(), parts.training().size());
            Trainer trainer = new Trainer(
                    plan,
                    parts.training(),
                    new TrainingSettings(batch, 1, SEED, device, Precision.AUTO.resolve(device), 0.99));
            parts.validation().ifPresent(heldOut -> recipe.measures(heldOut).forEach(trainer::measure));
            return trainer;
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    private static Budget budget(Trainer trainer) {
        double batch = trainer.settings().batch();
        double flopPerStep = PASSES * batch * trainer.product().network().flops();
        double inEpochs = MOST_EPOCHS * trainer.data().size() / batch;
        double steps = Math.min(MOST_STEPS, Math.min(MOST_FLOP / flopPerStep, Math.ceil(inEpochs)));
        return Budget.steps(Math.max(FEWEST_STEPS, (long) steps));
    }

    /** Gives the last measured accuracy; empty where nothing was held out. */
    private static OptionalDouble train(Trainer trainer, Budget budget, String work, Watcher watcher) {
        Watched watched = new Watched(work, budget, watcher);
        trainer.listen(watched);
        trainer.run(budget);
        return watched.accuracy;
    }

    private static final class Watched implements TrainingListener {

        private final String work;
        private final Budget budget;
        private final Watcher watcher;
        private OptionalDouble accuracy = OptionalDouble.empty();

        Watched(String work, Budget budget, Watcher watcher) {
            this.work = work;
            this.budget = budget;
            this.watcher = watcher;
        }

        @Override
        public void stepDone(Trainer stepped, StepReport report) {
            watcher.progresses(work, report.position().step(), budget.steps());
            Double measured = report.measured().get("validation_accuracy");
            if (measured != null) {
                accuracy = OptionalDouble.of(measured);
            }
        }

        @Override
        public void warned(String message) {
            watcher.warns(message);
        }
    }

    private static void save(Path folder, Trainer trainer, Dataset data) {
        Model.save(
                folder,
                trainer.product(),
                new ClassifierRecipe().name(),
                data.name(),
                trainer.position().step(),
                data.classes());
    }
}
