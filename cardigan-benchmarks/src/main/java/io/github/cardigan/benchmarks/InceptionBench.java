package io.github.cardigan.benchmarks;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.evaluation.InceptionV3;
import io.github.cardigan.evaluation.Resampling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.Tensor;

/**
 * A part of {@code cardigan bench evaluate}: how fast images become Inception features, resizing included, against the convolution
 * limit, in rounds of both. The weights are random, which does not change the work.
 */
public final class InceptionBench {

    private static final int IMAGES = 16;
    private static final int SIDE = 64;
    private static final int LIMITS_PER_ROUND = 3;

    private InceptionBench() {}

    /**
     * Medians over all rounds.
     *
     * @param gflopPerImage floating-point operations of the convolutions for one image, in 10^9
     * @param limitGflops the best fp32 convolution, GFLOP/s: the median of each round's best
     * @param imagesPerSecond images of 64x64 to features
     * @param limitShare median of the rounds' ratios of achieved to possible GFLOP/s
     */
    public record Result(double gflopPerImage, double limitGflops, double imagesPerSecond, double limitShare) {}

    /**
     * @param rounds at least 1
     * @param progress told the number of each finished round
     */
    public static Result run(Device device, int rounds, IntConsumer progress) {
        double gflop = InceptionV3.flops() / 1e9;
        List<Double> limits = new ArrayList<>();
        List<Double> speeds = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        RandomSource random = new RandomSource(1);
        try (ConvolutionLimit limit = new ConvolutionLimit(device);
                InceptionV3 inception = InceptionV3.random(Resampling.TF1_BILINEAR, device, random);
                TensorScope scope = new TensorScope()) {
            Tensor images = random.uniform(Device.cpu(), -1, 1, IMAGES, 3, SIDE, SIDE);
            imagesPerSecond(inception, images); // the first pass prepares kernels
            for (int round = 1; round <= rounds; round++) {
                double possible = 0;
                for (int i = 0; i < LIMITS_PER_ROUND; i++) {
                    possible = Math.max(possible, limit.gflops());
                }
                double speed = imagesPerSecond(inception, images);
                limits.add(possible);
                speeds.add(speed);
                shares.add(speed * gflop / possible);
                progress.accept(round);
            }
        }
        return new Result(gflop, Timing.median(limits), Timing.median(speeds), Timing.median(shares));
    }

    private static double imagesPerSecond(InceptionV3 inception, Tensor images) {
        try (TensorScope scope = new TensorScope()) {
            long start = System.nanoTime();
            inception.features(images);
            return IMAGES / ((System.nanoTime() - start) / 1e9);
        }
    }
}
