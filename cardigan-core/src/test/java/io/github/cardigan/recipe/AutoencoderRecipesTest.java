package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.EncoderDecoder;
import io.github.cardigan.network.NetworkSummary;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The four autoencoders; what holds for every recipe is in RecipeContractTest. */
class AutoencoderRecipesTest {

    private static final Shape DIGIT = Shape.image(1, 28, 28);
    private static final List<String> TEN = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private static Plan plan(Recipe recipe, Map<String, String> set, Samples samples) {
        return recipe.plan(OptionValues.of(recipe.options(), set), samples, Device.cpu(), new RandomSource(1));
    }

    private static long parameters(EncoderDecoder layers, Shape input) {
        return NetworkSummary.of(layers, input).parameters();
    }

    /** The example that everybody starts from, 784-400-20, has one hidden layer less: 784 x 400 and so on, counted by hand. */
    @Test
    void denseNetworksHaveTwoHiddenLayersASide() {
        AutoencoderNetworks networks = new AutoencoderNetworks(AutoencoderNetworks.Kind.DENSE, 20, 400, 32);
        long encoder = 784 * 400 + 400 + 400 * 400 + 400 + 400 * 40 + 40;
        long decoder = 20 * 400 + 400 + 400 * 400 + 400 + 400 * 784 + 784;
        assertThat(parameters(networks.layers(DIGIT, 0, true, true), DIGIT)).isEqualTo(encoder + decoder);
        long classes = 10 * 400 + 10 * 400; // a weight per class and unit of the first layers
        assertThat(parameters(networks.layers(DIGIT, 10, true, true), Shape.image(11, 28, 28)))
                .isEqualTo(encoder + decoder + classes);
    }

    /** 16 kernel weights: 16 x 32 + 32, 16 x 32 x 64 + 64, 3136 x 100 + 100, 100 x 8 + 8; and back. */
    @Test
    void convNetworksHalveAndDoubleAgain() {
        AutoencoderNetworks networks = new AutoencoderNetworks(AutoencoderNetworks.Kind.CONV, 8, 100, 32);
        long encoder = 544 + 32_832 + 313_700 + 808;
        long decoder = 900 + (100 * 3136 + 3136) + (16 * 64 * 32 + 32) + (16 * 32 + 1);
        assertThat(parameters(networks.layers(DIGIT, 0, false, false), DIGIT)).isEqualTo(encoder + decoder);
        for (Shape sample : List.of(Shape.image(3, 64, 48), Shape.image(3, 8, 16), Shape.image(1, 20, 28))) {
            assertThat(networks.layers(sample, 0, true, false).outputShape(sample))
                    .isEqualTo(sample);
        }
    }

    @ParameterizedTest
    @CsvSource({"27, 28", "6, 6", "500, 500"})
    void sidesThatCannotBeHalvedAreRefusedWithAdvice(int height, int width) {
        Samples samples = new Samples(Shape.image(1, height, width), TEN);
        assertThatThrownBy(() -> plan(new Vae(), Map.of("network", "conv"), samples))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("for conv networks, got [1, " + height + ", " + width + "]");
    }

    @Test
    void denseNetworksTakeVectors() {
        try (Plan plan = plan(new Vae(), Map.of("hidden", "8"), new Samples(Shape.of(2), List.of()))) {
            assertThat(((Autoencoder) plan.product()).shape()).isEqualTo(Shape.of(2));
        }
    }

    @Test
    void whatHasAPriorGeneratesAndWhatIsToldClassesIsAskedForThem() {
        Samples digits = new Samples(DIGIT, TEN);
        Map<String, String> small = Map.of("hidden", "8", "latent", "5");
        try (Plan plain = plan(new AutoencoderRecipe(), small, digits);
                Plan denoising = plan(new DenoisingAutoencoder(), small, digits);
                Plan vae = plan(new Vae(), small, digits);
                Plan cvae = plan(new Cvae(), small, digits)) {
            assertThat(plain.product().generator()).isEmpty();
            assertThat(denoising.product().generator()).isEmpty();
            assertThat(vae.product().generator().orElseThrow().latent().size()).isEqualTo(5);
            assertThat(cvae.product().generator().orElseThrow().conditions().classes())
                    .isEqualTo(TEN);
        }
        assertThatThrownBy(() -> plan(new Cvae(), small, new Samples(DIGIT, List.of())))
                .isInstanceOf(DataException.class)
                .hasMessage("cvae expects labelled data with at least 2 classes, got data without labels");
    }

