package io.github.cardigan.training;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Pass;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The negative bound over samples that were not learned from, added up batch by batch. Sample i is binarised, and gets its z, by random
 * numbers that the seed and i decide: batches and order change nothing.
 */
public final class BoundTally {

    private final VariationalBound bound;
    private final Binarisation binarisation;
    private final long seed;
    private long count;
    private double reconstruction;
    private double divergence;
    private double squares;

    /** Of nothing so far. */
    public BoundTally(VariationalBound bound, Binarisation binarisation, long seed) {
        this.bound = bound;
        this.binarisation = binarisation;
        this.seed = seed;
    }

    /**
     * @param samples {@code [N, ...shape]} in [-1, 1], on the processor
     * @param labels one per sample, of no matter where no classes are told
     * @param numbers of the samples, one each
     */
    public void add(Tensor samples, long[] labels, int[] numbers) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor[] pixels = new Tensor[numbers.length];
            Tensor[] noise = new Tensor[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                RandomSource random = new RandomSource(seed).split(numbers[i]);
                pixels[i] = binarisation.apply(samples.narrow(0, i, 1), random);
                noise[i] = random.normal(Device.cpu(), 1, bound.autoencoder().codeSize());
            }
            Device device = bound.autoencoder().network().device();
            VariationalBound.Terms terms = bound.of(
                    device.move(torch.cat(new TensorVector(pixels), 0)),
                    device.move(Tensor.create(labels)),
                    device.move(torch.cat(new TensorVector(noise), 0)),
                    Pass.inference());
            double[] reconstructions = Tensors.toDoubles(terms.reconstruction());
            double[] divergences = Tensors.toDoubles(terms.divergence());
            for (int i = 0; i < numbers.length; i++) {
                double total = reconstructions[i] + divergences[i];
                count++;
                reconstruction += reconstructions[i];
                divergence += divergences[i];
                squares += total * total;
            }
        }
    }

    /** Samples so far. */
    public long count() {
        return count;
    }

    /** The mean negative bound, in nats. */
    public double mean() {
        return reconstruction() + divergence();
    }

    /** The part of it that reconstruction has. */
    public double reconstruction() {
        return reconstruction / count;
    }

    /** The part of it that the divergence from the prior has. */
    public double divergence() {
        return divergence / count;
    }

    /** Half of a 95 % interval around the mean, over samples: 1.96 standard errors. */
    public double halfInterval() {
        double variance = Math.max(0, squares / count - mean() * mean());
        return 1.96 * Math.sqrt(variance / count);
    }
}
