package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options of the command line as words by name, for files whose keys are the long options without the dashes: one parser reads
 * both.
 */
final class OptionWords {

    private OptionWords() {}

    /**
     * The names that an object with options takes.
     *
     * @param without names that a file may not say
     */
    static List<String> names(Object options, Collection<String> without) {
        return new CommandLine(options)
                .getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .map(name -> name.replaceFirst("^--", ""))
                        .filter(name -> !without.contains(name))
                        .toList();
    }

    /**
     * Sets what is said, and leaves the rest as it is.
     *
     * @throws ConfigurationException if a word is not what its option takes
     */
    static void fill(Object options, Map<String, String> words) {
        String[] args = words.entrySet().stream()
                .map(word -> "--" + word.getKey() + "=" + word.getValue())
                .toArray(String[]::new);
        try {
            new CommandLine(options)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExpandAtFiles(false)
                    .parseArgs(args);
        } catch (ParameterException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), "", e);
        }
    }
}
