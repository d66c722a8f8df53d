package io.github.cardigan.evaluation;

/**
 * How far a figure can be trusted.
 *
 * @param low at most the value
 * @param high at least the value
 * @param how what kind of interval it is, for example {@code 95 % Wilson}
 */
public record Interval(double low, double high, String how) {

    /** Of a jackknife. */
    static final int GROUPS = 20;

    private static final double Z_95 = 1.959963984540054;

    /** Student's quantile at 0.975 for one degree of freedom less than there are groups. */
    private static final double T_95_OF_19 = 2.093024054408263;

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("expected low <= high, got " + low + ", " + high);
        }
    }

    /** Two standard errors around a mean: 95 % where it is of many independent values. */
    static Interval normal(double value, double standardError) {
        return new Interval(value - Z_95 * standardError, value + Z_95 * standardError, "95 % normal");
    }

    /** One standard deviation to each side. */
    static Interval deviation(double value, double deviation, String over) {
        return new Interval(value - deviation, value + deviation, "standard deviation over " + over);
    }

    /**
     * From what a statistic is without each of several equal groups of samples: the jackknife (Efron, Stein 1981,
     * doi:10.1214/aos/1176345462) with groups in the place of samples, variance {@code (g - 1) / g sum (v_i - mean)^2}, at 95 % of
     * Student's distribution.
     *
     * @param value of all samples
     * @param without one value for each of the {@link #GROUPS} groups left out
     */
    static Interval jackknife(double value, double[] without) {
        if (without.length != GROUPS) {
            throw new IllegalArgumentException("expected " + GROUPS + " groups, got " + without.length);
        }
        Sample values = new Sample();
        for (double v : without) {
            values.add(v);
        }
        double half = T_95_OF_19 * values.deviation() * Math.sqrt(GROUPS - 1.0);
        return new Interval(value - half, value + half, "95 % jackknife, " + GROUPS + " groups");
    }

    /** For a share {@code hits / trials} of independent trials (Wilson 1927, doi:10.1080/01621459.1927.10502953), 95 %. */
    public static Interval wilson(long hits, long trials) {
        double n = trials;
        double p = hits / n;
        double z2 = Z_95 * Z_95;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z_95 / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new Interval(
                Math.max(0, Math.min(p, centre - half)), Math.min(1, Math.max(p, centre + half)), "95 % Wilson");
    }
}
