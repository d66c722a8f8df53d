package io.github.cardigan.judging;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where things are kept that can be made again: classifiers of data sets and statistics of real images. May be deleted at any time.
 *
 * @param path is made when something is first put there
 */
public record CacheFolder(Path path) {

    /** Names the folder itself. */
    public static final String VARIABLE = "CARDIGAN_CACHE";

    /**
     * What was said, else {@value #VARIABLE}, else {@code cardigan} under {@code XDG_CACHE_HOME}, else {@code ~/.cache/cardigan}.
     *
     * @param said null if nothing was
     * @param environment variables; an empty one counts as absent
     * @param home the user's folder
     */
    public static CacheFolder of(@Nullable Path said, Map<String, String> environment, String home) {
        if (said != null) {
            return new CacheFolder(said);
        }
        String own = environment.getOrDefault(VARIABLE, "");
        if (!own.isEmpty()) {
            return new CacheFolder(Path.of(own));
        }
        String common = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path parent = common.isEmpty() ? Path.of(home, ".cache") : Path.of(common);
        return new CacheFolder(parent.resolve("cardigan"));
    }

    Path classifiers() {
        return path.resolve("classifiers");
    }

    /** What part of unseen images each classifier reads right: outside the models' folders, which hold nothing else. */
    Path accuracies() {
        return path.resolve("accuracies");
    }

    Path statistics() {
        return path.resolve("statistics");
    }
}
