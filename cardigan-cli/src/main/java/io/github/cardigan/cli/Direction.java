package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.TurnedPairs;
import io.github.cardigan.network.Translator;
import io.github.cardigan.run.RunSummary;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which way a translator is used, and which way round pairs are read for it.
 *
 * @param back whether by the way back
 * @param turned whether a pair's second image is what it reads
 */
record Direction(boolean back, boolean turned) {

    /**
     * @param text of {@code --direction}; null for there
     * @throws ConfigurationException for anything but AB and BA
     */
    static Direction parse(@Nullable String text) {
        String word = text == null ? "AB" : text.toUpperCase(Locale.ROOT);
        if (!word.equals("AB") && !word.equals("BA")) {
            throw new ConfigurationException(
                    "expected --direction AB or BA, got '" + text + "'",
                    "AB is the way that was trained, BA the way back");
        }
        return new Direction(word.equals("BA"), word.equals("BA"));
    }

    /** The same of a run's model, which may have been trained from B to A. */
    static Direction of(@Nullable String text, @Nullable Path run) {
        Direction said = parse(text);
        boolean trainedTurned = run != null
                && "ba".equals(RunSummary.read(run).description().options().get("direction"));
        return new Direction(said.back, said.turned != trainedTurned);
    }

    /**
     * @throws ConfigurationException if the translator does not know this way
     */
    Translator of(Translator there) {
        if (!back) {
            return there;
        }
        return there.backward()
                .orElseThrow(() -> new ConfigurationException(
                        "expected a model that goes both ways for --direction BA, got one that goes one way",
                        "leave --direction out; cyclegan learns both ways"));
    }

    /** The pairs as this way reads them. */
    Dataset of(Dataset pairs) {
        return turned && pairs.pair().isPresent() ? new TurnedPairs(pairs) : pairs;
    }
}
