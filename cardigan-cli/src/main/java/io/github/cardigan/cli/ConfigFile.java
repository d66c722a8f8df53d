package io.github.cardigan.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.cardigan.ConfigurationException;
import io.github.cardigan.recipe.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A configuration file in YAML (or JSON, which is YAML): the keys are the command line's long options without the dashes, and
 * {@code set} holds the recipe's options. What the command line says wins.
 */
record ConfigFile(
        @Nullable String data,
        @Nullable String limit,
        @Nullable String out,
        @Nullable Long steps,
        @Nullable Double epochs,
        @Nullable Double minutes,
        @Nullable Integer batch,
        @Nullable Long seed,
        @Nullable String size,
        @Nullable String device,
        @Nullable String precision,
        @Nullable Integer threads,
        @Nullable Map<String, String> set,
        @JsonProperty("log-every") @Nullable Integer logEvery,
        @JsonProperty("sample-every") @Nullable Integer sampleEvery,
        @JsonProperty("checkpoint-every") @Nullable Integer checkpointEvery,
        @Nullable String evaluate,
        @JsonProperty("evaluate-count") @Nullable Integer evaluateCount,
        @JsonProperty("evaluate-every") @Nullable Integer evaluateEvery,
        @Nullable Integer patience,
        @Nullable String stop) {

    private static final long MOST_BYTES = 1 << 20;

    /**
     * @throws ConfigurationException if the file is missing, or has unknown or repeated keys or wrong values; names line and column
     */
    static ConfigFile read(Path file) {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new ConfigurationException(
                        "expected a configuration file of at most 1 MiB, got " + file
                                + (Files.exists(file) ? "" : ", which does not exist"),
                        "check the path after --config");
            }
            byte[] content = Files.readAllBytes(file);
            requireKnownKeys(file, mapper, content);
            return mapper.readValue(content, ConfigFile.class);
        } catch (JacksonException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new ConfigurationException(
                    place(file, e.getLocation()) + ": " + message,
                    "the keys are the long options without dashes, and set with the recipe's options",
                    e);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e.getMessage(), "check the path", e);
        }
    }

    /** Binding would find an unknown key too, but no longer knows where it stood. */
    private static void requireKnownKeys(Path file, YAMLMapper mapper, byte[] content) {
        List<String> known = Arrays.stream(ConfigFile.class.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
        try (JsonParser parser = mapper.createParser(content)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.PROPERTY_NAME && !known.contains(parser.currentName())) {
                    throw new ConfigurationException(
                            place(file, parser.currentTokenLocation()) + ": unknown key '" + parser.currentName() + "'",
                            Nearest.hint(parser.currentName(), known, "the keys are " + String.join(", ", known)));
                }
            }
        }
    }

    private static String place(Path file, TokenStreamLocation location) {
        return location.getLineNr() < 1
                ? file.toString()
                : file + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Fills in what the command line left open. */
    void applyTo(TrainOptions options) {
        options.data = or(options.data, data);
        options.limit = or(options.limit, limit);
        options.out = or(options.out, out == null ? null : path(out));
        if (options.steps == null && options.epochs == null && options.minutes == null) {
            options.steps = steps;
            options.epochs = epochs;
            options.minutes = minutes;
        }
        options.batch = or(options.batch, batch);
        options.seed = or(options.seed, seed);
        options.size = or(options.size, size);
        options.device = or(options.device, device);
        options.precision = or(options.precision, precision);
        options.threads = or(options.threads, threads);
        options.logEvery = or(options.logEvery, logEvery);
        options.sampleEvery = or(options.sampleEvery, sampleEvery);
        options.checkpointEvery = or(options.checkpointEvery, checkpointEvery);
        options.evaluate = or(options.evaluate, evaluate);
        options.evaluateCount = or(options.evaluateCount, evaluateCount);
        options.evaluateEvery = or(options.evaluateEvery, evaluateEvery);
        options.patience = or(options.patience, patience);
        options.stop = or(options.stop, stop);
        Map<String, String> merged = new LinkedHashMap<>();
        if (set != null) {
            merged.putAll(set);
        }
        merged.putAll(options.set);
        options.set = merged;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigurationException("expected a path after out, got '" + text + "'", "choose another", e);
        }
    }

    private static <T> @Nullable T or(@Nullable T said, @Nullable T written) {
        return said != null ? said : written;
    }
}
