package io.github.cardigan.latent;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Latent;

/** Fewer surprises for more quality: latents nearer to the middle than the generator was trained with. */
public final class Truncation {

    /** Below it, proposals from a uniform are accepted more often than those from the normal distribution. */
    private static final double UNIFORM_BELOW = 1.25;

    private Truncation() {}

    /**
     * The truncation trick (Brock, Donahue, Simonyan 2018, arXiv:1809.11096, section 3.1): values beyond the threshold are drawn
     * again until they are within it. The result has the truncated distribution; values within the threshold stay.
     * Not every generator stands it: what was trained without regard to it may fall apart below about 1, as the paper says too.
     *
     * @param threshold above 0; 0.5 is strong and 2 is weak for normal latents. For uniform ones 1 and more change nothing
     * @throws IllegalArgumentException if it is not above 0
     */
    public static float[] resample(Latent latent, float[] z, double threshold, RandomSource random) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("expected a truncation threshold above 0, got " + threshold);
        }
        Latents.require(z, latent.size());
        float[] result = z.clone();
        for (int i = 0; i < result.length; i++) {
            if (Math.abs(result[i]) > threshold) {
                result[i] = (float) draw(latent.distribution(), threshold, random);
            }
        }
        return result;
    }

    /** The truncated latent of sample {@code index} of a seed; depends on these, the latent and the threshold alone. */
    public static float[] resampled(Latent latent, long seed, int index, double threshold) {
        RandomSource random = Latents.source(seed, index);
        return resample(latent, Latents.draw(latent, random), threshold, random);
    }

    /**
     * The other way: {@code mean + psi (z - mean)} (Karras et al. 2018, arXiv:1812.04948, appendix B, there for w).
     *
     * @param mean of the latents: zeros for both distributions of z
     * @param psi 1 changes nothing, 0 leaves the mean alone
     */
    public static float[] towards(float[] mean, float[] z, double psi) {
        Latents.require(mean, z.length);
        float[] result = new float[z.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (mean[i] + psi * (z[i] - mean[i]));
        }
        return result;
    }

    private static double draw(Latent.Distribution distribution, double threshold, RandomSource random) {
        return switch (distribution) {
            case UNIFORM -> threshold * (2 * random.nextDouble() - 1);
            case NORMAL -> threshold < UNIFORM_BELOW ? underTheBell(threshold, random) : redrawn(threshold, random);
        };
    }

    /** Rejection from a uniform proposal: about as many draws for the smallest thresholds as for larger ones. */
    private static double underTheBell(double threshold, RandomSource random) {
        while (true) {
            double value = threshold * (2 * random.nextDouble() - 1);
            if (random.nextDouble() < StrictMath.exp(-value * value / 2)) {
                return value;
            }
        }
    }

    private static double redrawn(double threshold, RandomSource random) {
        while (true) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double value = radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
            if (Math.abs(value) <= threshold) {
                return value;
            }
        }
    }
}
