package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Names of sets that are made of others: {@code word:REST}. */
final class SetName {

    private SetName() {}

    /**
     * What stands behind {@code word:}; empty for other names.
     *
     * @throws ConfigurationException if nothing does
     */
    static Optional<String> behind(String name, String word, String example) {
        if (!name.equals(word) && !name.startsWith(word + ":")) {
            return Optional.empty();
        }
        String rest = name.substring(Math.min(name.length(), word.length() + 1));
        if (rest.isBlank()) {
            throw new ConfigurationException(
                    "expected data behind the colon, got '" + name + "'", "for example " + example);
        }
        return Optional.of(rest);
    }

    /** Whether this is the path of a folder. */
    static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A set made of another, which it owns; closes the other if it cannot be made. */
    static Dataset around(Dataset source, Function<Dataset, Dataset> maker) {
        try {
            return maker.apply(source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }
}
