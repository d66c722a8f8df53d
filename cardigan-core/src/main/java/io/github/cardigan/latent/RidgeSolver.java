package io.github.cardigan.latent;

/** Ridge regression for one alpha, by the Cholesky factor L of {@code X^T X + alpha I}. */
final class RidgeSolver {

    private final double alpha;
    private final double[][] factor; // L, lower triangle
    private final double[] weights;
    private final double leftOut;

    /**
     * @param x centred features {@code [examples][features]}
     * @param y scores
     * @param mean of the scores
     */
    RidgeSolver(double[][] x, double[] y, double mean, double alpha) {
        this.alpha = alpha;
        factor = cholesky(normal(x, alpha));
        double[] right = new double[factor.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < right.length; j++) {
                right[j] += x[i][j] * (y[i] - mean);
            }
        }
        weights = backward(forward(right));
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double residual = y[i] - mean;
            double leverage = 1.0 / y.length;
            for (int j = 0; j < weights.length; j++) {
                residual -= weights[j] * x[i][j];
            }
            for (double value : forward(x[i])) {
                leverage += value * value; // x^T (L L^T)^-1 x
            }
            sum += Math.pow(residual / (1 - leverage), 2);
        }
        leftOut = sum;
    }

    double alpha() {
        return alpha;
    }

    double[] weights() {
        return weights.clone();
    }

    /** The sum of squared leave-one-out residuals. */
    double leftOut() {
        return leftOut;
    }

    private static double[][] normal(double[][] x, double alpha) {
        int size = x[0].length;
        double[][] normal = new double[size][size];
        for (double[] row : x) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    normal[i][j] += row[i] * row[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            normal[i][i] += alpha;
        }
        return normal;
    }

    /** In place, of the lower triangle. */
    private static double[][] cholesky(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
        }
        return a;
    }

    /** L^-1 b. */
    private double[] forward(double[] b) {
        double[] solved = b.clone();
        for (int i = 0; i < solved.length; i++) {
            for (int k = 0; k < i; k++) {
                solved[i] -= factor[i][k] * solved[k];
            }
            solved[i] /= factor[i][i];
        }
        return solved;
    }

    /** L^-T b. */
    private double[] backward(double[] b) {
        double[] solved = b.clone();
        for (int i = solved.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < solved.length; k++) {
                solved[i] -= factor[k][i] * solved[k];
            }
            solved[i] /= factor[i][i];
        }
        return solved;
    }
}
