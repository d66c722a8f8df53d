package io.github.cardigan.study;

import io.github.cardigan.run.HtmlPage;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What one measure came to with the seeds of a cell.
 *
 * @param values one per seed that has it; may be infinite or NaN
 */
public record SeedValues(List<Double> values) {

    private static final int MOST_DIGITS = 6;

    public SeedValues {
        values = List.copyOf(values);
    }

    public int count() {
        return values.size();
    }

    /** Not finite where one of them is not; NaN without any. */
    public double mean() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.size();
    }

    /**
     * Their sample standard deviation, {@code sqrt(sum (x - mean)^2 / (n - 1))}; empty for a single one, and where one is not finite.
     */
    public OptionalDouble deviation() {
        double mean = mean();
        if (values.size() < 2 || !Double.isFinite(mean)) {
            return OptionalDouble.empty();
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return OptionalDouble.of(Math.sqrt(squares / (values.size() - 1)));
    }

    /** For people: {@code 17.3 ± 1.2}, the spread to two digits and the mean as far as that; a dash without any. */
    public String text() {
        double mean = mean();
        if (values.isEmpty()) {
            return "–";
        }
        if (!Double.isFinite(mean)) {
            return Double.isNaN(mean) ? "not finite" : mean > 0 ? "infinite" : "-infinite";
        }
        OptionalDouble deviation = deviation();
        return deviation.isEmpty() ? HtmlPage.number(mean) : spread(mean, deviation.getAsDouble());
    }

    private static String spread(double mean, double deviation) {
        if (deviation == 0) {
            return HtmlPage.number(mean) + " ± 0";
        }
        if (mean != 0 && Math.max(Math.abs(mean), deviation) < 1e-3) {
            return String.format(Locale.ROOT, "%.3e ± %.1e", mean, deviation);
        }
        int wanted = 1 - exponent(deviation);
        int most = MOST_DIGITS - 1 - exponent(Math.max(Math.abs(mean), deviation));
        String form = "%,." + Math.max(0, Math.min(wanted, most)) + "f";
        return String.format(Locale.ROOT, form + " ± " + form, mean, deviation);
    }

    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(value));
    }
}
