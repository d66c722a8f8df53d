package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.recipe.Nearest;
import java.util.Arrays;
import java.util.List;

/** The ways of looking at images. */
public enum ExtractorKind {
    /** The values of the image itself. */
    PIXELS("pixels", false, false),
    /** A Cardigan classifier: a given one, or the data's own. */
    CLASSIFIER("classifier", true, false),
    /** Inception-v3 as FID is defined by, with weights of the user's. */
    INCEPTION_V3("inception-v3", true, true),
    /** VGG16 with weights of the user's. */
    VGG16("vgg16", false, true);

    private final String label;
    private final boolean probabilities;
    private final boolean weights;

    ExtractorKind(String label, boolean probabilities, boolean weights) {
        this.label = label;
        this.probabilities = probabilities;
        this.weights = weights;
    }

    /**
     * @throws ConfigurationException if there is none of this name; suggests a near one
     */
    public static ExtractorKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "unknown extractor '" + name + "'",
                        Nearest.hint(name, names(), "the extractors are " + String.join(", ", names()))));
    }

    /** What there is. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ExtractorKind::toString).toList();
    }

    /** Whether it also says what an image shows. */
    public boolean givesProbabilities() {
        return probabilities;
    }

    /** Whether it reads a file of published weights. */
    public boolean needsWeights() {
        return weights;
    }

    /** As the command line calls it. */
    @Override
    public String toString() {
        return label;
    }
}
