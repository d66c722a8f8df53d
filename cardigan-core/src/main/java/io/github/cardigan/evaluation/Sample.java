package io.github.cardigan.evaluation;

/** Mean and spread of numbers that come one by one (Welford 1962). */
final class Sample {

    private long count;
    private double mean;
    private double squares;

    void add(double value) {
        count++;
        double before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
    }

    double mean() {
        return mean;
    }

    /** With the count as divisor, as {@code numpy.std} does and the field reports. */
    double deviation() {
        return Math.sqrt(squares / count);
    }

    /** Of the mean of independent values; 0 for a single one. */
    double standardError() {
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
    }
}
