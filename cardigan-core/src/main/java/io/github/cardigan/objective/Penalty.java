package io.github.cardigan.objective;

import io.github.cardigan.engine.RandomSource;
import org.bytedeco.pytorch.Tensor;

/**
 * A price on the discriminator's slope, the gradient of a score with respect to the sample it judges, added to the discriminator's
 * loss. Where a score judges m samples, its slope is that with respect to all m.
 *
 * <p>Samples are taken without their history and in fp32 (fp64 stays): gradients reach the critic's weights and nothing else. Under
 * autocast the critic's products round as they do elsewhere; slopes, norms and means are fp32. Where the critic mixes the samples of a
 * batch, as batch norm does, a slope is that of the sum of all scores, which is not what the papers bound.
 */
@FunctionalInterface
public interface Penalty {

    /**
     * The penalty, a scalar with history to the critic's weights: a mean over scores, without weight.
     *
     * @param critic judges samples near or between those given
     * @param real {@code [N, ...]}
     * @param fake {@code [N, ...]}
     * @param random where the penalty draws points, if it does
     */
    Tensor of(Critic critic, Tensor real, Tensor fake, RandomSource random);
}