    /** 90,000 values of 0: shares within four deviations, 4 sqrt(0.3 x 0.7 / 90,000) = 0.006; of noise 0.6 x 4 / sqrt(2 x 90,000). */
    @Test
    void corruptionsSpoilAsMuchAsTheyShould() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = torch.full(new long[] {100, 1, 30, 30}, new Scalar(0f));
            Tensor masked = PixelCorruption.MASKING.apply(x, 0.3, new RandomSource(1));
            assertThat(masked.mean().item_double()).isCloseTo(-0.3, within(0.0061));
            assertThat(masked.max().item_double()).isZero();
            Tensor salted = PixelCorruption.SALT_AND_PEPPER.apply(x, 0.3, new RandomSource(1));
            assertThat(salted.abs().mean().item_double()).isCloseTo(0.3, within(0.0061));
            assertThat(salted.mean().item_double()).isCloseTo(0, within(0.0073)); // 4 sqrt(0.3 / 90,000)
            Tensor noisy = PixelCorruption.GAUSSIAN.apply(x, 0.3, new RandomSource(1));
            assertThat(noisy.square().mean().sqrt().item_double()).isCloseTo(0.6, within(0.0057));
            assertThat(Tensors.toFloats(x)).containsOnly(0f);
        }
    }

    private static List<Map<String, Double>> trained(Recipe recipe, Map<String, String> set, int steps, Dataset data) {
        Natives.setThreads(1);
        OptionValues options = OptionValues.of(recipe.options(), set);
        Plan plan = recipe.plan(options, Samples.of(data), Device.cpu(), new RandomSource(1));
        List<Map<String, Double>> values = new ArrayList<>();
        try (Trainer trainer =
                new Trainer(plan, data, new TrainingSettings(50, 1, 1, Device.cpu(), Precision.FP32, 0))) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    values.add(report.values());
                }
            });
            trainer.run(Budget.steps(steps));
            Holdout.share(data, 0.1, 1)
                    .validation()
                    .map(heldOut -> recipe.measures(options, heldOut))
                    .orElse(List.of())
                    .forEach(measure -> values.add(measure.measure(trainer.product(), steps)));
        }
        return values;
    }

    private static Map<String, String> small(String... more) {
        Map<String, String> set = new LinkedHashMap<>(Map.of("hidden", "32", "width", "4", "learning-rate", "0.003"));
        for (int i = 0; i < more.length; i += 2) {
            set.put(more[i], more[i + 1]);
        }
        return set;
    }

    /** A constant picture of mean intensities needs about 230 nats of these digits; 784 coin flips are 543. */
    @ParameterizedTest
    @CsvSource({"vae, dense, dynamic", "vae, conv, static", "cvae, dense, dynamic", "cvae, conv, none"})
    void theBoundRises(String name, String network, String binarise) {
        Recipe recipe = Recipes.named(name);
        try (Dataset digits = EmbeddedSets.open("digits:500", null).orElseThrow()) {
            List<Map<String, Double>> values =
                    trained(recipe, small("network", network, "binarise", binarise), 60, digits);
            Map<String, Double> first = values.get(0);
            Map<String, Double> last = values.get(59);
            assertThat(first.get("elbo")).isBetween(-600.0, -400.0); // first weights are not quite undecided
            assertThat(last.get("elbo"))
                    .isGreaterThan(-300)
                    .isCloseTo(-last.get("reconstruction") - last.get("divergence"), within(1e-3));
            assertThat(last.get("autoencoder_loss")).isCloseTo(-last.get("elbo"), within(1e-3)); // beta is 1
            assertThat(values.get(60).get("validation_bound")).isLessThan(300);
        }
    }

    @Test
    void betaWeighsTheDivergenceAndAGaussianHasADensity() {
        try (Dataset digits = EmbeddedSets.open("digits:100", null).orElseThrow()) {
            Map<String, Double> values = trained(
                            new Vae(), small("beta", "4", "likelihood", "gaussian", "deviation", "0.5"), 2, digits)
                    .get(1);
            assertThat(values.get("autoencoder_loss"))
                    .isCloseTo(values.get("reconstruction") + 4 * values.get("divergence"), within(1e-2));
            // 784 log(0.5 sqrt(2 pi)) = 177.0 is the least that this deviation allows
            assertThat(values.get("reconstruction")).isGreaterThan(177.0);
        }
    }

    /** Masked digits differ from clean ones; what comes out differs less than what went in. */
    @ParameterizedTest
    @CsvSource({"masking, squared", "gaussian, absolute", "salt-and-pepper, bernoulli"})
    void reconstructionsImprove(String corruption, String loss) {
        try (Dataset digits = EmbeddedSets.open("digits:500", null).orElseThrow()) {
            List<Map<String, Double>> values =
                    trained(new DenoisingAutoencoder(), small("corruption", corruption, "loss", loss), 60, digits);
            assertThat(values.get(59).get("reconstruction"))
                    .isLessThan(0.6 * values.get(0).get("reconstruction"));
        }
    }

    @Test
    void greyIsBinarisedByChanceAndATenthIsHeldOutUnlessTheUserSays() {
        Vae vae = new Vae();
        try (Dataset digits = EmbeddedSets.open("digits:200", null).orElseThrow();
                Dataset shapes = EmbeddedSets.open("shapes:200", null).orElseThrow()) {
            OptionValues options = OptionValues.defaults(vae.options());
            assertThat(vae.holdOut(options, digits, 1)
                            .validation()
                            .orElseThrow()
                            .size())
                    .isEqualTo(20);
            assertThat(found(vae, options, digits)).contains("binarisation=dynamic", "Bernoulli");
            assertThat(found(vae, options, shapes)).contains("binarisation=none");
            OptionValues none = OptionValues.of(vae.options(), Map.of("validation", "0"));
            assertThat(vae.holdOut(none, digits, 1).validation()).isEmpty();
        }
    }

    private static String found(Vae vae, OptionValues options, Dataset data) {
        var measure = vae.measures(options, data).get(0);
        try (Plan plan = vae.plan(options, Samples.of(data), Device.cpu(), new RandomSource(1))) {
            measure.measure(plan.product(), 0);
        }
        return measure.findings().toString();
    }
}
