package io.github.cardigan.model;

import io.github.cardigan.network.Latent;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What {@code model.json} says.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion of this file's layout; a reader refuses newer ones
 * @param recipe what trained it
 * @param trainedOn name of the data
 * @param steps iterations it was trained for
 * @param sampleShape of one generated sample
 * @param classes names of the classes of its data; empty without labels
 * @param latent what the generator is fed
 * @param generator the layers, as {@code LayerFormat} writes them
 * @param weightsSha256 of {@code model.safetensors}
 */
public record ModelDescription(
        String format,
        int formatVersion,
        String recipe,
        String trainedOn,
        long steps,
        int[] sampleShape,
        List<String> classes,
        Latent latent,
        JsonNode generator,
        String weightsSha256) {

    public static final String FORMAT = "cardigan-model";
    public static final int FORMAT_VERSION = 1;
}
