package io.github.cardigan.evaluation;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * A linear map along one axis of an image: resampling, blurring, shrinking. A map of the plane that is the same along each row
 * and then along each column is two of them, so that filters and their treatment of borders are numbers in a matrix.
 *
 * @param to values after it
 * @param from values before it
 * @param weights {@code [to, from]}, row by row
 */
record AxisMatrix(int to, int from, double[] weights) {

    /** Where each output takes what it is made of. */
    interface Row {

        /** Adds to the weights of output {@code index}; {@code weights} is zero at first. */
        void fill(int index, double[] weights);
    }

    static AxisMatrix of(int to, int from, Row row) {
        double[] weights = new double[Math.multiplyExact(to, from)];
        double[] one = new double[from];
        for (int i = 0; i < to; i++) {
            Arrays.fill(one, 0);
            row.fill(i, one);
            System.arraycopy(one, 0, weights, i * from, from);
        }
        return new AxisMatrix(to, from, weights);
    }

    /**
     * Applies one map along the rows of images, then another along their columns.
     *
     * @param x {@code [..., vertical.from, horizontal.from]}
     * @return {@code [..., vertical.to, horizontal.to]}, type and device of x, owned by the current scope
     */
    static Tensor apply(Tensor x, AxisMatrix vertical, AxisMatrix horizontal) {
        Tensor narrowed = x.matmul(horizontal.like(x).t()); // [..., H, W']
        return vertical.like(x).matmul(narrowed); // [..., H', W']
    }

    private Tensor like(Tensor x) {
        return Tensor.create(weights, to, from).to(x);
    }
}
