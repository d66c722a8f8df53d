package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import java.nio.file.Path;

/**
 * Where something stands in a file that a person wrote.
 *
 * @param line from 1
 * @param column from 1
 */
record Place(Path file, int line, int column) {

    /** What is wrong here. */
    ConfigurationException wrong(String message, String hint) {
        return new ConfigurationException(this + ": " + message, hint);
    }

    /** The same of a word that somebody else refused. */
    ConfigurationException wrong(ConfigurationException refused) {
        return new ConfigurationException(this + ": " + refused.getMessage(), refused.hint(), refused);
    }

    /** As a message begins: {@code grid.yaml, line 3, column 5}. */
    @Override
    public String toString() {
        return file + ", line " + line + ", column " + column;
    }
}
