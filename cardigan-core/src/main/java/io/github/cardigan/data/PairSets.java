package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets of pairs of images, by name:
 *
 * <ul>
 *   <li>{@code pairs:PATH}: a folder or ZIP of images of which each is two side by side, the first left; or a folder with the folders
 *       {@code A} and {@code B} ({@code trainA} and {@code trainB}, {@code testA} and {@code testB} for its parts), whose images belong together by
 *       their names.
 *   <li>{@code edges:DATA}: outlines, and the images of any set that they are of.
 * </ul>
 */
public final class PairSets {

    /** What pairs of files are asked for by. */
    public static final String PAIRS = "pairs";

    /** What outlines are asked for by. */
    public static final String EDGES = "edges";

    private PairSets() {}

    /** What a name begins with, before a colon. */
    public static List<String> names() {
        return List.of(PAIRS, EDGES);
    }

    /**
     * @param size what each image is brought to; null for their own size where it is at most 128 a side
     * @param opener opens the same part of another set at that size
     * @param notices told, one line each, what was decided that a user may want otherwise
     * @return empty if the name is another one
     * @throws ConfigurationException if nothing is named behind the colon
     * @throws DataException if there are no pairs
     */
    public static Optional<Dataset> open(
            String name,
            @Nullable ImageSize size,
            Split split,
            Function<String, Dataset> opener,
            Consumer<String> notices) {
        String path = behind(name, PAIRS);
        if (path != null) {
            return Optional.of(Datasets.openPairs(name, path, size, DataLimits.defaults(), split, notices));
        }
        String source = behind(name, EDGES);
        if (source != null) {
            Dataset images = opener.apply(source);
            try {
                return Optional.of(new EdgePairs(images));
            } catch (DataException e) {
                images.close();
                throw e;
            }
        }
        return Optional.empty();
    }

    /** What stands behind {@code word:}; null for other names. */
    private static @Nullable String behind(String name, String word) {
        if (!name.equals(word) && !name.startsWith(word + ":")) {
            return null;
        }
        String rest = name.substring(Math.min(name.length(), word.length() + 1));
        if (rest.isBlank()) {
            throw new ConfigurationException(
                    "expected data behind the colon, got '" + name + "'",
                    word.equals(PAIRS)
                            ? "for example pairs:facades, a folder of images that are two side by side"
                            : "for example edges:shapes");
        }
        return rest;
    }
}
