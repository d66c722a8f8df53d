package io.github.cardigan.network;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * An endless row of samples, of which any stretch can be made. Kernels round differently for another batch size, and some for another place
 * in the batch: so batches are always full, and sample i always has place {@code i mod 64} in its own.
 */
public final class SampleRow {

    private static final int BATCH = 64;

    private SampleRow() {}

    /**
     * Samples {@code first} and on, one per latent. Where one of K classes can be asked for and none was, sample i is of class {@code i mod
     * K}. Sample i depends on i and its latent alone.
     *
     * @param z latents one after the other, {@code latent.size} values each
     * @param first number of the first sample, at least 0
     * @return {@code shape.elements()} values per sample
     * @throws IllegalArgumentException if there is no latent, or not a whole number of them
     */
    public static float[] of(Generator generator, float[] z, int first) {
        int size = generator.latent().size();
        if (first < 0 || z.length == 0 || z.length % size != 0) {
            throw new IllegalArgumentException("expected latents of " + size + " values, at least one, from 0 on, got "
                    + z.length + " values from " + first);
        }
        int count = z.length / size;
        int elements = generator.shape().elements();
        float[] samples = new float[Math.multiplyExact(count, elements)];
        int done = 0;
        while (done < count) {
            int place = (first + done) % BATCH;
            int some = Math.min(BATCH - place, count - done);
            float[] batch = new float[BATCH * size];
            System.arraycopy(z, done * size, batch, place * size, some * size);
            float[] made = batch(generator, batch, first + done - place);
            System.arraycopy(made, place * elements, samples, done * elements, some * elements);
            done += some;
        }
        return samples;
    }

    private static float[] batch(Generator generator, float[] z, int first) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor latents = generator
                    .network()
                    .device()
                    .move(Tensor.create(z, BATCH, generator.latent().size()));
            return Tensors.toFloats(generator.generateRow(latents, first, Pass.inference()));
        }
    }
}
