package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.ClassifierExtractor;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.evaluation.Resampling;
import io.github.cardigan.evaluation.WeightsFile;
import io.github.cardigan.judging.CacheFolder;
import io.github.cardigan.judging.DataClassifier;
import io.github.cardigan.judging.ExtractorKind;
import io.github.cardigan.judging.Extractors;
import io.github.cardigan.judging.Watcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What images are looked at with: a mixin. */
final class ExtractorOptions {

    @Option(
            names = "--extractor",
            paramLabel = "NAME",
            description =
                    "What looks at the images: pixels, classifier, inception-v3 or vgg16. Default: a classifier of the data,"
                            + " trained once and kept; pixels for data without labels and for points.")
    private @Nullable String extractor;

    @Option(
            names = "--classifier",
            paramLabel = "PATH",
            description = "A trained classifier to look with: a model or run folder.")
    private @Nullable Path classifier;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Weights of inception-v3 or vgg16 as safetensors; docs/weights.md says where they come from.")
    private @Nullable Path weights;

    @Option(
            names = "--weights-sha256",
            paramLabel = "DIGEST",
            description = "The digest that you expect of the weights' tensors; another one is a warning.")
    private @Nullable String weightsSha256;

    @Option(
            names = "--resize",
            paramLabel = "WAY",
            description =
                    "How images are brought to the size of inception-v3 or vgg16: clean, tf1-bilinear, pytorch-bilinear or"
                            + " nearest. Default: tf1-bilinear for inception-v3, as FID is defined, clean for vgg16.")
    private @Nullable String resize;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where classifiers and statistics of real images are kept. Default: CARDIGAN_CACHE, else"
                    + " ~/.cache/cardigan.")
    private @Nullable Path cache;

    /** Whether the user named one. */
    boolean given() {
        return extractor != null || classifier != null;
    }

    CacheFolder cache() {
        return CacheFolder.of(cache, System.getenv(), System.getProperty("user.home", "."));
    }

    /** What it will read. */
    List<Path> files() {
        return Stream.of(classifier, weights).flatMap(Stream::ofNullable).toList();
    }

    /**
     * Which one, before anything is loaded.
     *
     * @param judged the shape of what is judged: points are looked at by their coordinates, images by whatever the user wants
     * @param labelled whether there is data with labels to learn a classifier from; asked only where that decides
     * @param notices told where the default is not the usual one
     * @throws ConfigurationException if options contradict each other
     */
    ExtractorKind kind(Shape judged, BooleanSupplier labelled, Watcher notices) {
        if (!judged.isImage()) {
            return ofPoints(judged);
        }
        ExtractorKind kind = extractor != null
                ? ExtractorKind.named(extractor)
                : classifier != null || labelled.getAsBoolean() ? ExtractorKind.CLASSIFIER : ExtractorKind.PIXELS;
        if (extractor == null && kind == ExtractorKind.PIXELS) {
            notices.notes(
                    "there is no data with labels to train a classifier from: judging by pixels, which see little;"
                            + " --classifier or --extractor name another");
        }
        if (classifier != null && kind != ExtractorKind.CLASSIFIER) {
            throw new ConfigurationException(
                    "expected --classifier only with the extractor 'classifier', got '" + kind + "'", "leave one out");
        }
        if (!kind.needsWeights() && (weights != null || weightsSha256 != null || resize != null)) {
            throw new ConfigurationException(
                    "expected --weights and --resize only with inception-v3 or vgg16, got the extractor '" + kind + "'",
                    "name the extractor with --extractor");
        }
        if (kind.needsWeights() && weights == null) {
            throw new ConfigurationException(
                    "the extractor '" + kind + "' needs a file of weights, which Cardigan does not bring along",
                    "name it with --weights; docs/weights.md says where they come from");
        }
        return kind;
    }

    private ExtractorKind ofPoints(Shape judged) {
        boolean other = extractor != null && ExtractorKind.named(extractor) != ExtractorKind.PIXELS;
        if (other || classifier != null || weights != null || weightsSha256 != null || resize != null) {
            throw new ConfigurationException(
                    "expected points " + judged + " to be judged by their coordinates, got "
                            + (other ? "the extractor '" + extractor + "'" : "options for an extractor of images"),
                    "leave --extractor and what belongs to it out");
        }
        return ExtractorKind.PIXELS;
    }

    /**
     * The named classifier as a measure of translations; empty where none is named.
     *
     * @throws ConfigurationException if another extractor is named, or it is no classifier of images
     */
    Optional<ClassifierExtractor> eyes(Device device) {
        if (classifier == null) {
            if (given()) {
                throw new ConfigurationException(
                        "expected --classifier to look at translations with, got another extractor",
                        "leave --extractor and what belongs to it out");
            }
            return Optional.empty();
        }
        return Optional.of((ClassifierExtractor) Extractors.classifier(classifier, device));
    }

    /**
     * Loads it, or trains it.
     *
     * @param stacked whether the images are stacked digits, to be read channel by channel
     * @param labelled opens the data that a classifier would be learned from; asked only if one is
     * @return owned by the caller
     */
    Extractor load(
            ExtractorKind kind,
            Shape image,
            boolean stacked,
            Supplier<Dataset> labelled,
            Device device,
            Watcher watcher) {
        return switch (kind) {
            case PIXELS -> Extractors.pixels(image);
            case CLASSIFIER -> {
                if (classifier == null) {
                    yield learned(labelled, device, watcher);
                }
                yield stacked
                        ? Extractors.stackedClassifier(classifier, device)
                        : Extractors.classifier(classifier, device);
            }
            case INCEPTION_V3, VGG16 -> {
                if (weights == null) {
                    throw new IllegalStateException("kind() asks for weights");
                }
                WeightsFile file = WeightsFile.of(weights);
                yield Extractors.pretrained(
                        kind, weightsSha256 == null ? file : file.expecting(weightsSha256), way(kind), device, watcher);
            }
        };
    }

    /** Of the data's own classifier, as it was kept with it; empty where another extractor looks. */
    OptionalDouble accuracy(ExtractorKind kind, Supplier<Dataset> labelled) {
        if (kind != ExtractorKind.CLASSIFIER || classifier != null) {
            return OptionalDouble.empty();
        }
        try (Dataset data = labelled.get()) {
            return DataClassifier.accuracy(data, cache());
        }
    }

    private Resampling way(ExtractorKind kind) {
        if (resize != null) {
            return Resampling.named(resize);
        }
        return kind == ExtractorKind.INCEPTION_V3 ? Resampling.TF1_BILINEAR : Resampling.CLEAN;
    }

    private Extractor learned(Supplier<Dataset> labelled, Device device, Watcher watcher) {
        try (Dataset data = labelled.get()) {
            return Extractors.classifier(data, cache(), device, watcher);
        }
    }
}
