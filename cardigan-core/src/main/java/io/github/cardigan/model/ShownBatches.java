package io.github.cardigan.model;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Excerpt;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** Shows a set to a network, batch by batch in the set's own order, without gradients. What is unreadable is left out. */
final class ShownBatches {

    private static final int BATCH = 64;

    /** Takes what is shown. */
    @FunctionalInterface
    interface Look {
        /**
         * @param samples {@code [N, ...]} on the device, owned by a scope that ends with this call
         * @param labels {@code [N]}
         * @param excerpt the same samples on this side, with their numbers
         */
        void at(Tensor samples, Tensor labels, Excerpt excerpt);
    }

    private ShownBatches() {}

    /**
     * @param count the first so many samples of the set, at least 1
     * @param labels what the network is told of each sample, by its number
     * @param warnings told, one line each, what cannot be read
     * @return how many samples were read
     * @throws DataException if not one could be
     */
    static int each(
            Dataset data, int count, IntUnaryOperator labels, Device device, Consumer<String> warnings, Look look) {
        int read = 0;
        for (int first = 0; first < count; first += BATCH) {
            Excerpt excerpt = Excerpt.read(data, first, Math.min(BATCH, count - first), warnings);
            int size = excerpt.indices().length;
            if (size > 0) {
                long[] told = Arrays.stream(excerpt.indices())
                        .mapToLong(labels::applyAsInt)
                        .toArray();
                try (TensorScope scope = new TensorScope();
                        NoGrad noGrad = new NoGrad()) {
                    Tensor samples =
                            Tensor.create(excerpt.values(), data.shape().batch(size));
                    look.at(device.move(samples), device.move(Tensor.create(told)), excerpt);
                }
            }
            read += size;
        }
        if (read == 0) {
            throw new DataException(
                    "expected readable samples in " + data.name() + ", got none among its first " + count,
                    "the files are damaged: copy them again");
        }
        return read;
    }
}
