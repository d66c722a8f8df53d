package io.github.cardigan.training;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** Two transforms, one after the other. */
record TransformChain(SampleTransform first, SampleTransform second) implements SampleTransform {

    @Override
    public Tensor apply(Tensor samples, RandomSource random, double progress) {
        return second.apply(first.apply(samples, random, progress), random, progress);
    }

    @Override
    public void requireFit(Shape sample) {
        first.requireFit(sample);
        second.requireFit(sample);
    }
}
