package io.github.cardigan.latent;

/**
 * A latent that a search ended with, the best on its way.
 *
 * @param restart which of the starts led here, from 0
 * @param z the latent
 * @param sample what the generator makes of it, values in [-1, 1]
 * @param loss what {@link LatentLoss} says of it
 * @param prior how implausible it is; for normal latents minus the log density of its length, per value and up to a constant
 * @param total {@code loss + weight * prior}: what the search made small
 */
public record Found(int restart, float[] z, float[] sample, double loss, double prior, double total) {}
