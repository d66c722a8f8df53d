package io.github.cardigan.latent;

import io.github.cardigan.ConfigurationException;

/**
 * How to search the latent space.
 *
 * @param restarts how many latents to start from, all in one batch, from 1 to 1024
 * @param steps of Adam, from 0 to 1,000,000; 0 takes the best of the starts
 * @param learningRate of the first step, falling to 0 by half a cosine, above 0
 * @param prior how much a plausible latent counts beside a small loss, at least 0
 * @param seed where the starts come from
 */
public record SearchSettings(int restarts, int steps, double learningRate, double prior, long seed) {

    /** @throws ConfigurationException if one is out of range */
    public SearchSettings {
        require(restarts >= 1 && restarts <= 1024, "1 to 1024 restarts", restarts);
        require(steps >= 0 && steps <= 1_000_000, "0 to 1000000 steps", steps);
        require(learningRate > 0 && learningRate < 1e3, "a learning rate above 0 and below 1000", learningRate);
        require(prior >= 0 && prior < 1e9, "a prior's weight from 0 to below 10^9", prior);
    }

    private static void require(boolean fits, String expected, Number got) {
        if (!fits) {
            throw new ConfigurationException("expected " + expected + ", got " + got, "");
        }
    }

    /** For a {@link PixelLoss}: 8 restarts of 300 steps, the prior a gentle 0.02. */
    public static SearchSettings inversion(long seed) {
        return new SearchSettings(8, 300, 0.1, 0.02, seed);
    }

    /** For a {@link ClassLoss} or {@link PreferenceLoss}: 8 restarts of 200 steps that stay near the latents of the training. */
    public static SearchSettings target(long seed) {
        return new SearchSettings(8, 200, 0.05, 1, seed);
    }
}
