package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Split;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data a model is attacked on: a mixin. As {@link DataOptions}, but for the part that is usual. */
final class JudgedDataOptions {

    @Option(names = "--data", paramLabel = "PATH|NAME", description = DataOptions.WHAT)
    private @Nullable String data;

    @Option(
            names = "--split",
            paramLabel = "train|test",
            description = "Which part of the data. Default: test, or all where there are no parts.")
    private @Nullable Split split;

    @Option(names = "--size", paramLabel = "HxW", description = "Bring images to this size, for example 32x32.")
    private @Nullable String size;

    /**
     * Opens what was asked for; the caller closes it.
     *
     * @throws ConfigurationException if nothing was asked for, or there is no such set
     */
    JudgedData open(Consumer<String> notices) {
        String place = data;
        if (place == null) {
            throw new ConfigurationException(
                    "expected data after --data, got none",
                    "a path, or an embedded set: " + String.join(", ", EmbeddedSets.names()));
        }
        ImageSize wanted = size == null ? null : ImageSize.parse(size);
        return JudgedData.open(split, part -> DataOptions.open(place, wanted, part, notices));
    }
}
