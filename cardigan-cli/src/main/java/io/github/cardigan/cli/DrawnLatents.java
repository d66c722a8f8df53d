package io.github.cardigan.cli;

import io.github.cardigan.latent.Latents;
import io.github.cardigan.latent.Truncation;
import io.github.cardigan.network.Latent;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which latents {@code generate} draws from.
 *
 * @param seed of an endless row of latents
 * @param seeds each the seed of one latent, in place of the row; null for the row
 * @param truncation threshold beyond which values are drawn again; null for none
 */
record DrawnLatents(
        long seed, @Nullable List<Long> seeds, @Nullable Double truncation) {

    /** Latents {@code first} to {@code first + count - 1}. */
    List<float[]> range(Latent latent, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> seeds == null ? one(latent, seed, i) : one(latent, seeds.get(i), 0))
                .toList();
    }

    private float[] one(Latent latent, long ofSeed, int index) {
        return truncation == null
                ? Latents.of(latent, ofSeed, index)
                : Truncation.resampled(latent, ofSeed, index, truncation);
    }
}
