package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.BalancedDraw;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.Split;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.judging.ScoreMeasure;
import io.github.cardigan.network.Generator;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.TrainingOptions;
import io.github.cardigan.run.Provenance;
import io.github.cardigan.run.RunDescription;
import io.github.cardigan.run.RunSettings;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A training with every choice made: what the user said, else the defaults. Validated when it is built, before anything is opened
 * or written.
 */
record TrainRequest(
        Recipe recipe,
        OptionValues options,
        String data,
        @Nullable ImageSize size,
        boolean strict,
        @Nullable BalancedDraw limit,
        TrainingSettings settings,
        int threads,
        Budget budget,
        Scoring scoring,
        RunSettings runSettings) {

    private static final String DEFAULT_DATA = "digits";
    private static final long DEFAULT_SEED = 42;

    static TrainRequest of(Recipe recipe, TrainOptions said) {
        OptionValues options = OptionValues.of(recipe.options(), said.set);
        Device device = Device.parse(or(said.device, "cpu"));
        int threads = or(said.threads, Runtime.getRuntime().availableProcessors());
        if (threads < 1 || threads > 1024) {
            throw new ConfigurationException("expected --threads from 1 to 1024, got " + threads, "");
        }
        TrainingSettings settings = new TrainingSettings(
                or(said.batch, recipe.defaultBatch()),
                options.get(TrainingOptions.ACCUMULATE),
                or(said.seed, DEFAULT_SEED),
                device,
                precision(or(said.precision, "auto")).resolve(device),
                options.get(TrainingOptions.EMA));
        recipe.requireBatch(options, settings.batch());
        Scoring scoring = Scoring.of(said.evaluate, said.evaluateCount);
        return new TrainRequest(
                recipe,
                options,
                or(said.data, DEFAULT_DATA),
                said.size == null ? null : ImageSize.parse(said.size),
                said.strict,
                said.limit == null ? null : BalancedDraw.parse(said.limit),
                settings,
                threads,
                budget(recipe, said),
                scoring,
                new RunSettings(
                        or(said.logEvery, RunSettings.DEFAULT.logSteps()),
                        or(said.sampleEvery, RunSettings.DEFAULT.sampleSteps()),
                        or(said.checkpointEvery, RunSettings.DEFAULT.checkpointSteps()),
                        or(said.evaluateEvery, scoring.everySteps(recipe)),
                        or(said.patience, 0),
                        StopRule.of(said.stop).equilibriumSteps()));
    }

    /**
     * The same choices as the run was started with; only the budget may be another one.
     *
     * @throws ConfigurationException if the user asks for another choice than the run was started with
     */
    static TrainRequest resumed(Recipe recipe, TrainOptions said, RunDescription description) {
        requireSame("recipe", description.recipe(), recipe.name());
        OptionValues set = OptionValues.of(recipe.options(), said.set);
        said.set.replaceAll((name, text) -> set.asText().getOrDefault(name, text)); // 0.50 is 0.5
        StoredOptions.merge(said, description);
        return of(recipe, said);
    }

    static void requireSame(String name, @Nullable String stored, @Nullable String said) {
        if (said != null && !said.equals(stored)) {
            throw new ConfigurationException(
                    "a resumed run keeps its " + name + ": expected " + stored + ", got " + said,
                    "leave it out, or start a new run without --resume");
        }
    }

    /**
     * @throws ConfigurationException if the data is not what the run was started on
     */
    static void requireSameData(RunDescription description, Dataset data) {
        Object stored = description.data().get("fingerprint");
        if (!data.fingerprint().equals(stored)) {
            throw new ConfigurationException(
                    "expected the data the run was started on (fingerprint " + stored + "), but " + data.name()
                            + " has " + data.fingerprint(),
                    "bring the old data back, or start a new run");
        }
    }

    private static Precision precision(String name) {
        try {
            return Precision.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("expected --precision fp32, bf16 or auto, got '" + name + "'", "", e);
        }
    }

    private static Budget budget(Recipe recipe, TrainOptions said) {
        requirePositive("--steps", said.steps);
        requirePositive("--epochs", said.epochs);
        requirePositive("--minutes", said.minutes);
        if (said.steps == null && said.epochs == null && said.minutes == null) {
            return recipe.defaultBudget();
        }
        return new Budget(or(said.steps, 0L), or(said.epochs, 0.0), or(said.minutes, 0.0));
    }

    private static void requirePositive(String name, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new ConfigurationException("expected " + name + " above 0, got " + value, "");
        }
    }

    Dataset openData(Consumer<String> notices) {
        Dataset whole = DataOptions.open(data, size, Split.TRAIN, notices);
        try {
            if (strict) {
                PairSets.requireComplete(whole);
            }
        } catch (DataException e) {
            whole.close();
            throw e;
        }
        if (limit == null) {
            return whole;
        }
        try {
            return limit.of(whole);
        } catch (DataException e) {
            whole.close();
            throw new ConfigurationException("--limit " + limit + ": " + e.getMessage(), e.hint(), e);
        }
    }

    /**
     * Looks for one readable sample, so that a set without any is refused before a run folder is made.
     *
     * @throws DataException if none of those looked at can be read
     */
    static void requireReadable(Dataset data) {
        float[] sample = new float[data.shape().elements()];
        int looks = Math.min(data.size(), 64);
        UnreadableSampleException last = null;
        for (int i = 0; i < looks; i++) {
            try {
                data.read((int) ((long) i * data.size() / looks), sample, 0);
                return;
            } catch (UnreadableSampleException e) {
                last = e;
            }
        }
        throw new DataException(
                "expected readable samples in " + data.name() + ", but none of the " + looks
                        + " looked at can be read; the last: " + (last == null ? "" : last.getMessage()),
                "the files are damaged: copy them again");
    }

    /** Single images would fail in a recipe of pairs, and pairs be taken for images of many channels in the others. */
    private void requireKind(Dataset opened) {
        if (opened.pair().isPresent() && !recipe.samplesAreTwoImages()) {
            throw new ConfigurationException(
                    "expected single samples for " + recipe.name() + ", got the pairs of " + opened.name(),
                    "pairs are for recipes that translate, such as pix2pix; second:PAIRS is one side of them");
        }
    }

    /** Builds the networks, which the trainer owns, and holds out what they are measured on. */
    Trainer trainer(Dataset opened) {
        Natives.setThreads(threads);
        requireKind(opened);
        Holdout parts = recipe.holdOut(options, opened, settings.seed());
        Plan plan =
                recipe.plan(options, parts.training(), settings.device(), new RandomSource(settings.seed()).split(0));
        try {
            SmallestBatch.require(plan, settings.batch());
            List<Measure> measures = parts.validation()
                    .map(heldOut -> recipe.measures(options, heldOut))
                    .orElse(List.of());
            requireMeasured(measures);
            requireGame(plan);
            Trainer trainer = new Trainer(plan, parts.training(), settings);
            measures.forEach(trainer::measure);
            return trainer;
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    private void requireGame(Plan plan) {
        if (runSettings.equilibriumSteps() > 0 && !(plan.product() instanceof Generator)) {
            throw new ConfigurationException(
                    "expected a recipe that generates from noise against one discriminator for --stop equilibrium, got "
                            + recipe.name(),
                    "leave it out; --patience ends a training that no longer gets better");
        }
    }

    private void requireMeasured(List<Measure> measures) {
        boolean nothing = scoring.metrics().isEmpty() && measures.isEmpty();
        if (nothing && runSettings.evaluateSteps() > 0 && runSettings.evaluateSteps() != scoring.everySteps(recipe)) {
            throw new ConfigurationException(
                    "expected something to measure for --evaluate-every, but this training measures nothing",
                    "name metrics with --evaluate, or leave it out; the classifier measures itself unless --set"
                            + " validation=0");
        }
        if (!nothing && runSettings.patience() > 0 && runSettings.evaluateSteps() == 0) {
            throw new ConfigurationException(
                    "expected --evaluate-every above 0 for --patience, got 0, which measures at the end only",
                    "--evaluate-every 500, or leave --patience out");
        }
        if (runSettings.patience() > 0
                && ScoreMeasure.deciding(scoring.metrics()).isEmpty()
                && measures.stream().allMatch(m -> m.goal().isEmpty())) {
            throw new ConfigurationException(
                    "expected a measure that tells better from worse for --patience, but this training has none",
                    "name metrics with --evaluate, or leave it out; the classifier measures itself unless --set"
                            + " validation=0");
        }
    }

    RunDescription describe(Dataset opened) {
        return new RunDescription(
                RunDescription.FORMAT_VERSION,
                recipe.name(),
                options.asText(),
                StoredOptions.of(this),
                limits(budget),
                Provenance.data(opened),
                Provenance.versions(),
                Provenance.machine(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** A budget as {@code run.json} keeps it; 0 where there is no such limit. */
    static Map<String, Double> limits(Budget budget) {
        Map<String, Double> limits = new LinkedHashMap<>();
        limits.put("steps", (double) budget.steps());
        limits.put("epochs", budget.epochs());
        limits.put("minutes", budget.minutes());
        return limits;
    }

    /** One line for people. */
    String summary(Dataset opened, int learnedFrom) {
        int heldOut = opened.size() - learnedFrom;
        return recipe.name() + " on " + opened.name() + ": " + String.format(Locale.ROOT, "%,d", opened.size())
                + " samples "
                + (heldOut > 0 ? String.format(Locale.ROOT, "(%,d of them held out) ", heldOut) : "")
                + opened.shape() + ", batch " + settings.batch() + ", " + settings.device() + " in "
                + settings.precision()
                + ", " + threads + " threads, seed " + settings.seed();
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return said != null ? said : otherwise;
    }
}
