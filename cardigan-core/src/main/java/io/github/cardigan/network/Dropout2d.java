package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * Sets whole channels to zero at random while training and scales the others by {@code 1 / (1 - rate)}; does nothing at inference
 * (Tompson et al. 2014, arXiv:1411.4280). PyTorch's {@code Dropout2d}.
 *
 * @param rate the probability of a zero, in [0, 1)
 */
public record Dropout2d(double rate) implements Layer {

    public Dropout2d {
        Require.probability("rate", rate);
    }

    @Override
    public Shape outputShape(Shape input) {
        return Images.require(this, input);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        if (!pass.training() || rate == 0) {
            return x;
        }
        Tensor perChannel = x.new_empty(x.size(0), x.size(1), 1, 1);
        return x.mul(pass.random().dropoutMask(perChannel, rate));
    }

    @Override
    public String settings() {
        return "rate " + rate;
    }
}
