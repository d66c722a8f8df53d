package io.github.cardigan.judging;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.StackedDigits;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.ClassifierExtractor;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.evaluation.InceptionV3;
import io.github.cardigan.evaluation.PixelExtractor;
import io.github.cardigan.evaluation.Resampling;
import io.github.cardigan.evaluation.StackedExtractor;
import io.github.cardigan.evaluation.Vgg16;
import io.github.cardigan.evaluation.WeightsFile;
import io.github.cardigan.model.Model;
import java.nio.file.Path;
import java.util.Optional;

/** Makes extractors; whoever asks for one closes it. */
public final class Extractors {

    private Extractors() {}

    /** The images themselves. */
    public static Extractor pixels(Shape image) {
        return new PixelExtractor(image);
    }

    /**
     * A trained classifier of the user's.
     *
     * @throws io.github.cardigan.ConfigurationException if the model is no classifier of images
     * @throws io.github.cardigan.DamagedFileException if it cannot be read
     */
    public static Extractor classifier(Path path, Device device) {
        Model model = Model.load(path, device);
        try {
            return new ClassifierExtractor(model.classifier());
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /**
     * The same for stacked digits: a classifier of grey images reads each of the three channels.
     *
     * @throws io.github.cardigan.ConfigurationException as {@link #classifier(Path, Device)}, or if it has not 10 classes
     */
    public static Extractor stackedClassifier(Path path, Device device) {
        Extractor reader = classifier(path, device);
        try {
            return stacked((ClassifierExtractor) reader);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * The data's own classifier, trained where the cache does not have it. Stacked digits are read channel by channel, by the classifier of
     * the digits that were stacked.
     *
     * @param data the part to learn from, with labels; not closed
     */
    public static Extractor classifier(Dataset data, CacheFolder cache, Device device, Watcher watcher) {
        Optional<StackedDigits> stack = StackedDigits.behind(data);
        Dataset read = stack.map(StackedDigits::source).orElse(data);
        ClassifierExtractor reader = new ClassifierExtractor(DataClassifier.of(read, cache, device, watcher));
        return stack.isPresent() ? stacked(reader) : reader;
    }

    /** One that takes three channels reads the stack as it is. */
    private static Extractor stacked(ClassifierExtractor reader) {
        return reader.channels() == 1 ? new StackedExtractor(reader) : reader;
    }

    /**
     * A published network.
     *
     * @throws io.github.cardigan.ConfigurationException if the file is not there or holds another network
     * @throws IllegalArgumentException if this kind reads no weights
     */
    public static Extractor pretrained(
            ExtractorKind kind, WeightsFile weights, Resampling way, Device device, Watcher watcher) {
        return switch (kind) {
            case INCEPTION_V3 -> InceptionV3.load(weights, way, device, watcher::warns);
            case VGG16 -> Vgg16.load(weights, way, device, watcher::warns);
            default -> throw new IllegalArgumentException("expected an extractor with weights, got " + kind);
        };
    }
}
