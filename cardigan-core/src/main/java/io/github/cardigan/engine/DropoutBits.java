package io.github.cardigan.engine;

/**
 * Dropout decisions as ready-made float bit patterns. libtorch draws Bernoulli masks one number after the other from a Mersenne
 * twister, which costs more than the convolution it follows; here each element hashes its position under a random key, a loop
 * without branches or carried state, which the JIT compiler turns into vector instructions. The mixer is {@code lowbias32} (Chris
 * Wellons, "Prospecting for Hash Functions", 2018, public domain), applied twice.
 */
final class DropoutBits {

    private DropoutBits() {}

    /**
     * @param positions at least {@code count} numbers 0, 1, 2, ...; read from memory because JDK 17 does not vectorise loops
     *     that compute with their own counter
     * @param p probability of a zero, met to 2^-24
     * @return per element the bits of 0f or of {@code scale}
     */
    static int[] draw(int[] positions, int count, long key, double p, float scale) {
        int[] bits = new int[count];
        int low = (int) key;
        int high = (int) (key >>> 32);
        int lastDropped = (int) Math.round(p * (1 << 24)) - 1;
        int kept = Float.floatToRawIntBits(scale);
        for (int i = 0; i < count; i++) {
            int h = positions[i] ^ low;
            h = (h ^ (h >>> 16)) * 0x7feb352d;
            h = (h ^ (h >>> 15)) * 0x846ca68b;
            h = (h ^ (h >>> 16)) + high;
            h = (h ^ (h >>> 16)) * 0x7feb352d;
            h = (h ^ (h >>> 15)) * 0x846ca68b;
            h = h ^ (h >>> 16);
            bits[i] = ((lastDropped - (h >>> 8)) >> 31) & kept; // all ones where the draw exceeds the last dropped one
        }
        return bits;
    }

    /** The same numbers as bfloat16: the upper half of a float, rounded to nearest. */
    static short[] upperHalves(int[] bits) {
        short[] halves = new short[bits.length];
        for (int i = 0; i < bits.length; i++) {
            halves[i] = (short) ((bits[i] + 0x8000) >> 16);
        }
        return halves;
    }
}
