package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.GaussianMixture;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Split;
import io.github.cardigan.data.StackedDigits;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.evaluation.GeneratedImages;
import io.github.cardigan.evaluation.Images;
import io.github.cardigan.judging.CacheFolder;
import io.github.cardigan.judging.Evaluation;
import io.github.cardigan.judging.Evidence;
import io.github.cardigan.judging.ExtractorKind;
import io.github.cardigan.judging.Questions;
import io.github.cardigan.judging.Questions.Other;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Generator;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens what an evaluation looks at, cheap things and mistakes first, and closes it all. */
final class EvaluationSources implements AutoCloseable {

    private static final int USUAL_COUNT = 10_000;

    /** More would take long, and change fid little. */
    static final int USUAL_REAL_COUNT = 50_000;

    /** Which real images are chosen; always the same, so that what was seen in them can be kept. */
    private static final long CHOICE = 0;

    private int mostReal = USUAL_REAL_COUNT;
    private boolean allAlike;
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final Set<String> noted = new HashSet<>();
    private final Device device;
    private final long seed;
    private final Watcher watcher;
    private @Nullable Images generated;
    private @Nullable Generator generator;
    private @Nullable Autoencoder autoencoder;
    private @Nullable Dataset folder;
    private @Nullable DataSource source;
    private @Nullable Dataset real;
    private @Nullable Dataset training;
    private @Nullable Dataset test;
    private @Nullable Path statistics;
    private @Nullable Extractor extractor;
    private OptionalDouble accuracy = OptionalDouble.empty();
    private @Nullable Questions questions;
    private @Nullable CacheFolder cache;

    EvaluationSources(Device device, long seed, Watcher watcher) {
        this.device = device;
        this.seed = seed;
        this.watcher = watcher;
    }

    void model(Path path, @Nullable Integer count) {
        Model model = Model.load(path, device);
        opened.push(model::close);
        autoencoder = model.product() instanceof Autoencoder whole ? whole : null;
        generator(path.toString(), model.generator(), count);
    }

    /** The same where somebody else owns it. */
    void generator(String name, Generator judged, @Nullable Integer count) {
        generator = judged;
        generated = new GeneratedImages(name, judged, count == null ? USUAL_COUNT : count, seed);
    }

    /** In random order: class folders are sorted, and both the inception score and random pairs want the classes mixed. */
    void images(String path, @Nullable ImageSize size, @Nullable Integer count) {
        folder = keep(DataOptions.open(path, size, Split.TRAIN, this::note));
        int chosen = count == null ? Math.min(USUAL_COUNT, folder.size()) : count;
        generated = DatasetImages.choice(folder, chosen, seed, watcher::warns);
    }

    /**
     * @param most real images for fid
     * @param alike whether the other metrics take as many, because what is seen in them is to be written to a file
     */
    void realCount(int most, boolean alike) {
        mostReal = most;
        allAlike = alike;
    }

    void data(DataSource named) {
        source = named;
        real = keep(named.open(this::note));
        Evaluation.requireSameShape(generated(), real.name(), real.shape());
    }

    /** Data that a classifier may be learned from, where statistics take the place of real images; may be gone by now. */
    void learnFrom(DataSource named) {
        source = named;
    }

    private boolean labelled() {
        return ofData(data -> data.classes().size() > 1).orElse(false);
    }

