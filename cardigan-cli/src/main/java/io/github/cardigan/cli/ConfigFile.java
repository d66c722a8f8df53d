package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A configuration file in YAML (or JSON, which is YAML): the keys are the command line's long options without the dashes, and
 * {@code set} holds the recipe's options. What the command line says wins.
 */
record ConfigFile(
        @Nullable String data,
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
        @Nullable Map<String, String> set) {

    private static final long MOST_BYTES = 1 << 20;

    /**
     * @throws ConfigurationException if the file is missing, or has unknown or repeated keys or wrong values; names line and column
     */
    static ConfigFile read(Path file) {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new ConfigurationException(
                        "expected a configuration file of at most 1 MiB, got " + file
                                + (Files.exists(file) ? "" : ", which does not exist"),
                        "check the path after --config");
            }
            return mapper.readValue(Files.readAllBytes(file), ConfigFile.class);
        } catch (JacksonException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new ConfigurationException(
                    file + ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + message,
                    "the keys are the long options without dashes, and set with the recipe's options",
                    e);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e.getMessage(), "check the path", e);
        }
    }

    /** Fills in what the command line left open. */
    void applyTo(TrainOptions options) {
        options.data = or(options.data, data);
        options.out = or(options.out, out == null ? null : Path.of(out));
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
        Map<String, String> merged = new LinkedHashMap<>();
        if (set != null) {
            merged.putAll(set);
        }
        merged.putAll(options.set);
        options.set = merged;
    }

    private static <T> @Nullable T or(@Nullable T said, @Nullable T written) {
        return said != null ? said : written;
    }
}
