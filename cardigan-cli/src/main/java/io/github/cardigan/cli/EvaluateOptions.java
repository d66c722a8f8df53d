package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.engine.Device;
import io.github.cardigan.evaluation.ClassifierExtractor;
import io.github.cardigan.evaluation.FeatureDistance;
import io.github.cardigan.judging.Evaluation;
import io.github.cardigan.judging.Judgement;
import io.github.cardigan.judging.Questions;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.model.Model;
import io.github.cardigan.model.ModelDescription;
import io.github.cardigan.network.Generator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is asked of an evaluation, whoever is judged: a mixin, whose names are also keys of a study's file. */
final class EvaluateOptions {

    private static final int MOST = 1_000_000;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "NAME",
            description =
                    "What to compute, separated by commas. Default: fid, kid, precision, recall, density, coverage, and"
                            + " modes and confidence where a classifier looks.")
    private @Nullable List<String> metrics;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many generated images, and real ones for all but fid, as far as there are. Default: 10000; figures"
                            + " compare only at the same count.")
    private @Nullable Integer count;

    @Option(
            names = "--real-count",
            paramLabel = "N|all",
            description = "How many real images for fid and --save-stats. Default: all, but at most 50000.")
    private @Nullable String realCount;

    @Mixin
    private ExtractorOptions extractor = new ExtractorOptions();

    @Option(
            names = "--lpips",
            split = ",",
            paramLabel = "FILE",
            description = "Weights for lpips and ppl: VGG16, and those per channel if they lie in another file.")
    private List<Path> lpips = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Of the generated images. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--save-stats",
            paramLabel = "FILE",
            description = "Write what was seen in the real images, to be used as --stats.")
    private @Nullable Path saveStats;

    @Option(names = "--stats", paramLabel = "FILE", description = "Compare with such a file instead of real images.")
    private @Nullable Path stats;

    @Option(names = "--strict", description = "Refuse pairs of files of which some have no partner.")
    private boolean strict;

    @Option(
            names = "--direction",
            paramLabel = "AB|BA",
            description =
                    "Which way of a translator to judge; of one that goes one way, which image of a pair it reads. Default:"
                            + " as it was trained.")
    private @Nullable String direction;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    /** The model's folder if that is a run, else null. */
    static @Nullable Path run(@Nullable Path model) {
        return model != null && Files.isRegularFile(model.resolve("run.json")) ? model : null;
    }

    /** The run that a model folder lies in, or is; else null. */
    private static @Nullable Path runAround(Path model) {
        Path absolute = model.toAbsolutePath().normalize();
        Path folder = Files.isRegularFile(absolute) ? absolute.getParent() : absolute;
        return folder == null || run(folder) != null ? folder : run(folder.getParent());
    }

    /**
     * Judges a model whose answers are known: a translator by pairs, a classifier by labels.
     *
     * @param model a model or run folder; a run's data and direction are used where nothing else is said
     * @return empty if the model is another one, to be judged by its images
     */
    Optional<KnownAnswers> judgeByAnswers(Path model, Watcher watcher) {
        ModelDescription.Kind kind = Model.describe(model).kind();
        boolean known = kind == ModelDescription.Kind.TRANSLATOR || kind == ModelDescription.Kind.CLASSIFIER;
        if (!known) {
            if (direction != null || strict) {
                throw new ConfigurationException(
                        "expected --direction and --strict with a model that translates, got one that generates",
                        "leave them out");
            }
            return Optional.empty();
        }
        if (metrics != null || stats != null || count != null) {
            throw new ConfigurationException(
                    "expected a " + kind.name().toLowerCase(Locale.ROOT)
                            + " to be judged by all its data, got --metrics, --stats or --count",
                    "a translator is told the l1 distance, ssim and psnr, a classifier its accuracy");
        }
        Path run = run(model);
        if (!data.given() && run == null) {
            throw new ConfigurationException(
                    "expected data after --data to judge a model by, got none",
                    "for example pairs:facades for a translator, mnist/ for a classifier");
        }
        DataSource source = data.given() || run == null ? data.source() : RunData.of(run, data, watcher);
        Device on = Device.parse(device);
        try (Model loaded = Model.load(model, on)) {
            if (kind == ModelDescription.Kind.CLASSIFIER) {
                if (direction != null || strict || extractor.given()) {
                    throw new ConfigurationException(
                            "expected a classifier to be judged by labels, got --direction, --strict or --classifier",
                            "leave them out; they are for models that translate");
                }
                return Optional.of(KnownAnswers.of(loaded.classifier(), source, watcher));
            }
            Optional<ClassifierExtractor> eyes = extractor.eyes(on);
            try {
                return Optional.of(KnownAnswers.of(
                        Direction.judging(direction, runAround(model), loaded.translator()),
                        loaded.translator(),
                        source,
                        strict,
                        eyes.map(FeatureDistance::new),
                        watcher));
            } finally {
                eyes.ifPresent(ClassifierExtractor::close);
            }
        }
    }

    /**
     * Judges a model or images.
     *
     * @param model a model or run folder; null where images are judged
     * @param images null where a model is judged
     * @param pictures whether to draw some as well
     */
    Judgement judge(@Nullable Path model, @Nullable String images, boolean pictures, Watcher watcher) {
        check();
        Questions asked = metrics == null ? null : Questions.named(metrics);
        Path run = run(model);
        try (EvaluationSources sources = new EvaluationSources(Device.parse(device), seed, watcher)) {
            if (model != null) {
                sources.model(model, count);
            } else if (images != null) {
                sources.images(images, data.imageSize(), count);
            }
            sources.realCount(realCount(), saveStats != null);
            if (data.given()) {
                sources.data(data.source());
            } else if (run != null && stats == null) {
                sources.data(RunData.of(run, data, watcher));
            } else if (run != null) {
                sources.learnFrom(RunData.of(run, data, watcher));
            }
            sources.prepare(sources.ask(asked, stats, extractor), extractor);
            boolean looks = pictures && !sources.questions().only(Questions.Other.BOUND);
            try (Evaluation evaluation = new Evaluation(sources.evidence(lpips), sources.questions(), looks, watcher)) {
                Judgement judgement = evaluation.judge();
                if (saveStats != null) {
                    evaluation.saveStatistics(saveStats);
                }
                return judgement;
            }
        }
    }

    /**
     * Finds, before a generator is trained, what would make its evaluation fail: unknown metrics, too few images, missing files.
     *
     * @param generator with any weights
     * @param trainedOn what it is going to learn from
     * @param size what it is brought to; null for its own
     */
    void rehearse(Generator generator, String trainedOn, @Nullable ImageSize size, Watcher watcher) {
        check();
        List<Path> files = new ArrayList<>(lpips);
        files.addAll(extractor.files());
        if (stats != null) {
            files.add(stats);
        }
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new ConfigurationException(
                        "expected a file to judge with, but " + file + " does not exist", "check the path");
            }
        }
        Questions asked = metrics == null ? null : Questions.named(metrics);
        DataSource source = data.sourceOf(trainedOn, size);
        try (EvaluationSources sources = new EvaluationSources(Device.parse(device), seed, watcher)) {
            sources.generator("a generator", generator, count);
            sources.realCount(realCount(), false);
            if (stats == null) {
                sources.data(source);
            } else {
                sources.learnFrom(source);
            }
            sources.ask(asked, stats, extractor);
            sources.questions()
                    .requireModelServes(
                            !lpips.isEmpty(), !generator.conditions().classes().isEmpty());
        }
    }

    /** What can be seen without opening anything. */
    void check() {
        if (count != null && (count < 2 || count > MOST)) {
            throw new ConfigurationException("expected --count from 2 to " + MOST + ", got " + count, "");
        }
        realCount();
        if (stats != null && saveStats != null) {
            throw new ConfigurationException("expected one of --stats and --save-stats, got both", "leave one out");
        }
    }

    private int realCount() {
        if (realCount == null) {
            return EvaluationSources.USUAL_REAL_COUNT;
        }
        int wanted = realCount.equals("all") ? MOST : realCount.matches("\\d{1,7}") ? Integer.parseInt(realCount) : 0;
        if (wanted < 2 || wanted > MOST) {
            throw new ConfigurationException(
                    "expected --real-count from 2 to " + MOST + " or all, got " + realCount, "");
        }
        return wanted;
    }
}
