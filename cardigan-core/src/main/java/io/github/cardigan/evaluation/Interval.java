package io.github.cardigan.evaluation;

/**
 * How far a figure can be trusted.
 *
 * @param low at most the value
 * @param high at least the value
 * @param how what kind of interval it is, for example {@code 95 % Wilson}
 */
public record Interval(double low, double high, String how) {

    private static final double Z_95 = 1.959963984540054;

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
