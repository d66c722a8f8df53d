package io.github.cardigan.evaluation;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The structural similarity of two batches at one scale, as means over all positions of an 11x11 Gaussian window (sigma 1.5, sum 1)
 * that lies wholly inside the image.
 *
 * @param similarity the whole index, {@code [N, C]}
 * @param structure contrast and structure without luminance, {@code [N, C]}
 */
record SsimIndex(Tensor similarity, Tensor structure) {

    static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;

    /**
     * @param x {@code [N, C, H, W]} in double precision: variances are differences of large squares
     * @param range the distance between the smallest and the largest value a pixel can have
     */
    static SsimIndex of(Tensor x, Tensor y, double range) {
        Scalar c1 = new Scalar(K1 * range * (K1 * range));
        Scalar c2 = new Scalar(K2 * range * (K2 * range));
        Scalar two = new Scalar(2.0);
        AxisMatrix vertical = window(Math.toIntExact(x.size(2)));
        AxisMatrix horizontal = window(Math.toIntExact(x.size(3)));
        Tensor meanX = AxisMatrix.apply(x, vertical, horizontal); // [N, C, H - 10, W - 10]
        Tensor meanY = AxisMatrix.apply(y, vertical, horizontal);
        Tensor product = meanX.mul(meanY);
        Tensor squares = meanX.square().add(meanY.square());
        Tensor covariance = AxisMatrix.apply(x.mul(y), vertical, horizontal).sub(product);
        Tensor variances = AxisMatrix.apply(x.square().add(y.square()), vertical, horizontal)
                .sub(squares);
        Tensor structure = covariance.mul(two).add(c2).div(variances.add(c2));
        Tensor luminance = product.mul(two).add(c1).div(squares.add(c1));
        return new SsimIndex(luminance.mul(structure).mean(2, 3), structure.mean(2, 3));
    }

    private static AxisMatrix window(int size) {
        double[] gaussian = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            gaussian[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += gaussian[i];
        }
        double total = sum;
        return AxisMatrix.of(size - WINDOW + 1, size, (i, weights) -> {
            for (int j = 0; j < WINDOW; j++) {
                weights[i + j] = gaussian[j] / total;
            }
        });
    }
}
