package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Datasets;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.RecolouredDataset;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Conditions;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an encoder is shown: a mixin. */
final class ShownOptions {

    @Option(
            names = "--in",
            paramLabel = "FILE|DIR",
            description = "What to show: an image, a folder or ZIP of images, IDX files. Brought to the model's size,"
                    + " grey or colour.")
    private @Nullable String in;

    @Option(
            names = "--data",
            paramLabel = "PATH|NAME",
            description = "The same of a part of a set, or an embedded set: digits, shapes, faces.")
    private @Nullable String data;

    @Option(
            names = "--split",
            paramLabel = "train|test",
            description = "Which part of --data. Default: test, or all where there are no parts.")
    private @Nullable Split split;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description =
                    "The class of all that is shown, by name or number, for models that are told classes. Default:"
                            + " the labels.")
    private @Nullable String askedClass;

    /**
     * @throws ConfigurationException if the options contradict each other
     */
    void check() {
        if ((in == null) == (data == null)) {
            throw new ConfigurationException(
                    "expected images after --in or a set after --data, got " + (in == null ? "neither" : "both"),
                    "name a file or folder with --in");
        }
        if (split != null && data == null) {
            throw new ConfigurationException(
                    "expected --data with --split, got none", "to show a part alone, give its folder after --in");
        }
    }

    /**
     * Opens it; the caller closes it.
     *
     * @param shape of the model's samples
     */
    JudgedData open(Shape shape, Consumer<String> notices) {
        if (!shape.isImage()) {
            throw new ConfigurationException("expected a model of images, got one of samples " + shape, "");
        }
        String place = data;
        if (place != null) {
            return JudgedData.open(split, part -> open(place, shape, part, notices));
        }
        return new JudgedData(Datasets.openFor(String.valueOf(in), shape, notices), "all");
    }

    private static Dataset open(String place, Shape shape, Split part, Consumer<String> notices) {
        return EmbeddedSets.open(place, new ImageSize(shape.height(), shape.width()), part)
                .map(set -> RecolouredDataset.of(set, shape.channels()))
                .orElseGet(() -> Datasets.openFor(place, shape, part, notices));
    }

    /**
     * What the model is told of each sample, by its number.
     *
     * @throws ConfigurationException if it must be told a class that nobody named, or does not know one
     */
    IntUnaryOperator labels(Conditions conditions, Dataset shown) {
        if (askedClass != null) {
            int label = AskedClass.number(conditions, askedClass);
            return i -> label;
        }
        if (conditions.none()) {
            return i -> 0;
        }
        if (shown.classes().isEmpty()) {
            throw new ConfigurationException(
                    "expected labels for a model that is told classes, got " + shown.name() + " without",
                    "name the class of all with --class, or put the images of each class into a folder of its own");
        }
        int[] numbers = shown.classes().stream()
                .mapToInt(name -> AskedClass.number(conditions, name))
                .toArray();
        return i -> numbers[shown.label(i)];
    }
}
