package io.github.cardigan.attack;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Images as rows of numbers, and numbers per image. */
final class Rows {

    private Rows() {}

    /** {@code [N, ...] -> [N, values]}. */
    static Tensor flat(Tensor images) {
        return images.flatten(1, -1);
    }

    /** One number per image, {@code [N]}, in a shape that spreads over images: {@code [N, 1, ...]}. */
    static Tensor spread(Tensor perImage, Tensor images) {
        long[] shape = new long[Math.toIntExact(images.dim())];
        Arrays.fill(shape, 1);
        shape[0] = images.size(0);
        return perImage.view(shape);
    }

    /** The positions at which a tensor of truth values {@code [N]} is true. */
    static int[] where(Tensor mask) {
        float[] values = Tensors.toFloats(mask);
        int[] found = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** For {@code index_select} and {@code index_copy_}. */
    static Tensor index(int[] rows, Device device) {
        long[] index = Arrays.stream(rows).asLongStream().toArray();
        return device.move(Tensor.create(index));
    }
}
