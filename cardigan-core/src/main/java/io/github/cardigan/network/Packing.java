package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * Samples side by side along their first dimension, so that a discriminator sees several at once (PacGAN, Lin et al. 2018,
 * arXiv:1712.04086, section 2).
 */
public final class Packing {

    private Packing() {}

    /** The shape of {@code m} samples side by side: {@code [m C, H, W]} or {@code [m F]}. */
    public static Shape packed(Shape sample, int m) {
        int[] dims = sample.toArray();
        dims[0] *= m;
        return Shape.of(dims);
    }

    /**
     * {@code [N, C, ...] -> [N / m, m C, ...]}: pack k holds samples {@code k m} to {@code k m + m - 1}; what fills no pack is left out.
     *
     * @throws IllegalArgumentException if there are fewer than m samples
     */
    public static Tensor pack(Tensor samples, int m) {
        if (m == 1) {
            return samples;
        }
        long[] shape = Tensors.shape(samples);
        if (shape[0] < m) {
            throw new IllegalArgumentException(
                    "expected at least " + m + " samples for packs of " + m + ", got " + Arrays.toString(shape));
        }
        shape[0] /= m;
        shape[1] *= m;
        return samples.narrow(0, 0, shape[0] * m).reshape(shape);
    }
}
