package io.github.cardigan.benchmarks;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.training.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code cardigan bench pix2pix} and {@code cyclegan}: one iteration in fp32 with batch 1 and the default networks, beside the same work at the convolution
 * limit and the tutorial's loop; and the translation of one image.
 */
public final class TranslationBench {

    private static final String GOAL = "of the time at the limit, goal at most 1.67, which is 60 % of the limit";

    private TranslationBench() {}

    /** Outlines to shapes at 128x128. */
    public static List<TrainingBench.Row> pix2pix(Device device, int rounds, IntConsumer progress) {
        Recipe recipe = Recipes.named("pix2pix");
        try (Dataset data = data("edges:shapes:64", new ImageSize(128, 128));
                TimedTraining training = new TimedTraining(recipe, Map.of(), data, 1, device, Precision.FP32);
                Plan plan = plan(recipe, data, device);
                Samples samples = new Samples(data, device);
                TutorialTranslation tutorial = new TutorialTranslation(
                        Map.of(
                                "g",
                                plan.product().network(),
                                "d",
                                plan.players().get(1).network()),
                        List.of("g"));
                ConvolutionLimit limit = new ConvolutionLimit(device)) {
            long g = plan.product().network().flops();
            long d = plan.players().get(1).network().flops();
            double gflop = 1e-9 * (3 * g + 8 * d);
            Pass pass = Pass.training(new RandomSource(3));
            return measure(
                    rounds,
                    progress,
                    limit,
                    gflop,
                    1e-9 * g,
                    training,
                    () -> tutorial.pairs(samples.first, samples.second, pass),
                    () -> translate((Translator) plan.product(), samples.first),
                    "of the time at the limit");
        }
    }

    /** Between two sets of shapes at 64x64. */
    public static List<TrainingBench.Row> cyclegan(Device device, int rounds, IntConsumer progress) {
        Recipe recipe = Recipes.named("cyclegan");
        try (Dataset data = data("domains:shapes:64,shapes:65", new ImageSize(64, 64));
                TimedTraining training = new TimedTraining(recipe, Map.of(), data, 1, device, Precision.FP32);
                Plan plan = plan(recipe, data, device);
                Samples samples = new Samples(data, device)) {
            Translator there = (Translator) plan.product();
            Map<String, Network> networks = new LinkedHashMap<>();
            networks.put("g", there.there());
            networks.put("f", there.backward().orElseThrow().network());
            networks.put("da", plan.players().get(1).network());
            networks.put("db", plan.players().get(2).network());
            try (TutorialTranslation tutorial = new TutorialTranslation(networks, List.of("g", "f"));
                    ConvolutionLimit limit = new ConvolutionLimit(device)) {
                long g = there.there().flops();
                long d = plan.players().get(1).network().flops();
                // six passes of a generator with their way back; critics: two in the generators' move, whose weights
                // get no gradient, and four
                double gflop = 1e-9 * (6 * 3 * g + 2 * 2 * d + 4 * 3 * d);
                Pass pass = Pass.training(new RandomSource(3));
                return measure(
                        rounds,
                        progress,
                        limit,
                        gflop,
                        1e-9 * g,
                        training,
                        () -> tutorial.domains(samples.first, samples.second, pass),
                        () -> translate(there, samples.first),
                        "of the time at the limit, goal at most 2.27, 1.25 / 0.55");
            }
        }
    }

    private static List<TrainingBench.Row> measure(
            int rounds,
            IntConsumer progress,
            ConvolutionLimit limit,
            double gflop,
            double translationGflop,
            TimedTraining training,
            Runnable tutorial,
            Runnable translation,
            String goal) {
        Map<String, List<Double>> times = TrainingBench.rounds(
                rounds,
                progress,
                List.of(
                        new TrainingBench.Contender("at the limit", "limit", () -> gflop / limit.gflops() * 1e3),
                        new TrainingBench.Contender("tutorial loop", "tutorial", () -> Timing.timed(tutorial, 2)),
                        new TrainingBench.Contender("Cardigan", "cardigan", () -> training.steps(2)),
                        new TrainingBench.Contender(
                                "at the limit", "translation_limit", () -> translationGflop / limit.gflops() * 1e3),
                        new TrainingBench.Contender("translation", "translation", () -> Timing.timed(translation, 3))));
        return List.of(
                TrainingBench.row("the same work at the convolution limit", "limit", times, "limit", ""),
                TrainingBench.row("tutorial loop", "tutorial", times, "cardigan", "of Cardigan's time"),
                TrainingBench.row("Cardigan", "cardigan", times, "limit", goal),
                TrainingBench.row("one image at the limit", "translation_limit", times, "translation_limit", ""),
                TrainingBench.row("one image translated", "translation", times, "translation_limit", GOAL));
    }

    private static void translate(Translator translator, Tensor image) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            translator.translate(image, Pass.inference());
        }
    }

    private static Plan plan(Recipe recipe, Dataset data, Device device) {
        return recipe.plan(OptionValues.defaults(recipe.options()), data, device, new RandomSource(2));
    }

    private static Dataset data(String name, ImageSize size) {
        return new MemoryDataset(PairSets.open(
                        name,
                        size,
                        Split.TRAIN,
                        source -> EmbeddedSets.open(source, size).orElseThrow(),
                        notice -> {})
                .orElseThrow());
    }

    /** The first sample's two images on the device. */
    private static final class Samples implements AutoCloseable {

        private final Tensor first;
        private final Tensor second;

        Samples(Dataset data, Device device) {
            ImagePair pair = data.pair().orElseThrow();
            float[] values = new float[data.shape().elements()];
            data.read(0, values, 0);
            try (TensorScope scope = new TensorScope()) {
                Tensor both = device.move(Tensor.create(values, data.shape().batch(1)));
                first = TensorScope.own(both.narrow(1, 0, pair.firstChannels()).clone());
                second = TensorScope.own(both.narrow(1, pair.firstChannels(), pair.secondChannels())
                        .clone());
            }
        }

        @Override
        public void close() {
            TensorScope.release(first);
            TensorScope.release(second);
        }
    }
}
