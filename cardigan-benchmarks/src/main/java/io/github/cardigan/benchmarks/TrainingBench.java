package io.github.cardigan.benchmarks;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.training.Diagnosis;
import io.github.cardigan.training.Diversity;
import io.github.cardigan.training.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code cardigan bench gan}, {@code wgan-gp} and {@code sgan}: one iteration in fp32 on 2,048 drawn digits, and what it is to be compared with,
 * in rounds so that both run under the same conditions.
 */
public final class TrainingBench {

    private TrainingBench() {}

    /**
     * One measurement.
     *
     * @param what for people
     * @param key for programs
     * @param ms median over the rounds of each round's median, per iteration
     * @param compared median over the rounds of what the measurement is compared with; 1 for what others are compared with
     * @param meaning what {@code compared} is
     */
    public record Row(String what, String key, double ms, double compared, String meaning) {}

    /** What is measured in each round: the label and one median in ms. */
    record Contender(String what, String key, DoubleSupplier round) {}

    /** The dense recipe against its networks in bare libtorch calls, and what watching it costs; batch 64. */
    public static List<Row> gan(Device device, int rounds, IntConsumer progress) {
        int batch = 64;
        int steps = 40;
        try (Dataset digits = digits();
                TimedTraining training =
                        new TimedTraining(Recipes.named("gan"), Map.of(), digits, batch, device, Precision.FP32);
                TutorialLoop tutorial = new TutorialLoop(device, new TutorialGan(device))) {
            float[] values = new float[batch * digits.shape().elements()];
            for (int i = 0; i < batch; i++) {
                digits.read(i, values, i * digits.shape().elements());
            }
            RandomSource random = new RandomSource(2);
            Watching watching = new Watching(values, digits, device);
            Map<String, List<Double>> times = rounds(
                    rounds,
                    progress,
                    List.of(
                            new Contender(
                                    "tutorial loop",
                                    "tutorial",
                                    () -> Timing.timed(() -> tutorial.step(values, batch, random), steps)),
                            new Contender("Cardigan", "cardigan", () -> training.steps(steps)),
                            new Contender("of it diagnosis", "diagnosis", () -> Timing.timed(watching::step, steps))));
            return List.of(
                    row("tutorial loop", "tutorial", times, "tutorial", "bare libtorch calls"),
                    row("Cardigan", "cardigan", times, "tutorial", "of the tutorial's time, goal at most 1.67"),
                    row("of it diagnosis", "diagnosis", times, "cardigan", "of Cardigan's time, goal at most 0.02"));
        }
    }

    /** A gradient penalty and spectral norm against the same networks with clipped weights; batch 64, five critic steps. */
    public static List<Row> wganGp(Device device, int rounds, IntConsumer progress) {
        int batch = 64;
        int steps = 1; // of five critic updates
        Map<String, String> plain = Map.of("penalty", "none", "weight-clipping", "0.01");
        Map<String, String> spectral = Map.of("penalty", "none", "spectral-norm", "true");
        try (Dataset digits = digits();
                TimedTraining clipped = wgan(plain, digits, batch, device);
                TimedTraining penalised = wgan(Map.of(), digits, batch, device);
                TimedTraining normed = wgan(spectral, digits, batch, device)) {
            Map<String, List<Double>> times = rounds(
                    rounds,
                    progress,
                    List.of(
                            new Contender("clipped weights", "clipped", () -> clipped.steps(steps)),
                            new Contender("gradient penalty", "penalty", () -> penalised.steps(steps)),
                            new Contender("spectral norm", "spectral_norm", () -> normed.steps(steps))));
            return List.of(
                    row("clipped weights", "clipped", times, "clipped", "the plain step"),
                    row("gradient penalty", "penalty", times, "clipped", "of the plain step, goal at most 2.5"),
                    row("spectral norm", "spectral_norm", times, "clipped", "of the plain step, goal at most 1.05"));
        }
    }

