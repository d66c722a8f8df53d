package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What one sample of a set is: all that a recipe needs to know of its data before it builds networks.
 *
 * @param shape of one sample; for images {@code [channels, height, width]} with 1 or 3 channels
 * @param classes names in label order; empty without labels
 * @param pair how a sample is two images; empty where it is one thing
 */
public record Samples(Shape shape, List<String> classes, Optional<ImagePair> pair) {

    public Samples {
        classes = List.copyOf(classes);
    }

    public static Samples of(Dataset data) {
        return new Samples(data.shape(), data.classes(), data.pair());
    }

    /** Single things. */
    public Samples(Shape shape, List<String> classes) {
        this(shape, classes, Optional.empty());
    }

    /**
     * How the samples are pairs of images that belong together, for who learns from them.
     *
     * @param recipe who, for the message
     * @throws DataException if they are none
     */
    public ImagePair requirePairs(String recipe) {
        ImagePair found = pair.orElseThrow(() -> new DataException(
                recipe + " expects pairs of images, got samples of " + shape,
                "name pairs:PATH for a folder of images that are two side by side, or edges:DATA for outlines of any"
                        + " images"));
        if (!found.matched()) {
            throw new DataException(
                    recipe + " expects pairs of images that belong together, got two domains without pairs",
                    "name pairs:PATH or edges:DATA, or train cyclegan");
        }
        return found;
    }

    /**
     * How the samples are an image of each of two domains, for who learns without pairs.
     *
     * @param recipe who, for the message
     * @throws DataException if they are not
     */
    public ImagePair requireDomains(String recipe) {
        return pair.orElseThrow(
                () -> new DataException(
                        recipe + " expects images of two domains, got samples of " + shape,
                        "name domains:A,B for two sets, or domains:PATH for a folder with the folders A and B or of two classes"));
    }

    /**
     * The same, for who learns from labels.
     *
     * @param recipe who, for the message
     * @throws DataException if there are fewer than two classes
     */
    public Samples requireLabels(String recipe) {
        if (classes.size() < 2) {
            throw new DataException(
                    recipe + " expects labelled data with at least 2 classes, got "
                            + (classes.isEmpty() ? "data without labels" : "the one class " + classes.get(0)),
                    "put the images of each class into a folder of its own, or the label file beside the IDX images");
        }
        return this;
    }
}
