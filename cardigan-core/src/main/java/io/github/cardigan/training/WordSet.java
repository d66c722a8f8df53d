package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Some constants of an enum as words between commas, {@code none} for none of them. */
final class WordSet {

    private static final String NONE = "none";

    private WordSet() {}

    /**
     * @param shorthands words that stand for several constants
     * @throws ConfigurationException if one is no such word
     */
    static <E extends Enum<E>> Set<E> parse(String text, Class<E> type, Map<String, Set<E>> shorthands) {
        Map<String, Set<E>> known = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            known.put(word(constant), EnumSet.of(constant));
        }
        known.putAll(shorthands);
        Set<E> found = EnumSet.noneOf(type);
        if (text.equals(NONE)) {
            return found;
        }
        for (String word : text.split(",", -1)) {
            Set<E> meant = known.get(word.trim());
            if (meant == null) {
                throw new ConfigurationException(
                        "expected " + NONE + ", or some of " + String.join(", ", known.keySet()) + ", got '" + text
                                + "'",
                        "write commas between them");
            }
            found.addAll(meant);
        }
        return found;
    }

    /** As {@link #parse} reads it. */
    static <E extends Enum<E>> String text(Set<E> constants) {
        return constants.isEmpty()
                ? NONE
                : constants.stream().sorted().map(WordSet::word).collect(Collectors.joining(","));
    }

    /** The same constants, in their own order, never to change. */
    static <E extends Enum<E>> Set<E> copy(Set<E> constants, Class<E> type) {
        Set<E> copy = EnumSet.noneOf(type);
        copy.addAll(constants);
        return Collections.unmodifiableSet(copy);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
