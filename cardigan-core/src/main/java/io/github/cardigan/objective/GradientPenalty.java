package io.github.cardigan.objective;

import io.github.cardigan.engine.RandomSource;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * WGAN-GP's penalty (Gulrajani et al. 2017, arXiv:1704.00028, equation 3 and algorithm 1): the mean of {@code (||grad D(x^)|| - k)^2}
 * at points x^ drawn evenly from the straight lines between a real and a generated sample, one point a pair. Its usual weight is 10.
 *
 * <p>A target other than 1 is as in Karras et al. 2017 (arXiv:1710.10196), without their division by its square. Where a
 * critic is exactly flat its norm has no derivative; 0 is taken.
 *
 * @param target k, the wanted norm, above 0
 * @param sides whether flatter slopes cost too
 */
public record GradientPenalty(double target, Sides sides) implements Penalty {

    public GradientPenalty {
        Require.positive("target", target);
    }

    /** As published: two-sided around 1. */
    public GradientPenalty() {
        this(1, Sides.TWO);
    }

    /**
     * The penalty on the lines between the i-th real and the i-th generated sample.
     *
     * @throws IllegalArgumentException if there are not as many real as generated samples
     */
    @Override
    public Tensor of(Critic critic, Tensor real, Tensor fake, RandomSource random) {
        Require.sameShape("samples", real, fake);
        Tensor x = Slopes.plain(real);
        Tensor y = Slopes.plain(fake).to(x);
        return at(y.lerp(x, Slopes.uniformPerSample(x, random)), critic);
    }

    /** The penalty at given points. */
    Tensor at(Tensor points, Critic critic) {
        Tensor norms = Slopes.at(points, critic).norm(new ScalarOptional(new Scalar(2.0)), 1); // [scores]
        return sides.excess(norms.sub(new Scalar(target))).square().mean();
    }
}
