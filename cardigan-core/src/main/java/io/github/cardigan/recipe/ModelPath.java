package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Options that name a trained model. */
final class ModelPath {

    private static final String NONE = "none";

    private ModelPath() {}

    /** The path of a model or run, by default of none. */
    static Option<String> option(String name, String help) {
        return new Option<>(
                name, NONE, "none, or the path of a model or run", "", help, text -> text, path -> !path.isBlank());
    }

    /**
     * What is named, if anything is.
     *
     * @throws ConfigurationException if that can be no path
     */
    static Optional<Path> of(OptionValues options, Option<String> option) {
        String text = options.get(option);
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "expected the path of a model after " + option.name() + "=, got '" + text + "'",
                    "for example runs/00001-cdcgan",
                    e);
        }
    }
}
