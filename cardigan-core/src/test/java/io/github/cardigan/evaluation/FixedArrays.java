package io.github.cardigan.evaluation;

import io.github.cardigan.engine.RandomSource;

/** The arrays of {@code reference.py}: the same numbers on both sides, exact in float32. */
final class FixedArrays {

    private FixedArrays() {}

    /** {@code [n, d]}, bell-shaped between -2 and 2, column j scaled by {@code 2^-(j mod 4)}. */
    static float[] values(long seed, int n, int d) {
        RandomSource random = new RandomSource(seed);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            double sum = -2;
            for (int word = 0; word < 4; word++) {
                sum += (random.nextLong() >>> 48) / 65536.0;
            }
            values[i] = (float) (sum * Math.pow(2, -(i % d % 4)));
        }
        return values;
    }

    static float[] shifted(long seed, int n, int d, double shift, double scale) {
        float[] values = values(seed, n, d);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * scale + shift);
        }
        return values;
    }

    static Rows rows(long seed, int n, int d) {
        return Rows.of(values(seed, n, d), n, d);
    }

    static Rows shiftedRows(long seed, int n, int d, double shift, double scale) {
        return Rows.of(shifted(seed, n, d, shift, scale), n, d);
    }
}
