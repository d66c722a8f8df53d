package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.DataLimits;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Datasets;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.SideSets;
import io.github.cardigan.data.Split;
import io.github.cardigan.data.StackedDigits;
import io.github.cardigan.model.TranslatedImages;
import io.github.cardigan.recipe.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data a command reads: a mixin for the commands that judge. */
final class DataOptions {

    /** What {@code --data} takes, for every command that has it. */
    static final String WHAT =
            "A folder of IDX files, a folder or ZIP of images, an embedded set (digits, shapes, faces, makeup; points: ring, grid, swiss-roll,"
                    + " two-moons; digits:5000 for 5,000 of them), or stacked-mnist:PATH|NAME; pairs of images: pairs:PATH, edges:DATA, painted:DATA,"
                    + " blended:DIGITS,PATCHES; two domains: domains:A,B, domains:DATA; parts of others: first:PAIRS, second:PAIRS, only:CLASS:DATA,"
                    + " grey:DATA, colour:DATA; translated:MODEL,DATA.";

    @Option(names = "--data", paramLabel = "PATH|NAME", description = WHAT)
    private @Nullable String data;

    @Option(
            names = "--split",
            paramLabel = "train|test",
            description = "Which part of the data. Default: ${DEFAULT-VALUE}, or all where there are no parts.")
    private Split split = Split.TRAIN;

    @Option(names = "--size", paramLabel = "HxW", description = "Bring images to this size, for example 32x32.")
    private @Nullable String size;

    /** Whether the user named any. */
    boolean given() {
        return data != null;
    }

    /**
     * What was asked for, so that other parts of it can be opened as well.
     *
     * @throws ConfigurationException if nothing was asked for
     */
    DataSource source() {
        return new DataSource(required(), imageSize(), split);
    }

    /** The size that the user wants images in; null for their own. */
    @Nullable
    ImageSize imageSize() {
        return size == null ? null : ImageSize.parse(size);
    }

    /** The same where the data is known from elsewhere; the user's split, and size if there is one, still hold. */
    DataSource sourceOf(String usual, @Nullable ImageSize usualSize) {
        return new DataSource(usual, size == null ? usualSize : ImageSize.parse(size), split);
    }

    /**
     * Opens what was asked for; the caller closes it.
     *
     * @throws ConfigurationException if nothing was asked for, or there is no such set
     */
    Dataset open(Consumer<String> notices) {
        return open(size == null ? null : ImageSize.parse(size), notices);
    }

    /** The same at the size that a model takes, unless the user said another. */
    Dataset openAt(ImageSize usual, Consumer<String> notices) {
        return open(size == null ? usual : ImageSize.parse(size), notices);
    }

    private Dataset open(@Nullable ImageSize wanted, Consumer<String> notices) {
        return open(required(), wanted, split, notices);
    }

    private String required() {
        if (data == null) {
            throw new ConfigurationException(
                    "expected data after --data, got none",
                    "a path, or an embedded set: " + String.join(", ", EmbeddedSets.names()));
        }
        return data;
    }

    /**
     * Opens whatever can be named by {@code --data}; the caller closes it.
     *
     * @throws ConfigurationException if there is no such set, or a size is wanted of points
     */
    static Dataset open(String data, @Nullable ImageSize size, Split split, Consumer<String> notices) {
        return StackedDigits.open(data, split, source -> open(source, size, split, notices))
                .or(() -> PairSets.open(data, size, split, source -> open(source, size, split, notices), notices))
                .or(() -> SideSets.open(data, source -> open(source, size, split, notices)))
                .or(() -> TranslatedImages.open(data, source -> open(source, size, split, notices), notices))
                .or(() -> EmbeddedSets.open(data, size, split))
                .orElseGet(() -> {
                    if (data.matches("[A-Za-z0-9:_-]+") && !Files.exists(Path.of(data))) { // a name, not a path
                        throw new ConfigurationException(
                                "expected a path or an embedded set after --data, but there is no '" + data + "' here",
                                Nearest.hint(data, names(), "the embedded sets are " + String.join(", ", names())));
                    }
                    return Datasets.open(data, size, DataLimits.defaults(), split, notices);
                });
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(EmbeddedSets.names());
        names.add(StackedDigits.NAME);
        names.addAll(PairSets.names());
        names.addAll(SideSets.names());
        names.addAll(TranslatedImages.names());
        return names;
    }
}
