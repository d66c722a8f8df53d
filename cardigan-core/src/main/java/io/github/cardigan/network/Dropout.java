package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * Sets elements to zero at random while training and scales the others by {@code 1 / (1 - rate)}; does nothing at inference
 * (Srivastava et al. 2014).
 *
 * @param rate the probability of a zero, in [0, 1)
 */
public record Dropout(double rate) implements Layer {

    public Dropout {
        Require.probability("rate", rate);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return pass.training() && rate > 0 ? x.mul(pass.random().dropoutMask(x, rate)) : x;
    }

    @Override
    public String settings() {
        return "rate " + rate;
    }
}
