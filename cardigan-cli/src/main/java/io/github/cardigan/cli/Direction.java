package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.TurnedPairs;
import io.github.cardigan.network.Translator;
import io.github.cardigan.run.RunSummary;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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

    /**
     * Which way to judge: a translator that goes both ways goes there or back, one that goes one way is held against pairs from A to B or from B to
     * A.
     *
     * @param text of {@code --direction}; null for the way that was trained
     * @param run whose training says which that is; null for from A to B
     */
    static Direction judging(@Nullable String text, @Nullable Path run, Translator translator) {
        if (text == null) {
            boolean trainedTurned = run != null
                    && "ba".equals(RunSummary.read(run).description().options().get("direction"));
            return new Direction(false, trainedTurned);
        }
        Direction said = parse(text);
        return translator.backward().isPresent() ? said : new Direction(false, said.turned);
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

    /** The way that leads back from where this one goes, if the translator knows both. */
    Optional<Translator> opposite(Translator there) {
        return back ? Optional.of(there) : there.backward();
    }

    /** The pairs as this way reads them. */
    Dataset of(Dataset pairs) {
        return turned && pairs.pair().isPresent() ? new TurnedPairs(pairs) : pairs;
    }
}
