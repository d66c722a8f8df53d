package io.github.cardigan.cli;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.MissingPartException;
import io.github.cardigan.data.Split;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The data that a model is judged on: what was held out, wherever there is such a part, since on what it learnt a model is better
 * than it is.
 *
 * @param set open; the caller closes it
 * @param part which part of the data it is: {@code train}, {@code test}, or {@value #ALL} where there are no parts
 */
record JudgedData(Dataset set, String part) implements AutoCloseable {

    private static final String ALL = "all";

    /**
     * @param said the part that the user wants; null for the test part, or all where there is none
     * @param opener opens a part
     */
    static JudgedData open(@Nullable Split said, Function<Split, Dataset> opener) {
        if (said != null) {
            return new JudgedData(opener.apply(said), said.toString());
        }
        try {
            return new JudgedData(opener.apply(Split.TEST), Split.TEST.toString());
        } catch (MissingPartException e) {
            return new JudgedData(opener.apply(Split.TRAIN), ALL);
        }
    }

    /** Says so where nothing was held out. */
    void warn(Consumer<String> warnings) {
        if (part.equals(ALL)) {
            warnings.accept(
                    set.name() + " has no test part and is judged as a whole: on images that a model has learnt from it"
                            + " looks better than it is");
        }
    }

    @Override
    public void close() {
        set.close();
    }
}
