package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * Something that both real and generated samples pass before the discriminator sees them. Differentiable twice, so that the
 * generator learns through it and gradient penalties on the samples work.
 */
@FunctionalInterface
public interface SampleTransform {

    /**
     * Changed samples.
     *
     * @param samples {@code [N, ...]}, of any floating type
     * @param random each sample's own luck
     * @param progress share of the budget used, from 0 to 1
     * @return the same shape, with history to the samples, owned by the current scope; in fp32 or fp64. The samples themselves
     *     where there is nothing to change.
     */
    Tensor apply(Tensor samples, RandomSource random, double progress);

    /**
     * @throws ConfigurationException if it does not work on samples of this shape
     */
    default void requireFit(Shape sample) {}

    /** This one, then another. */
    default SampleTransform then(SampleTransform next) {
        return new TransformChain(this, next);
    }
}
