package io.github.cardigan.objective;

import io.github.cardigan.engine.RandomSource;
import org.bytedeco.pytorch.Tensor;

/**
 * R2, half the mean squared slope at generated samples (Mescheder et al. 2018, arXiv:1801.04406, equation 10): {@code 1/2 E ||grad
 * D(G(z))||^2}. The weight outside is their gamma.
 */
public record R2Penalty() implements Penalty {

    @Override
    public Tensor of(Critic critic, Tensor real, Tensor fake, RandomSource random) {
        return Slopes.halfMeanSquare(Slopes.plain(fake), critic);
    }
}
