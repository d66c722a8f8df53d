package io.github.cardigan.training;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Augmentation that grows with the discriminator's overfitting (ADA; Karras et al. 2020, arXiv:2006.06676, section 3): whenever more
 * real samples than a target share score above 0, changes become more probable, else less. {@code r = E[sign(D(x))]} over four
 * batches moves p by one step up or down; p goes from 0 to 1 in as many real samples as it is told.
 *
 * <p>For scores where 0 is undecided, such as logits.
 */
public final class AdaptiveAugmentation implements SampleTransform, Memory {

    private static final int INTERVAL = 4;
    private static final double TARGET = 0.6;
    private static final long SAMPLES_TO_FULL = 500_000;

    private static final int P = 0; // places in the state
    private static final int SIGNS = 1;
    private static final int SCORES = 2;
    private static final int BATCHES = 3;
    private static final int SIGN = 4;

    private final AugmentationPipeline pipeline;
    private final double target;
    private final long samplesToFull;
    private final Tensor state;

    /**
     * @param target r above which p grows, in (-1, 1)
     * @param samplesToFull real samples in which p can go from 0 to 1, at least 1
     */
    public AdaptiveAugmentation(AugmentationPipeline pipeline, double target, long samplesToFull) {
        if (!(target > -1 && target < 1) || samplesToFull < 1) {
            throw new IllegalArgumentException("expected a target in (-1, 1) and at least 1 sample to full, got "
                    + target + " and " + samplesToFull);
        }
        this.pipeline = pipeline;
        this.target = target;
        this.samplesToFull = samplesToFull;
        try (TensorScope scope = new TensorScope()) {
            state = TensorScope.own(Tensor.create(new float[SIGN + 1]));
        }
    }

    /** The paper's: a target of 0.6, and 500,000 samples to full. */
    public static AdaptiveAugmentation of(AugmentationPipeline pipeline) {
        return of(pipeline, SAMPLES_TO_FULL);
    }

    /** With the paper's target. */
    public static AdaptiveAugmentation of(AugmentationPipeline pipeline, long samplesToFull) {
        return new AdaptiveAugmentation(pipeline, TARGET, samplesToFull);
    }

    @Override
    public Tensor apply(Tensor samples, RandomSource random, double progress) {
        return pipeline.apply(samples, p(), random);
    }

    @Override
    public void requireFit(Shape sample) {
        pipeline.requireFit(sample);
    }

    /**
     * Takes notice of what the discriminator makes of a batch; every fourth moves p.
     *
     * @param realScores D(x) of real samples as the discriminator is trained on them, {@code [N]}
     * @param pack samples per score, at least 1
     */
    public void observe(Tensor realScores, int pack) {
        float[] values = Tensors.toFloats(state);
        try (TensorScope scope = new TensorScope()) {
            values[SIGNS] += realScores.detach().sign().sum().item_float();
        }
        values[SCORES] += realScores.numel();
        values[BATCHES]++;
        if (values[BATCHES] >= INTERVAL) {
            double r = (double) values[SIGNS] / values[SCORES];
            double step = Math.signum(r - target) * values[SCORES] * pack / samplesToFull;
            values[P] = (float) Math.min(1, Math.max(0, values[P] + step));
            values[SIGN] = (float) r;
            values[SIGNS] = 0;
            values[SCORES] = 0;
            values[BATCHES] = 0;
        }
        Tensors.fill(state, values);
    }

    /** How probable each change is now, from 0 to 1. */
    public double p() {
        return Tensors.toFloats(state)[P];
    }

    /** r of the last four batches: 1 where all real samples scored above 0, 0 where as many did as did not. */
    public double overfitting() {
        return Tensors.toFloats(state)[SIGN];
    }

    @Override
    public String name() {
        return "ada";
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("controller", state);
    }

    @Override
    public void close() {
        TensorScope.release(state);
    }
}
