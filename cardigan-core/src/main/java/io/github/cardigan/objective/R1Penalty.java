package io.github.cardigan.objective;

import io.github.cardigan.engine.RandomSource;
import org.bytedeco.pytorch.Tensor;

/**
 * R1, half the mean squared slope at real samples (Mescheder et al. 2018, arXiv:1801.04406, equation 9): {@code 1/2 E ||grad
 * D(x)||^2}. The weight outside is their gamma, usually between 0.1 and 10.
 */
public record R1Penalty() implements Penalty {

    @Override
    public Tensor of(Critic critic, Tensor real, Tensor fake, RandomSource random) {
        return Slopes.halfMeanSquare(Slopes.plain(real), critic);
    }
}
