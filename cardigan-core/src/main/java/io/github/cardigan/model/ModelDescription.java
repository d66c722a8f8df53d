package io.github.cardigan.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Product;
import io.github.cardigan.network.Translator;
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
 * @param sampleShape of one sample: what a generator makes, what a classifier or a translator reads
 * @param classes names of the classes of its data, for a classifier in the order of its logits; empty without labels
 * @param latent what a generator is fed, or how the codes of an autoencoder are spread; empty for others
 * @param conditions the classes that it can be asked for; empty where none can
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
        List<String> conditions,
        JsonNode layers,
        String weightsSha256) {

    public static final String FORMAT = "cardigan-model";

    /** 1 knew generators only, 2 neither conditions nor autoencoders. */
    public static final int FORMAT_VERSION = 3;

    /** How it is asked. */
    Conditions asConditions() {
        return conditions.isEmpty() ? Conditions.NONE : Conditions.of(conditions);
    }

    /** What a model does. */
    public enum Kind {
        /** From latent samples to data. */
        @JsonProperty("generator")
        GENERATOR,
        /** From data to a score per class. */
        @JsonProperty("classifier")
        CLASSIFIER,
        /** From data to a code and back. */
        @JsonProperty("autoencoder")
        AUTOENCODER,
        /** From image to image. */
        @JsonProperty("translator")
        TRANSLATOR;

        static Kind of(Product product) {
            if (product instanceof Generator) {
                return GENERATOR;
            }
            if (product instanceof Translator) {
                return TRANSLATOR;
            }
            return product instanceof Classifier ? CLASSIFIER : AUTOENCODER;
        }

        /** For example {@code classifier}. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
