package io.github.cardigan.training;

import java.util.stream.IntStream;

/** The last values of a series. */
final class Window {

    private final double[] ring;
    private long pushed;

    Window(int size) {
        ring = new double[size];
    }

    void push(double value) {
        ring[(int) (pushed++ % ring.length)] = value;
    }

    boolean full() {
        return pushed >= ring.length;
    }

    /** The mean, NaN until it is full. */
    double mean() {
        if (!full()) {
            return Double.NaN;
        }
        double sum = 0;
        for (double value : ring) {
            sum += value;
        }
        return sum / ring.length;
    }

    /** The standard deviation, NaN until it is full. */
    double deviation() {
        double mean = mean();
        double squares = 0;
        for (double value : ring) {
            squares += (value - mean) * (value - mean);
        }
        return StrictMath.sqrt(squares / ring.length);
    }

    /** The values in their order; only of a full window. */
    double[] values() {
        int oldest = (int) (pushed % ring.length);
        return IntStream.range(0, ring.length)
                .mapToDouble(i -> ring[(oldest + i) % ring.length])
                .toArray();
    }
}
