package io.github.cardigan.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Product;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@code model.json} says.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion of this file's layout; a reader refuses others
 * @param kind what the model does
 * @param recipe what trained it
 * @param trainedOn name of the data
 * @param steps iterations it was trained for
 * @param sampleShape of one sample: what a generator makes, what a classifier reads
 * @param classes names of the classes of its data, for a classifier in the order of its logits; empty without labels
 * @param latent what a generator is fed; empty for others
 * @param layers as {@code LayerFormat} writes them
 * @param weightsSha256 of {@code model.safetensors}
 */
public record ModelDescription(
        String format,
        int formatVersion,
        Kind kind,
        String recipe,
        String trainedOn,
        long steps,
        int[] sampleShape,
        List<String> classes,
        Optional<Latent> latent,
        JsonNode layers,
        String weightsSha256) {

    public static final String FORMAT = "cardigan-model";

    /** 1 knew generators only. */
    public static final int FORMAT_VERSION = 2;

    /** What a model does. */
    public enum Kind {
        /** From latent samples to data. */
        @JsonProperty("generator")
        GENERATOR,
        /** From data to a score per class. */
        @JsonProperty("classifier")
        CLASSIFIER;

        static Kind of(Product product) {
            if (product instanceof Generator) {
                return GENERATOR;
            }
            if (product instanceof Classifier) {
                return CLASSIFIER;
            }
            throw new IllegalArgumentException("expected a generator or a classifier, got " + product);
        }

        /** For example {@code classifier}. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
