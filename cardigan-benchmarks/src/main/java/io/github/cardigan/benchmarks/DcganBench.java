package io.github.cardigan.benchmarks;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.recipe.Dcgan;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
                Timed fp32 = new Timed(digits, device, Precision.FP32);
                TutorialLoop tutorial = new TutorialLoop(device)) {
            float[] batch = firstBatch(digits);
            RandomSource random = new RandomSource(2);
            timed(() -> other.accept(batch), WARM_UP_STEPS);
            timed(() -> tutorial.step(batch, BATCH, random), WARM_UP_STEPS);
            fp32.steps(WARM_UP_STEPS);
            for (int i = 0; i < rounds; i++) {
                progress.accept(new Comparison(
                        timed(() -> other.accept(batch), STEPS_PER_ROUND),
                        timed(() -> tutorial.step(batch, BATCH, random), STEPS_PER_ROUND),
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
                Timed fp32 = new Timed(digits, device, Precision.FP32);
                Timed bf16 = new Timed(digits, device, Precision.BF16);
                TutorialLoop tutorial = new TutorialLoop(device);
                ConvolutionLimit limit = new ConvolutionLimit(device)) {
            fp32.steps(1);
            double startupMs = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            float[] batch = firstBatch(digits);
            RandomSource random = new RandomSource(2);
            fp32.steps(WARM_UP_STEPS);
            bf16.steps(WARM_UP_STEPS);
            timed(() -> tutorial.step(batch, BATCH, random), WARM_UP_STEPS);
            List<Round> done = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                done.add(new Round(
                        best(limit),
                        timed(() -> tutorial.step(batch, BATCH, random), STEPS_PER_ROUND),
                        fp32.steps(STEPS_PER_ROUND),
                        bf16.steps(STEPS_PER_ROUND)));
                progress.accept(i + 1);
            }
            return result(done, fp32.gflopPerStep(), startupMs);
        }
    }

    private static Result result(List<Round> rounds, double gflop, double startupMs) {
        return new Result(
                gflop,
                median(rounds.stream().map(Round::limitGflops).toList()),
                median(rounds.stream().map(Round::tutorialMs).toList()),
                median(rounds.stream().map(Round::fp32Ms).toList()),
                median(rounds.stream().map(Round::bf16Ms).toList()),
                median(rounds.stream().map(r -> r.tutorialMs / r.fp32Ms).toList()),
                median(rounds.stream().map(r -> r.fp32Ms / r.bf16Ms).toList()),
                median(rounds.stream()
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

    /** Median milliseconds of one call. */
    private static double timed(Runnable step, int steps) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            long start = System.nanoTime();
            step.run();
            times.add((System.nanoTime() - start) / 1e6);
        }
        return median(times);
    }

    /**
     * The middle value, or the mean of the two in the middle.
     *
     * @param values at least one
     */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Cardigan's own trainer, timed. */
    private static final class Timed implements AutoCloseable, TrainingListener {

        private final Trainer trainer;
        private final List<Double> times = new ArrayList<>();

        Timed(Dataset data, Device device, Precision precision) {
            Recipe recipe = new Dcgan();
            OptionValues options = OptionValues.defaults(recipe.options());
            trainer = new Trainer(
                    recipe.plan(options, Samples.of(data), device, new RandomSource(1)),
                    data,
                    new TrainingSettings(BATCH, 1, 1, device, precision, 0));
            trainer.listen(this);
        }

        @Override
        public void stepDone(Trainer stepped, StepReport report) {
            times.add(report.seconds() * 1e3);
        }

        /** Trains on and returns the median of the steps' milliseconds. */
        double steps(int count) {
            times.clear();
            trainer.run(Budget.steps(trainer.position().step() + count));
            return median(times);
        }

        /** Three passes of G (one forward, two backward), eight of D: forward and backward on real and fake, and again for G. */
        double gflopPerStep() {
            long generator = trainer.plan().product().network().flops();
            long both = trainer.plan().players().stream()
                    .mapToLong(player -> player.network().flops())
                    .sum();
            long discriminator = both - generator;
            return 1e-9 * BATCH * (3 * generator + 8 * discriminator);
        }

        @Override
        public void close() {
            trainer.close();
        }
    }
}
