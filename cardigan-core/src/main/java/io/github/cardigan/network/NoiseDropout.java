package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * {@link Dropout} that is a network's noise and so goes on at inference (Isola et al. 2016, arXiv:1611.07004, section 2): there the same elements are dropped of every
 * sample and in every pass, so that an image is always answered alike, whatever is beside it.
 *
 * @param rate the probability of a zero, in [0, 1)
 */
public record NoiseDropout(double rate) implements Layer {

    public NoiseDropout {
        Require.probability("rate", rate);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        if (rate == 0) {
            return x;
        }
        Tensor like = pass.training()
                ? x
                : x.narrow(0, 0, Math.min(1, x.size(0))).contiguous(); // the same order of values in every batch
        return x.mul(pass.random().dropoutMask(like, rate));
    }

    @Override
    public String settings() {
        return "rate " + rate;
    }
}
