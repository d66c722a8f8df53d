package io.github.cardigan.data;

import org.jspecify.annotations.Nullable;

/** Opens sets by name as the command line does: embedded ones, and sets made of these. */
public final class TestSets {

    private TestSets() {}

    /** The training part; null leaves images at their own size. */
    public static Dataset open(String name, @Nullable ImageSize size) {
        return PairSets.open(name, size, Split.TRAIN, inner -> open(inner, size), notice -> {})
                .or(() -> SideSets.open(name, inner -> open(inner, size)))
                .or(() -> EmbeddedSets.open(name, size))
                .orElseThrow();
    }
}
