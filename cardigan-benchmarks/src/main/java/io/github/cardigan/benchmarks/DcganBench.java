package io.github.cardigan.benchmarks;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.recipe.Dcgan;
import io.github.cardigan.training.Plan;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * {@code cardigan bench dcgan}: the 28x28 networks at batch 64 on drawn digits. In rounds, so that what is compared runs under the
 * same conditions: the convolution limit, the tutorial's loop, Cardigan in fp32, Cardigan in bf16.
 */
public final class DcganBench {

    private static final int BATCH = 64;
    private static final int STEPS_PER_ROUND = 6;
    private static final int WARM_UP_STEPS = 4;

    private DcganBench() {}

    /**
     * Medians over all rounds.
     *
     * @param gflopPerStep floating-point operations of one iteration, in 10^9
     * @param limitGflops the best fp32 convolution, GFLOP/s: the median over the rounds of each round's best
     * @param tutorialMs per iteration
     * @param fp32Ms per iteration
     * @param bf16Ms per iteration
     * @param tutorialOverFp32 median of the rounds' ratios
     * @param fp32OverBf16 median of the rounds' ratios
     * @param limitShareFp32 median of the rounds' ratios of achieved to possible GFLOP/s
     * @param peakRssMb the process's highest resident memory, MiB; -1 where the system does not tell
     * @param startupMs from the start of the process to the end of its first training step
     */
    public record Result(
            double gflopPerStep,
            double limitGflops,
            double tutorialMs,
            double fp32Ms,
            double bf16Ms,
            double tutorialOverFp32,
            double fp32OverBf16,
            double limitShareFp32,
            double peakRssMb,
            double startupMs) {}

    /** One round's medians. */
    private record Round(double limitGflops, double tutorialMs, double fp32Ms, double bf16Ms) {}

    /**
     * One round against another engine, medians in ms per iteration.
     *
     * @param other the other engine's loop
     * @param tutorial the tutorial's loop on libtorch
     * @param fp32 Cardigan in fp32
     */
    public record Comparison(double other, double tutorial, double fp32) {}

    /**
     * Times another engine's loop on the processor, in rounds with the tutorial's and Cardigan's fp32.
     *
     * @param other one iteration on real samples {@code [64, 1, 28, 28]} in -1..1; it may not keep the array
     * @param rounds at least 1
     * @param progress told each finished round
     */
    public static void compare(Consumer<float[]> other, int rounds, Consumer<Comparison> progress) {
        Device device = Device.cpu();
        try (Dataset digits = digits();
                TimedTraining fp32 = timedTraining(digits, device, Precision.FP32);
                TutorialLoop tutorial = new TutorialLoop(device, new TutorialDcgan(device))) {
            float[] batch = firstBatch(digits);
            RandomSource random = new RandomSource(2);
            Timing.timed(() -> other.accept(batch), WARM_UP_STEPS);
            Timing.timed(() -> tutorial.step(batch, BATCH, random), WARM_UP_STEPS);
            fp32.steps(WARM_UP_STEPS);
            for (int i = 0; i < rounds; i++) {
                progress.accept(new Comparison(
                        Timing.timed(() -> other.accept(batch), STEPS_PER_ROUND),
                        Timing.timed(() -> tutorial.step(batch, BATCH, random), STEPS_PER_ROUND),
                        fp32.steps(STEPS_PER_ROUND)));
            }
        }
    }

    /**
     * @param rounds at least 1; 10 take about a minute
     * @param progress told the number of finished rounds
     */
    public static Result run(Device device, int rounds, IntConsumer progress) {
        try (Dataset digits = digits();
                TimedTraining fp32 = timedTraining(digits, device, Precision.FP32);
                TimedTraining bf16 = timedTraining(digits, device, Precision.BF16);
                TutorialLoop tutorial = new TutorialLoop(device, new TutorialDcgan(device));
                ConvolutionLimit limit = new ConvolutionLimit(device)) {
            fp32.steps(1);
            double startupMs = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            float[] batch = firstBatch(digits);
            RandomSource random = new RandomSource(2);
            fp32.steps(WARM_UP_STEPS);
            bf16.steps(WARM_UP_STEPS);
            Timing.timed(() -> tutorial.step(batch, BATCH, random), WARM_UP_STEPS);
            List<Round> done = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                done.add(new Round(
                        best(limit),
                        Timing.timed(() -> tutorial.step(batch, BATCH, random), STEPS_PER_ROUND),
                        fp32.steps(STEPS_PER_ROUND),
                        bf16.steps(STEPS_PER_ROUND)));
                progress.accept(i + 1);
            }
            return result(done, gflopPerStep(fp32.trainer().plan()), startupMs);
        }
    }

    private static Result result(List<Round> rounds, double gflop, double startupMs) {
        return new Result(
                gflop,
                Timing.median(rounds.stream().map(Round::limitGflops).toList()),
                Timing.median(rounds.stream().map(Round::tutorialMs).toList()),
                Timing.median(rounds.stream().map(Round::fp32Ms).toList()),
                Timing.median(rounds.stream().map(Round::bf16Ms).toList()),
                Timing.median(rounds.stream().map(r -> r.tutorialMs / r.fp32Ms).toList()),
                Timing.median(rounds.stream().map(r -> r.fp32Ms / r.bf16Ms).toList()),
                Timing.median(rounds.stream()
                        .map(r -> gflop / (r.fp32Ms / 1e3) / r.limitGflops)
                        .toList()),
                ProcessMemory.peakRssMb(),
                startupMs);
    }

    private static double best(ConvolutionLimit limit) {
        double best = 0;
        for (int i = 0; i < STEPS_PER_ROUND; i++) {
            best = Math.max(best, limit.gflops());
        }
        return best;
    }

    private static Dataset digits() {
        return new MemoryDataset(EmbeddedSets.open("digits:2048", null).orElseThrow());
    }

    private static float[] firstBatch(Dataset data) {
        float[] batch = new float[BATCH * data.shape().elements()];
        for (int i = 0; i < BATCH; i++) {
            data.read(i, batch, i * data.shape().elements());
        }
        return batch;
    }

    private static TimedTraining timedTraining(Dataset data, Device device, Precision precision) {
        return new TimedTraining(new Dcgan(), Map.of(), data, BATCH, device, precision);
    }

    /** Three passes of G (one forward, two backward), eight of D: forward and backward on real and fake, and again for G. */
    private static double gflopPerStep(Plan plan) {
        long generator = plan.product().network().flops();
        long both = plan.players().stream()
                .mapToLong(player -> player.network().flops())
                .sum();
        long discriminator = both - generator;
        return 1e-9 * BATCH * (3 * generator + 8 * discriminator);
    }
}
