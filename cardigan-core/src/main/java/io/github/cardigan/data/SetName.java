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

    /**
     * Where the comma is that stands between two sets, the first of which may have one of its own: {@code translated:MODEL,digits,mnist/}.
     *
     * @return its position; -1 where there is none, all of it being one set
     */
    static int comma(String sets) {
        int comma = -1;
        for (int own = ownCommas(sets); own >= 0; own--) {
            comma = sets.indexOf(',', comma + 1);
            if (comma < 0) {
                return -1;
            }
        }
        return comma;
    }

    /** How many commas belong to the set that a text begins with: a {@code domains:} within one of two domains is not looked for. */
    private static int ownCommas(String sets) {
        int own = 0;
        String rest = sets;
        for (int colon = rest.indexOf(':'); colon >= 0; colon = rest.indexOf(':')) {
            String word = rest.substring(0, colon);
            if (word.indexOf(',') >= 0) {
                return own;
            }
            rest = rest.substring(colon + 1);
            if (word.equals("translated") || word.equals("translated-back")) {
                own++;
                rest = rest.substring(rest.indexOf(',') + 1); // behind the model is a set, which may have one
            } else if (word.equals(PairSets.BLENDED)) {
                own++;
            }
        }
        return own;
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
