package io.github.cardigan.study;

import io.github.cardigan.ConfigurationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One row of a study: a recipe with its choices, trained once per seed and judged alike. What is not said is the default of
 * {@code cardigan train} and {@code cardigan evaluate}.
 *
 * @param name unique in its study; names a folder and an option of the command line, so letters, digits and {@code . _ = -} only
 * @param recipe what is trained
 * @param options of the recipe, as a user would write them
 * @param training by the long options of {@code cardigan train} without dashes: data, steps, batch and the like, but no seed
 * @param evaluation by the long options of {@code cardigan evaluate} without dashes, {@code metrics} among them; empty where
 *     nothing is judged
 */
public record StudyCell(
        String name,
        String recipe,
        Map<String, String> options,
        Map<String, String> training,
        Map<String, String> evaluation) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._=-]{0,98}[A-Za-z0-9_=-])?");

    /**
     * @throws ConfigurationException if the name could not be a folder
     */
    public StudyCell {
        requireName("cell", name);
        options = ordered(options);
        training = ordered(training);
        evaluation = ordered(evaluation);
    }

    static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "expected a name for the " + what + " that can be a folder, got '" + name + "'",
                    "name: with up to 100 letters, digits and . _ = -");
        }
    }

    /** As it is said: the order is kept for people, and two of another order are equal. */
    private static Map<String, String> ordered(Map<String, String> words) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }
}
