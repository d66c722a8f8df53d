package io.github.cardigan.network;

import io.github.cardigan.engine.RandomSource;

/**
 * How a forward pass runs.
 *
 * @param training whether dropout drops, batch norm uses the batch's own statistics, and running statistics move
 * @param random where dropout masks come from
 */
public record Pass(boolean training, RandomSource random) {

    public static Pass training(RandomSource random) {
        return new Pass(true, random);
    }

    /** The same for the same input, whatever else is in the batch. */
    public static Pass inference() {
        return new Pass(false, new RandomSource(0));
    }
}
