package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.recipe.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a YAML file that knows where it stands, so that whatever is wrong with it can be said with line and column. */
sealed interface YamlNode {

    Place place();

    /** What it is, for people. */
    String what();

    /**
     * A word or a number, as it is written.
     *
     * @param text empty where nothing is written
     */
    record Scalar(Place place, String text) implements YamlNode {

        @Override
        public String what() {
            return text.isEmpty() ? "nothing" : "'" + text + "'";
        }
    }

    /** Items. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {

        @Override
        public String what() {
            return "a list";
        }
    }

    /**
     * Keys with values.
     *
     * @param entries by name, in the order of the file
     */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {

        @Override
        public String what() {
            return "keys with values";
        }

        /**
         * @throws ConfigurationException if there is another key; suggests a near one
         */
        void requireKeys(Collection<String> known) {
            entries.forEach((name, entry) -> {
                if (!known.contains(name)) {
                    throw entry.key()
                            .wrong(
                                    "unknown key '" + name + "'",
                                    Nearest.hint(name, known, "the keys here are " + String.join(", ", known)));
                }
            });
        }

        /** The value of a key; null if it is not there. */
        @Nullable
        YamlNode get(String name) {
            Entry entry = entries.get(name);
            return entry == null ? null : entry.value();
        }
    }

    /** A value with the place of its key. */
    record Entry(Place key, YamlNode value) {}

    /**
     * The text of a single word.
     *
     * @param wanted what it should be, for the message
     */
    default Scalar scalar(String wanted) {
        if (this instanceof Scalar scalar && !scalar.text().isEmpty()) {
            return scalar;
        }
        throw place().wrong("expected " + wanted + ", got " + what(), "");
    }

    /** Its items, or itself where it is a single word. */
    default List<Scalar> words(String wanted) {
        List<YamlNode> items = this instanceof Sequence sequence ? sequence.items() : List.of(this);
        return items.stream().map(item -> item.scalar(wanted)).toList();
    }

    default Mapping mapping(String wanted) {
        if (this instanceof Mapping mapping) {
            return mapping;
        }
        throw place().wrong("expected " + wanted + ", got " + what(), "");
    }
}
