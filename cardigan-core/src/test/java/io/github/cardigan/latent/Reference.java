package io.github.cardigan.latent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code reference.py} computed with NumPy and SciPy. */
final class Reference {

    private Reference() {}

    static JsonNode read() {
        try (InputStream json = Objects.requireNonNull(Reference.class.getResourceAsStream("reference.json"))) {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
