package io.github.cardigan.objective;

import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * The generator's loss where it is to match what the discriminator sees, not to fool it (Salimans et al. 2016, arXiv:1606.03498,
 * section 3.1): the distance between the means of the discriminator's inner features f over a real and a generated batch. Features
 * are {@code [N, F]} and {@code [M, F]} in fp32; losses are scalars and have no gradient for the real features, which the
 * generator does not make.
 */
public final class FeatureMatching {

    private FeatureMatching() {}

    /** The paper's {@code ||E f(x) - E f(G(z))||^2}: squares summed over the features. */
    public static Tensor loss(Tensor realFeatures, Tensor fakeFeatures) {
        return distance(realFeatures, fakeFeatures).square().sum();
    }

    /** The same divided by the number of features: the scale of the authors' code, which matters beside Adam's floor. */
    public static Tensor meanLoss(Tensor realFeatures, Tensor fakeFeatures) {
        return distance(realFeatures, fakeFeatures).square().mean();
    }

    /** Absolute distances averaged over the features: the variant for many features of different size. */
    public static Tensor absoluteLoss(Tensor realFeatures, Tensor fakeFeatures) {
        return distance(realFeatures, fakeFeatures).abs().mean();
    }

    private static Tensor distance(Tensor realFeatures, Tensor fakeFeatures) {
        if (realFeatures.dim() != 2 || fakeFeatures.dim() != 2 || realFeatures.size(1) != fakeFeatures.size(1)) {
            throw new IllegalArgumentException("expected features [N, F] and [M, F], got "
                    + Arrays.toString(Tensors.shape(realFeatures)) + " and "
                    + Arrays.toString(Tensors.shape(fakeFeatures)));
        }
        return realFeatures.detach().mean(0).sub(fakeFeatures.mean(0)); // [F]
    }
}
