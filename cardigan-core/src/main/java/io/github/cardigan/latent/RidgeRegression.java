package io.github.cardigan.latent;

import io.github.cardigan.ConfigurationException;

/**
 * A linear model fitted to few examples: {@code min |y - b - X w|^2 + alpha |w|^2} (Hoerl, Kennard 1970,
 * doi:10.1080/00401706.1970.10488634), b unpenalised. Alpha is the one of 10^-3, 10^-2, ..., 10^4 that predicts best what it was
 * not shown: the smallest sum of squared leave-one-out residuals, which have a closed form (Allen 1974,
 * doi:10.1080/00401706.1974.10489157).
 *
 * @param weights one per feature
 * @param intercept b
 * @param alpha the one chosen
 * @param predicted leave-one-out R^2: 1 foretells every score, 0 and less none
 * @param mean of the scores
 * @param deviation of the scores, above 0
 */
public record RidgeRegression(
        double[] weights, double intercept, double alpha, double predicted, double mean, double deviation) {

    private static final int LEAST = 3;

    /**
     * @param x features {@code [examples][features]}
     * @param y a score for each example
     * @throws ConfigurationException if there are fewer than 3 scores, or all are the same, or one is not finite
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static RidgeRegression fit(float[][] x, double[] y) {
        requireScores(x, y);
        int features = x[0].length;
        double[] means = new double[features];
        double mean = 0;
        for (int i = 0; i < y.length; i++) {
            mean += y[i] / y.length;
            for (int j = 0; j < features; j++) {
                means[j] += (double) x[i][j] / y.length;
            }
        }
        double[][] centred = new double[y.length][features];
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            squares += (y[i] - mean) * (y[i] - mean);
            for (int j = 0; j < features; j++) {
                centred[i][j] = x[i][j] - means[j];
            }
        }
        if (!(squares > 0)) {
            throw new ConfigurationException(
                    "expected scores that differ, got " + y.length + " times " + y[0],
                    "score what you like higher than what you do not");
        }
        RidgeSolver best = null;
        for (double exponent = -3; exponent <= 4; exponent++) {
            RidgeSolver next = new RidgeSolver(centred, y, mean, Math.pow(10, exponent));
            best = best == null || next.leftOut() < best.leftOut() ? next : best;
        }
        if (best == null) {
            throw new IllegalStateException("expected at least one alpha");
        }
        double intercept = mean;
        for (int j = 0; j < features; j++) {
            intercept -= best.weights()[j] * means[j];
        }
        return new RidgeRegression(
                best.weights(),
                intercept,
                best.alpha(),
                1 - best.leftOut() / squares,
                mean,
                Math.sqrt(squares / y.length));
    }

    private static void requireScores(float[][] x, double[] y) {
        if (y.length < LEAST) {
            throw new ConfigurationException(
                    "expected at least " + LEAST + " scores, got " + y.length, "score some tens of samples");
        }
        if (x.length != y.length) {
            throw new IllegalArgumentException("expected a score per example, got " + y.length + " for " + x.length);
        }
        for (int i = 0; i < y.length; i++) {
            Latents.require(x[i], x[0].length);
            if (!Double.isFinite(y[i])) {
                throw new ConfigurationException("expected finite scores, got " + y[i], "");
            }
        }
    }

    /** The score it expects for these features. */
    public double predict(float[] features) {
        Latents.require(features, weights.length);
        double sum = intercept;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * features[j];
        }
        return sum;
    }
}
