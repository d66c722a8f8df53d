package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Tells the discriminator how much the samples of a batch differ (Karras et al. 2017, arXiv:1710.10196, section 3):
 * {@code [N, C, H, W] -> [N, C + 1, H, W]} or {@code [N, F] -> [N, F + 1]}. The standard deviation of each value over a group of samples,
 * biased, averaged over all values, is added to each sample of the group as one more channel.
 *
 * <p>The batch is cut into groups of equal size: the largest divisor of N that is at most {@code group}, or the whole batch where
 * that would be 1. Group members lie {@code N / size} apart, as in the paper's program. 1e-8 is added to the variance, so that the
 * root has a gradient where samples are equal.
 *
 * <p>Samples depend on their batch at inference too: scores compare only between batches of one size, and a sample alone, which
 * differs from nothing, gets 1e-4.
 *
 * @param group samples compared with each other, at least 2; the paper's program has 4
 */
public record MinibatchStdDev(int group) implements Layer {

    private static final double EPSILON = 1e-8;

    public MinibatchStdDev {
        if (group < 2) {
            throw new IllegalArgumentException("expected a group of at least 2, got " + group);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        int[] dims = input.toArray();
        if (dims.length != 1 && dims.length != 3) {
            throw ShapeException.expected(this, "an image [channels, height, width] or a vector", input);
        }
        if ((dims[0] + 1L) * (input.elements() / dims[0]) > Integer.MAX_VALUE) {
            throw ShapeException.expected(this, "fewer values", input);
        }
        dims[0]++;
        return Shape.of(dims);
    }

    @Override
    public boolean mixesSamples(Shape input) {
        return true;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        long n = x.size(0);
        long size = groupSize(n);
        Tensor full = x.element_size() < Float.BYTES ? x.to(ScalarType.Float) : x; // 8 bits are too few for differences
        Tensor grouped = full.reshape(size, n / size, -1); // [G, M, values]
        Tensor deviation = grouped.var(new long[] {0}, false, false) // [M, values]
                .add(new Scalar(EPSILON))
                .sqrt()
                .mean(1)
                .unsqueeze(1); // [M, 1]
        Tensor perSample = deviation.repeat(size, 1); // [N, 1]: sample g M + m belongs to group m
        Tensor channel = x.dim() == 2 ? perSample : perSample.view(n, 1, 1, 1).expand(n, 1, x.size(2), x.size(3));
        return torch.cat(new TensorVector(x, channel.to(x.scalar_type())), 1);
    }

    private long groupSize(long n) {
        for (long size = Math.min(group, n); size > 1; size--) {
            if (n % size == 0) {
                return size;
            }
        }
        return n;
    }

    @Override
    public String settings() {
        return "groups of " + group;
    }
}
