package io.github.cardigan.data;

/**
 * The endless order in which samples are shown: one random permutation of the whole set after the other. The permutation of an
 * epoch depends on the seed and the epoch alone, so that a position in the stream is all that a resumed run needs to know. Safe
 * for several threads.
 */
final class SampleOrder {

    private final long seed;
    private final int size;

    /** Of two epochs, at epoch % 2: around the turn of an epoch some threads are still in the old one. */
    private final long[] keptEpochs = {-1, -1};

    private final int[][] kept = {{}, {}};

    SampleOrder(long seed, int size) {
        this.seed = seed;
        this.size = size;
    }

    /** The index of the sample at a position of the stream, counted from 0. */
    synchronized int index(long position) {
        long epoch = position / size;
        int slot = (int) (epoch % 2);
        if (keptEpochs[slot] != epoch) {
            kept[slot] = permutation(epoch);
            keptEpochs[slot] = epoch;
        }
        return kept[slot][(int) (position % size)];
    }

    /** Fisher and Yates's shuffle, in Durstenfeld's form (1964, CACM 7(7)). */
    private int[] permutation(long epoch) {
        int[] order = new int[size];
        long state = mix(mix(seed) + epoch);
        for (int i = 0; i < size; i++) {
            state += 0x9e3779b97f4a7c15L;
            int j = below(mix(state), i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** 63 random bits to an integer below a bound; the bias is below 2^-32. */
    private static int below(long random, int bound) {
        return (int) Math.multiplyHigh(random >>> 1, (long) bound << 1);
    }

    /** The output function of SplitMix64 (Steele, Lea, Flood 2014, OOPSLA, figure 14 with Stafford's variant 13). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
