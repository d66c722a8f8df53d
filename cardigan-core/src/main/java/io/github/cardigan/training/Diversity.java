package io.github.cardigan.training;

import io.github.cardigan.engine.NoGrad;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How different generated samples are from each other, against how different real ones are: the mean Euclidean distance of two
 * generated samples over that of two real ones. About 1 for a generator that covers the data, near 0 for one that has collapsed.
 *
 * <p>The ratio is our own; that distances between the samples of one batch betray a collapse is the thought behind minibatch
 * discrimination (Salimans et al. 2016, arXiv:1606.03498, section 3.2) and mode seeking (Mao et al. 2019, arXiv:1903.05628). It sees samples that are alike, not what is missing: a generator of two far modes of eight looks diverse, and so does one that
 * adds noise to its images. For what is missing there is {@code recall} in {@code cardigan evaluate}.
 */
public final class Diversity {

    /** Samples of a batch that are looked at: 120 pairs a side cost little, and the mean over some steps smooths the rest. */
    public static final int SAMPLES = 16;

    /** Added to both distances: where real samples do not differ either, the ratio is 1 and not 0 / 0. */
    private static final double TINY = 1e-6;

    private Diversity() {}

    /**
     * The ratio, a scalar in fp32 without history, 0 or more.
     *
     * @param real {@code [N, ...shape]}, N at least 2
     * @param fake {@code [M, ...shape]}, M at least 2
     * @param samples how many of each to look at, the first ones, at least 2
     */
    public static Tensor ratio(Tensor real, Tensor fake, int samples) {
        if (samples < 2 || real.size(0) < 2 || fake.size(0) < 2) {
            throw new IllegalArgumentException("expected at least 2 samples of each side, got " + samples + " of "
                    + real.size(0) + " real and " + fake.size(0) + " generated");
        }
        try (NoGrad noGrad = new NoGrad()) {
            return meanDistance(fake, samples).div(meanDistance(real, samples));
        }
    }

    /** Records {@code diversity}; nothing for a batch of one, which has no distances. */
    public static void record(Step step, Tensor fake) {
        if (fake.size(0) > 1) {
            step.record("diversity", ratio(step.real(), fake, SAMPLES));
        }
    }

    private static Tensor meanDistance(Tensor batch, int samples) {
        Tensor first = batch.narrow(0, 0, Math.min(samples, batch.size(0)));
        Tensor rows = first.reshape(first.size(0), -1).to(ScalarType.Float); // [n, d]
        return torch.pdist(rows).mean().add(new Scalar(TINY)); // of n (n - 1) / 2 distances
    }
}
