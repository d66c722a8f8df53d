package io.github.cardigan.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The random numbers of one drawn sample. They depend only on a seed, a purpose and the sample's index, so a sample looks the
 * same whatever was read before it, on every machine and every JDK.
 *
 * <p>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with the mixing function
 * of Stafford's variant 13. Written out because the JDK does not promise to keep the algorithms behind its own generators.
 */
final class DrawnRandom {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /**
     * @param seed the seed of the dataset
     * @param purpose keeps what is drawn for different purposes apart
     * @param index the sample, or whatever else is counted
     */
    DrawnRandom(long seed, long purpose, long index) {
        state = mix(mix(mix(seed + GOLDEN_GAMMA) + purpose) + index * GOLDEN_GAMMA);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [from, to). */
    double uniform(double from, double to) {
        return from + (to - from) * uniform();
    }

    /** Uniform among 0 to {@code count - 1}. */
    int below(int count) {
        return (int) (uniform() * count);
    }

    /** The item at {@code position} of a random order of 0 to {@code count - 1}; uses the generator up. */
    int permuted(int count, int position) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = below(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order[position];
    }

    /**
     * Bell-shaped with mean 0 and standard deviation 1, and never beyond 3.47: a sum of four uniforms. An unbounded Gaussian
     * would now and then bend a drawing beyond recognition.
     */
    double bell() {
        return (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772;
    }

    /**
     * From N(0, 1), unbounded (Box and Muller 1958, doi:10.1214/aoms/1177706645); in strict arithmetic, so that it is the same on
     * every machine.
     */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform())); // 1 - u is never 0
        return radius * StrictMath.cos(2 * Math.PI * uniform());
    }

    /** SHA-256 in hexadecimal over what a drawn set is made from: kind, seed and count, in UTF-8, one per line. */
    static String fingerprint(String kind, long seed, int count) {
        try {
            byte[] text = "%s\n%d\n%d\n".formatted(kind, seed, count).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one does not", e);
        }
    }
}
