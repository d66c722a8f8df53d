package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a classifier minimises: the mean of {@code -sum_k q(k) log p(k)} with p the softmax of its logits and q(k) = 1 for the true
 * class. With label smoothing (Szegedy et al. 2015, arXiv:1512.00567, section 7) {@code q(k) = (1 - epsilon) [k is true] + epsilon /
 * K}. Computed from logits by log-sum-exp: finite for any finite logits.
 *
 * @param smoothing epsilon, in [0, 1)
 */
public record CrossEntropy(double smoothing) {

    private static final long MEAN = 1; // libtorch's Reduction
    private static final long IGNORE_NONE = -100; // no label is ever this one

    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("expected smoothing in [0, 1), got " + smoothing);
        }
    }

    /**
     * The loss, a scalar.
     *
     * @param logits {@code [N, K]} in fp32
     * @param labels {@code [N]}, 64-bit integers from 0 to K - 1
     */
    public Tensor loss(Tensor logits, Tensor labels) {
        return torch.cross_entropy_loss(logits, labels, new TensorOptional(), MEAN, IGNORE_NONE, smoothing);
    }

    /** The share of samples whose largest logit is that of their label, a scalar. */
    public static Tensor accuracy(Tensor logits, Tensor labels) {
        return read(logits).eq(labels).to(ScalarType.Float).mean();
    }

    /** The class with the largest logit of each sample, {@code [N]}, 64-bit integers. */
    public static Tensor read(Tensor logits) {
        return logits.argmax(new org.bytedeco.pytorch.LongOptional(1), false);
    }
}
