package io.github.cardigan.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Medians of repeated measurements. */
public final class Timing {

    private Timing() {}

    /** Median milliseconds of one call. */
    static double timed(Runnable step, int steps) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            long start = System.nanoTime();
            step.run();
            times.add((System.nanoTime() - start) / 1e6);
        }
        return median(times);
    }

    /**
     * The middle value, or the mean of the two in the middle.
     *
     * @param values at least one
     */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
