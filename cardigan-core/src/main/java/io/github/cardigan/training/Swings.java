package io.github.cardigan.training;

/**
 * Whether a series swings to and fro, by its autocorrelation: a wave opposes itself after half a period and repeats itself after a
 * whole one, noise does neither, and a drift does not repeat itself. A straight trend is taken out first.
 *
 * @param regularity the largest r such that the autocorrelation falls to -r at some lag and rises to r at a later one, up to a third
 *     of the series; 0 or more, 1 for a pure wave without end
 * @param period the lag at which it repeats itself, in values; 0 where it does not
 * @param deviation the standard deviation around the trend
 */
record Swings(double regularity, int period, double deviation) {

    static Swings of(double[] series) {
        double[] x = detrended(series);
        double power = product(x, 0);
        if (!(power > 0)) {
            return new Swings(0, 0, 0);
        }
        double trough = 0;
        double regularity = 0;
        int period = 0;
        for (int lag = 1; lag <= x.length / 3; lag++) {
            double r = product(x, lag) / power;
            double repeats = Math.min(-trough, r);
            if (repeats > regularity) {
                regularity = repeats;
                period = lag;
            }
            trough = Math.min(trough, r);
        }
        return new Swings(regularity, period, StrictMath.sqrt(power / x.length));
    }

    /** Without the straight line of least squares. */
    private static double[] detrended(double[] series) {
        int n = series.length;
        double mean = 0;
        for (double value : series) {
            mean += value / n;
        }
        double slope = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            double t = i - (n - 1) / 2.0;
            slope += t * (series[i] - mean);
            spread += t * t;
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = series[i] - mean - slope / spread * (i - (n - 1) / 2.0);
        }
        return x;
    }

    private static double product(double[] x, int lag) {
        double sum = 0;
        for (int i = lag; i < x.length; i++) {
            sum += x[i] * x[i - lag];
        }
        return sum;
    }
}
