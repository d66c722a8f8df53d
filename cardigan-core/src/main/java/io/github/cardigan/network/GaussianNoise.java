package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adds N(0, deviation^2) to every element while training; does nothing at inference. In front of a discriminator it is instance noise
 * of a constant size (Sønderby et al. 2016, arXiv:1610.04490); between its layers it regularises, as in Salimans et al. 2016
 * (arXiv:1606.03498).
 *
 * @param deviation in the unit of the values, at least 0
 */
public record GaussianNoise(double deviation) implements Layer {

    public GaussianNoise {
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a deviation of at least 0, got " + deviation);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return pass.training() && deviation > 0
                ? x.add(pass.random().noiseLike(x).mul(new Scalar(deviation)))
                : x;
    }

    @Override
    public String settings() {
        return "deviation " + deviation;
    }
}
