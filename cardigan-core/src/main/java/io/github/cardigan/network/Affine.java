package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Element-wise {@code y = scale x + shift} with two fixed numbers: values into the range that a network's paper has them in.
 *
 * @param scale finite, not 0
 * @param shift finite
 */
public record Affine(double scale, double shift) implements Layer {

    public Affine {
        if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(shift)) {
            throw new IllegalArgumentException(
                    "expected a finite scale other than 0 and a finite shift, got " + scale + " and " + shift);
        }
    }

    /** Images in [-1, 1] to [0, 1]. */
    public static Affine toUnit() {
        return new Affine(0.5, 0.5);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return x.mul(new Scalar(scale)).add(new Scalar(shift));
    }

    @Override
    public String settings() {
        return scale + " x + " + shift;
    }
}
