package io.github.cardigan.training;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Looks for swings in one series: in its values, or in means over a few of them for slower ones. */
final class SwingSearch {

    private final String series;
    private final int valuesPerMean;
    private final DiagnosisLimits limits;
    private final BooleanSupplier isProbability;
    private final Window means;
    private double sum;
    private long taken;
    private double strength = Double.NaN;
    private double strengthBefore = Double.NaN;
    private int period;

    /**
     * @param series its name
     * @param valuesPerMean 1 for the values themselves
     * @param isProbability whether the size of its swings is judged as it is, else over the series' mean size
     */
    SwingSearch(String series, int valuesPerMean, DiagnosisLimits limits, BooleanSupplier isProbability) {
        this.series = series;
        this.valuesPerMean = valuesPerMean;
        this.limits = limits;
        this.isProbability = isProbability;
        means = new Window(limits.swingSteps());
    }

    String series() {
        return series;
    }

    void take(double value) {
        sum += value;
        taken++;
        if (taken % valuesPerMean != 0) {
            return;
        }
        means.push(sum / valuesPerMean);
        sum = 0;
        if (means.full() && taken / valuesPerMean % (limits.swingSteps() / 2) == 0) {
            search(means.values());
        }
    }

    private void search(double[] values) {
        Swings swings = Swings.of(values);
        double large = isProbability.getAsBoolean()
                ? limits.swing()
                : limits.relativeSwing()
                        * Arrays.stream(values).map(Math::abs).average().orElseThrow();
        double size = large > 0 ? Math.min(1, swings.deviation() / large) : 0;
        period = swings.period() * valuesPerMean;
        boolean isSeenInValues = valuesPerMean > 1 && period <= limits.swingSteps() / 3;
        strengthBefore = strength;
        strength = isSeenInValues ? 0 : swings.regularity() * size; // the search in the values forgets it sooner
    }

    /**
     * The regularity of the last two windows, which overlap by half: the smaller one, and less where the swings are small. NaN until
     * there are two.
     */
    double strength() {
        return Math.min(strength, strengthBefore);
    }

    /** Values from swing to swing in the last window. */
    int period() {
        return period;
    }
}