    private static TimedTraining wgan(Map<String, String> set, Dataset digits, int batch, Device device) {
        return new TimedTraining(Recipes.named("wgan-gp"), set, digits, batch, device, Precision.FP32);
    }

    /** The semi-supervised recipe at its batch of 100 against the convolution limit. */
    public static List<Row> sgan(Device device, int rounds, IntConsumer progress) {
        int batch = 100;
        int steps = 5;
        try (Dataset digits = digits();
                TimedTraining training =
                        new TimedTraining(Recipes.named("sgan"), Map.of(), digits, batch, device, Precision.FP32);
                ConvolutionLimit limit = new ConvolutionLimit(device)) {
            double gflop = sganGflop(training.trainer().plan(), batch);
            Map<String, List<Double>> times = rounds(
                    rounds,
                    progress,
                    List.of(
                            new Contender("at the limit", "limit", () -> gflop / limit.gflops() * 1e3),
                            new Contender("Cardigan", "cardigan", () -> training.steps(steps))));
            return List.of(
                    row("the same work at the convolution limit", "limit", times, "limit", ""),
                    row("Cardigan", "cardigan", times, "limit", "of the time at the limit"));
        }
    }

    /**
     * The discriminator sees three batches forward and twice backward, in the generator's move one forward and one forward and backward; the
     * generator one forward and twice backward.
     */
    private static double sganGflop(Plan plan, int batch) {
        long discriminator = plan.product().network().flops();
        long both = plan.players().stream()
                .mapToLong(player -> player.network().flops())
                .sum();
        return 1e-9 * batch * (12 * discriminator + 3 * (both - discriminator));
    }

    static Map<String, List<Double>> rounds(int rounds, IntConsumer progress, List<Contender> contenders) {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int i = 0; i <= rounds; i++) {
            for (Contender contender : contenders) {
                double ms = contender.round().getAsDouble();
                if (i > 0) { // the first steps prepare kernels
                    times.computeIfAbsent(contender.key(), key -> new ArrayList<>())
                            .add(ms);
                }
            }
            progress.accept(i);
        }
        return times;
    }

    static Row row(String what, String key, Map<String, List<Double>> times, String reference, String meaning) {
        List<Double> own = times.getOrDefault(key, List.of());
        List<Double> others = times.getOrDefault(reference, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i) / others.get(i));
        }
        return new Row(what, key, Timing.median(own), Timing.median(ratios), meaning);
    }

    private static Dataset digits() {
        return new MemoryDataset(EmbeddedSets.open("digits:2048", null).orElseThrow());
    }

    /** What a trainer does in each step to watch it, on its own: distances within the batch, and the windows of all values. */
    private static final class Watching {

        private final float[] values;
        private final long[] shape;
        private final Device device;
        private final Diagnosis diagnosis = new Diagnosis();
        private final RandomSource random = new RandomSource(3);
        private long step;

        Watching(float[] values, Dataset data, Device device) {
            this.values = Arrays.copyOf(values, Diversity.SAMPLES * data.shape().elements());
            this.shape = data.shape().batch(Diversity.SAMPLES);
            this.device = device;
        }

        void step() {
            try (TensorScope scope = new TensorScope()) {
                Tensor real = device.move(Tensor.create(values, shape));
                double diversity =
                        Diversity.ratio(real, real, Diversity.SAMPLES).item_double();
                double noise = 0.1 * random.nextDouble();
                diagnosis.take(
                        ++step,
                        Map.of(
                                "d_real",
                                0.6 + noise,
                                "d_fake",
                                0.4 - noise,
                                "diversity",
                                diversity,
                                "discriminator_loss",
                                1.2 + noise,
                                "generator_loss",
                                0.8 - noise,
                                "discriminator_gradient_norm",
                                1 + noise,
                                "generator_gradient_norm",
                                1 - noise));
            }
        }
    }
}