    /** What is true of the data; empty without any, or where it cannot be opened. */
    private <T> Optional<T> ofData(Function<Dataset, T> question) {
        if (real != null) {
            return Optional.of(question.apply(real));
        }
        if (source == null) {
            return Optional.empty();
        }
        try (Dataset data = source.part(Split.TRAIN, this::note)) {
            return Optional.of(question.apply(data));
        } catch (ConfigurationException | DataException e) {
            note("the data cannot be opened: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * What is asked, now that both sides are known: finds the mistakes that can be found without looking at an image.
     *
     * @return what is to look at them
     */
    ExtractorKind ask(@Nullable Questions asked, @Nullable Path stats, ExtractorOptions options) {
        statistics = stats;
        cache = options.cache();
        Shape shape = generated().shape();
        boolean looks = asked == null || !asked.only(Other.BOUND) || options.given();
        ExtractorKind kind = looks ? options.kind(shape, this::labelled, watcher) : ExtractorKind.PIXELS;
        int fewest = real == null || stats != null
                ? generated().size()
                : Math.min(generated().size(), realCount(real));
        int size = kind == ExtractorKind.PIXELS ? shape.elements() : 0; // the others give less
        Optional<GaussianMixture> mixture = shape.isImage()
                ? Optional.empty()
                : ofData(GaussianMixture::behind).orElse(Optional.empty());
        Questions usual = Questions.usual(kind.givesProbabilities(), fewest, size);
        questions = (asked != null ? asked : mixture.isPresent() ? usual.and("modes") : usual)
                .about(shape, generated().name(), mixture);
        if (asked == null && fewest < 1000) {
            watcher.notes("kid is left out: it needs 1,000 " + (shape.isImage() ? "images" : "points")
                    + " a side, here are " + fewest);
        }
        if (asked == null && size > Questions.MOST_FEATURES_OF_FID) {
            watcher.notes(
                    "fid is left out: " + size + " pixels are too many for a covariance; --extractor names another");
        }
        questions.requireServed(kind);
        questions.requireEnough(fewest);
        if (real == null && stats == null && !questions.needNoReal()) {
            throw new ConfigurationException(
                    "expected real images to compare with after --data, got none",
                    "the data that the model was trained on, or statistics with --stats");
        }
        openParts(questions);
        return kind;
    }

    /** Everything else, which may take minutes. */
    void prepare(ExtractorKind kind, ExtractorOptions options) {
        Shape shape = generated().shape();
        boolean stacked = kind == ExtractorKind.CLASSIFIER
                && ofData(data -> StackedDigits.behind(data).isPresent()).orElse(false);
        extractor = options.load(kind, shape, stacked, this::toLearnFrom, device, watcher);
        opened.push(extractor::close);
        accuracy = options.accuracy(kind, this::toLearnFrom);
        extractor.requireShape(shape);
    }

    private void openParts(Questions wanted) {
        if (source == null) {
            return;
        }
        if (wanted.has(Other.MEMORISATION)) {
            training = keep(source.part(Split.TRAIN, this::note));
        }
        if (wanted.has(Other.MEMORISATION) || wanted.has(Other.CAS)) {
            test = keep(source.part(Split.TEST, this::note));
        }
    }

    private Dataset toLearnFrom() {
        if (source == null) {
            throw new ConfigurationException(
                    "expected labelled data to train a classifier from, got none",
                    "name it with --data, or a trained classifier with --classifier");
        }
        return source.part(Split.TRAIN, this::note);
    }

    Questions questions() {
        return present(questions);
    }

    Evidence evidence(List<Path> lpips) {
        Optional<Images> compared = real == null || statistics != null
                ? Optional.empty()
                : Optional.of(DatasetImages.choice(real, realCount(real), CHOICE, watcher::warns));
        Optional<Images> whole = real == null || statistics != null
                ? Optional.empty()
                : Optional.of(DatasetImages.choice(real, wholeCount(real), CHOICE, watcher::warns));
        return new Evidence(
                generated(),
                Optional.ofNullable(generator),
                Optional.ofNullable(autoencoder),
                Optional.ofNullable(folder),
                compared,
                whole,
                compared.isPresent() && source != null ? source.split().toString() : "",
                Optional.ofNullable(statistics),
                Optional.ofNullable(training),
                Optional.ofNullable(test),
                Optional.ofNullable(real),
                present(extractor),
                accuracy,
                device,
                seed,
                lpips,
                present(cache));
    }

    private Images generated() {
        return present(generated);
    }

    /** As many as there are generated ones: precision and recall want both sides alike. */
    private int realCount(Dataset data) {
        return allAlike ? wholeCount(data) : Math.min(generated().size(), wholeCount(data));
    }

    private int wholeCount(Dataset data) {
        return Math.min(mostReal, data.size());
    }

    /** Each once: one set is opened several times. */
    private void note(String sentence) {
        if (noted.add(sentence)) {
            watcher.notes(sentence);
        }
    }

    private Dataset keep(Dataset data) {
        opened.push(data::close);
        return data;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "expected what is judged, the data, ask() and then prepare(), in this order");
        }
        return value;
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
    }
}
