package io.github.cardigan.network;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Layers as JSON, for saved models: {@code {"type":"conv2d","channels":64,"kernel":5,"stride":2,"padding":2,"bias":true}}.
 *
 * <p>The type is a name from a fixed list, never a class; the other fields are the layer's record components, all of them and no
 * others. What is read is checked as strictly as what a program builds, and nothing is allocated for it.
 */
public final class LayerFormat {

    /** How deep layers may nest. */
    public static final int MAX_DEPTH = 64;

    /** How many layers there may be, composite ones included. */
    public static final int MAX_LAYERS = 10_000;

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private LayerFormat() {}

    /**
     * @return an object with a {@code type} and the layer's settings
     * @throws ConfigurationException for a layer that is not of this package, or more or deeper ones than can be read back
     */
    public static ObjectNode write(Layer layer) {
        return new LayerWriter().write(layer, 1);
    }

    /**
     * The layer that {@link #write} wrote.
     *
     * @throws DamagedFileException for an unknown type or field, a missing one, a value that the layer does not accept, or too
     *     many or too deep layers; says which layer
     */
    public static Layer read(JsonNode json) {
        return new LayerReader().read(json, "layers", 1);
    }

    /**
     * The same from text.
     *
     * @throws DamagedFileException also if the text is not JSON, or repeats a field
     */
    public static Layer read(String json) {
        JsonNode node;
        try {
            node = READER.readValue(json);
        } catch (JacksonException e) {
            throw LayerReader.damaged("layers", "expected JSON, got an error: " + e.getOriginalMessage(), e);
        }
        return read(node);
    }
}
