package io.github.cardigan.data;

import java.util.stream.IntStream;

/** Some indices, evenly over all: to look at a few members of a large set, the first and the last among them. */
final class Spread {

    private Spread() {}

    /** {@code min(size, max)} distinct, ascending indices from 0 to {@code size - 1}. */
    static IntStream over(int size, int max) {
        int count = Math.min(size, max);
        if (count <= 1) {
            return IntStream.range(0, count);
        }
        return IntStream.range(0, count).map(i -> (int) ((long) i * (size - 1) / (count - 1)));
    }
}
