package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Pass;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Perceptual path length: how fast images change on the way from one latent to another (Karras et al. 2018, arXiv:1812.04948, section
 * 4.1). The expectation of {@code d(G(path(t)), G(path(t + epsilon))) / epsilon^2} over pairs of latents and t, without the lowest
 * and the highest percent, as the authors' program does. Small where the latent space is smooth. Images larger than 256 are
 * shrunk by a whole factor to about that, as there; the crop to faces, made for one data set, is left out.
 *
 * @param samples how many pairs of latents, at least 1; the paper's is 100,000
 * @param epsilon the step, above 0; the paper's is 1e-4
 * @param sampling which t
 * @param seed of latents and t; sample i depends on the seed and i alone
 */
public record PerceptualPathLength(int samples, double epsilon, Sampling sampling, long seed) {

    private static final int BATCH = 16;
    private static final int LARGEST_SIDE = 256;

    /** Where on the way steps are taken. */
    public enum Sampling {
        /** Anywhere: t uniform in [0, 1). */
        FULL,
        /** At the beginning only: t = 0. Does not leave the distribution that the generator was trained on. */
        END
    }

    public PerceptualPathLength {
        if (samples < 1 || !(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException(
                    "expected at least 1 sample and an epsilon between 0 and 1, got " + samples + " and " + epsilon);
        }
    }

    /** The paper's step, anywhere on the way. */
    public static PerceptualPathLength of(int samples, long seed) {
        return new PerceptualPathLength(samples, 1e-4, Sampling.FULL, seed);
    }

    /**
     * @param value the path length
     * @param deviation standard deviation of the samples that count
     * @param kept how many samples count
     * @param samples how many were taken
     */
    public record Result(double value, double deviation, int kept, int samples) {}

    /** Along great circles in z. */
    public Result inZ(Generator generator, PairMetric distance) {
        return measure(
                generator.latent(),
                generator.network().device(),
                LatentPath.SLERP,
                z -> z,
                z -> generator.generateRow(z, 0, Pass.inference()), // both ends of a path are of one class
                distance);
    }

    /**
     * Along straight lines in w.
     *
     * @param latent where z comes from
     * @param device where the networks are
     * @param mapping from z {@code [N, size]} to w {@code [N, any size]}
     * @param synthesis from w to images {@code [N, C, H, W]} in [-1, 1]; any noise must stay the same
     */
    public Result inW(
            Latent latent,
            Device device,
            UnaryOperator<Tensor> mapping,
            UnaryOperator<Tensor> synthesis,
            PairMetric distance) {
        return measure(latent, device, LatentPath.LERP, mapping, synthesis, distance);
    }

    private Result measure(
            Latent latent,
            Device device,
            LatentPath path,
            UnaryOperator<Tensor> mapping,
            UnaryOperator<Tensor> synthesis,
            PairMetric distance) {
        if (distance.largerIsCloser()) {
            throw new IllegalArgumentException(
                    "a path has a length in a distance such as lpips, got " + distance.name());
        }
        double[] lengths = new double[samples];
        for (int first = 0; first < samples; first += BATCH) {
            int count = Math.min(BATCH, samples - first);
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                Steps steps = steps(latent, first, count);
                Tensor a = mapping.apply(device.move(steps.from)).to(ScalarType.Double);
                Tensor b = mapping.apply(device.move(steps.to)).to(ScalarType.Double);
                Tensor t = device.move(steps.t);
                Tensor points =
                        torch.cat(new TensorVector(path.at(a, b, t), path.at(a, b, t.add(new Scalar(epsilon)))), 0);
                Tensor images = shrunk(synthesis.apply(points.to(ScalarType.Float)));
                double[] distances = distance.compare(images.narrow(0, 0, count), images.narrow(0, count, count));
                for (int i = 0; i < count; i++) {
                    lengths[first + i] = distances[i] / (epsilon * epsilon);
                }
            }
        }
        return trimmed(lengths);
    }

    /** Ends of ways {@code [N, size]} and positions on them {@code [N, 1]}. */
    private record Steps(Tensor from, Tensor to, Tensor t) {}

    private Steps steps(Latent latent, int first, int count) {
        RandomSource all = new RandomSource(seed);
        Tensor[] from = new Tensor[count];
        Tensor[] to = new Tensor[count];
        double[] t = new double[count];
        for (int i = 0; i < count; i++) {
            RandomSource one = all.split(first + i);
            from[i] = latent.sample(1, one, Device.cpu());
            to[i] = latent.sample(1, one, Device.cpu());
            t[i] = sampling == Sampling.FULL ? one.nextDouble() : 0;
        }
        return new Steps(
                torch.cat(new TensorVector(from), 0), torch.cat(new TensorVector(to), 0), Tensor.create(t, count, 1));
    }

    private static Tensor shrunk(Tensor images) {
        long factor = images.size(2) / LARGEST_SIDE;
        return factor > 1 ? torch.avg_pool2d(images, factor, factor) : images;
    }

    /** Without what lies below the first or above the last percentile; percentiles are samples, the outer neighbours. */
    static Result trimmed(double[] lengths) {
        double[] sorted = lengths.clone();
        Arrays.sort(sorted);
        double low = sorted[(int) Math.floor(0.01 * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil(0.99 * (sorted.length - 1))];
        Pairs.Summary summary = Pairs.summarise(Arrays.stream(lengths)
                .filter(length -> low <= length && length <= high)
                .toArray());
        return new Result(summary.mean(), summary.deviation(), summary.count(), lengths.length);
    }
}
