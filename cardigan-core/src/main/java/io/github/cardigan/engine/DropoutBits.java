package io.github.cardigan.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Dropout decisions as ready-made float bit patterns. libtorch draws Bernoulli masks one number after the other from a Mersenne
 * twister, which costs more than the convolution it follows; here each element hashes its position under a random key, a loop
 * without branches or carried state, which the JIT compiler turns into vector instructions. The mixer is {@code lowbias32} (Chris
 * Wellons, "Prospecting for Hash Functions", 2018, public domain), applied twice. Works in pieces that stay in the processor's
 * cache.
 */
final class DropoutBits {

    private static final int PIECE = 1 << 15;

    /** 0, 1, 2, ...: read from memory because JDK 17 does not vectorise loops that compute with their own counter. */
    private final int[] positions = new int[PIECE];

    private final int[] bits = new int[PIECE];
    private final short[] halves = new short[PIECE];

    DropoutBits() {
        Arrays.setAll(positions, i -> i);
    }

    /**
     * Fills a mask of 32-bit floats with 0 or {@code scale}.
     *
     * @param p probability of a zero, met to 2^-24
     */
    void fillFloats(IntPointer mask, int count, long key, double p, float scale) {
        for (int first = 0; first < count; first += PIECE) {
            int length = Math.min(PIECE, count - first);
            draw(first, key, p, scale);
            mask.position(first).put(bits, 0, length);
        }
    }

    /** The same in bfloat16: the upper half of a float, rounded to nearest. */
    void fillBfloats(ShortPointer mask, int count, long key, double p, float scale) {
        for (int first = 0; first < count; first += PIECE) {
            int length = Math.min(PIECE, count - first);
            draw(first, key, p, scale);
            for (int i = 0; i < PIECE; i++) {
                halves[i] = (short) ((bits[i] + 0x8000) >> 16);
            }
            mask.position(first).put(halves, 0, length);
        }
    }

    private void draw(int first, long key, double p, float scale) {
        int low = (int) key;
        int high = (int) (key >>> 32);
        int lastDropped = (int) Math.round(p * (1 << 24)) - 1;
        int kept = Float.floatToRawIntBits(scale);
        for (int i = 0; i < PIECE; i++) {
            int h = (positions[i] + first) ^ low;
            h = (h ^ (h >>> 16)) * 0x7feb352d;
            h = (h ^ (h >>> 15)) * 0x846ca68b;
            h = (h ^ (h >>> 16)) + high;
            h = (h ^ (h >>> 16)) * 0x7feb352d;
            h = (h ^ (h >>> 15)) * 0x846ca68b;
            h = h ^ (h >>> 16);
            bits[i] = ((lastDropped - (h >>> 8)) >> 31) & kept; // all ones where the draw exceeds the last dropped one
        }
    }
}
