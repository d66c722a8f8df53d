package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes whose discriminator says, or sees, more than an image's score: acgan, infogan, bigan. Losses against sums done by hand. */
class HeadsTest {

    private static final Shape DIGIT = Shape.image(1, 28, 28);
    private static final List<String> TEN = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /** Losses of about 10, computed in float32 in another order. */
    private static final double PRECISE = 1e-4;

    private static Pass training() {
        return Pass.training(new RandomSource(0));
    }

    /** The fakes of the first step: batch statistics are the batch's own. */
    private static Tensor fakes(FirstStep step) {
        return step.generator().generate(step.z(), Tensor.create(step.asked()), training());
    }

    private static float[] column(float[] outputs, int width, int column) {
        float[] values = new float[outputs.length / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = outputs[i * width + column];
        }
        return values;
    }

    @Test
    void acganAddsTheClassesOfRealAndGeneratedSamplesToTheSource() {
        try (TensorScope scope = new TensorScope();
                FirstStep step = FirstStep.of(
                        new Acgan(), Map.of("width", "4", "dropout", "0", "latent", "6", "class-weight", "0.5"))) {
            Network judge = step.before().get("discriminator");
            float[] real = Tensors.toFloats(judge.forward(step.real(), training()));
            float[] fake = Tensors.toFloats(judge.forward(fakes(step), training()));
            double source =
                    FirstStep.meanSoftplus(column(real, 11, 0), -1) + FirstStep.meanSoftplus(column(fake, 11, 0), 1);
            double classes = FirstStep.crossEntropy(real, 11, 1, 10, step.labels())
                    + FirstStep.crossEntropy(fake, 11, 1, 10, step.labels());
            assertThat(step.asked()).isEqualTo(step.labels());
            assertThat(step.values().get("discriminator_loss")).isCloseTo(source + 0.5 * classes, within(PRECISE));
            assertThat(step.values().get("aux_accuracy")).isBetween(0.0, 1.0);
            assertThat(step.values()).containsKeys("d_real", "d_fake", "generator_loss");
        }
    }

    @Test
    void infoganTakesTheInformationOffTheLoss() {
        Map<String, String> set = Map.of(
                "width",
                "4",
                "dropout",
                "0",
                "latent",
                "6",
                "categories",
                "3",
                "continuous",
                "2",
                "information-weight",
                "0.5",
                "continuous-weight",
                "0.2");
        try (TensorScope scope = new TensorScope();
                FirstStep step = FirstStep.of(new Infogan(), set)) {
            Network judge = step.before().get("discriminator");
            int width = 1 + 3 + 2 * 2;
            float[] real = Tensors.toFloats(judge.forward(step.real(), training()));
            float[] fake = Tensors.toFloats(judge.forward(fakes(step), training()));
            double gan = FirstStep.meanSoftplus(column(real, width, 0), -1)
                    + FirstStep.meanSoftplus(column(fake, width, 0), 1);
            double categorical = Math.log(3) - FirstStep.crossEntropy(fake, width, 1, 3, step.asked());
            float[] z = Tensors.toFloats(step.z()); // [5, 6 + 2]
            double continuous = 0;
            for (int i = 0; i < 5; i++) {
                for (int c = 0; c < 2; c++) {
                    double distance = z[8 * i + 6 + c] - fake[width * i + 4 + c];
                    double variance = Math.exp(fake[width * i + 6 + c]);
                    double density =
                            Math.exp(-distance * distance / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
                    continuous += (Math.log(density) + Math.log(2)) / 5;
                }
            }
            assertThat(step.values().get("information")).isCloseTo(categorical, within(PRECISE));
            assertThat(step.values().get("continuous_information")).isCloseTo(continuous, within(PRECISE));
            assertThat(step.values().get("discriminator_loss"))
                    .isCloseTo(gan - 0.5 * categorical - 0.2 * continuous, within(PRECISE));
            for (float value : z) {
                assertThat(value).isBetween(-1f, 1f);
            }
        }
    }

    @Test
    void biganJudgesPairsAndItsEncoderAndGeneratorWantTheOpposite() {
        try (TensorScope scope = new TensorScope();
                FirstStep step = FirstStep.of(
                        new Bigan(),
                        Map.of("hidden", "8", "latent", "4", "discriminator-learning-rate", "0.000000000001"))) {
            Network judge = step.before().get("discriminator");
            Autoencoder both = new Autoencoder(step.before().get("generator"), Optional.of(Latent.normal(4)));
            Tensor labels = Tensor.create(step.labels());
            Tensor codes = both.encode(step.real(), labels, training()); // [5, 4]
            float[] real = Tensors.toFloats(judge.forward(pair(step.real(), codes), training()));
            float[] fake = Tensors.toFloats(judge.forward(pair(fakes(step), step.z()), training()));
            assertThat(step.values().get("discriminator_loss"))
                    .isCloseTo(FirstStep.meanSoftplus(real, -1) + FirstStep.meanSoftplus(fake, 1), within(PRECISE));
            assertThat(step.values().get("generator_loss")) // the discriminator has hardly moved
                    .isCloseTo(FirstStep.meanSoftplus(real, 1) + FirstStep.meanSoftplus(fake, -1), within(PRECISE));
        }
    }

    private static Tensor pair(Tensor samples, Tensor codes) {
        float[] x = Tensors.toFloats(samples);
        float[] z = Tensors.toFloats(codes);
        float[] pairs = new float[5 * (784 + 4)];
        for (int i = 0; i < 5; i++) {
            System.arraycopy(x, 784 * i, pairs, 788 * i, 784);
            System.arraycopy(z, 4 * i, pairs, 788 * i + 784, 4);
        }
        return Tensor.create(pairs, 5, 788);
    }

    @Test
    void labelsAreAskedForWhereTheyAreNeeded() {
        assertThatThrownBy(() -> plan(new Acgan(), Map.of(), new Samples(DIGIT, List.of())))
                .isInstanceOf(DataException.class)
                .hasMessage("acgan expects labelled data with at least 2 classes, got data without labels");
        for (Recipe recipe : List.of(new Infogan(), new Bigan())) {
            plan(recipe, Map.of("width", "4"), new Samples(DIGIT, List.of())).close();
        }
    }

    @Test
    void generatorsAreAskedForClassesOrForCodes() {
        try (Plan acgan = plan(new Acgan(), Map.of("width", "4"), new Samples(DIGIT, TEN));
                Plan infogan =
                        plan(new Infogan(), Map.of("width", "4", "categories", "2"), new Samples(DIGIT, List.of()))) {
            assertThat(acgan.product().generator().orElseThrow().conditions().classes())
                    .isEqualTo(TEN);
            Generator generator = infogan.product().generator().orElseThrow();
            assertThat(generator.conditions().classes()).containsExactly("code 0", "code 1");
            assertThat(generator.latent()).isEqualTo(Latent.uniform(64));
        }
    }

    /** What goes with every GAN goes with one whose discriminator says more, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "objective=hinge spectral-norm=true",
                "objective=wasserstein weight-clipping=0.05 discriminator-steps=2",
                "objective=relativistic equalised-learning-rate=true",
                "penalty=r1 penalty-every=2",
                "label-smoothing=0.1 label-flipping=0.2",
                "minibatch-discrimination=3 minibatch-deviation=true",
                "instance-noise=0.2:0.5 augment=translation,cutout",
                "ada=move,cutout discriminator-warmup=1",
                "feature-matching=1 historical-averaging=0.5"
            })
    void theBlocksOfTheFamilyGoWithThem(String settings) {
        for (Recipe recipe : List.of(new Acgan(), new Infogan())) {
            Map<String, String> set = new HashMap<>(Map.of("width", "4", "latent", "3"));
            for (String setting : settings.split(" ")) {
                set.put(setting.split("=")[0], setting.split("=")[1]);
            }
            try (Dataset digits = EmbeddedSets.open("digits:40", null).orElseThrow();
                    Trainer trainer = new Trainer(
                            plan(recipe, set, Samples.of(digits)),
                            digits,
                            new TrainingSettings(4, 1, 1, Device.cpu(), Precision.FP32, 0))) {
                List<Double> losses = new ArrayList<>();
                trainer.listen(new TrainingListener() {
                    @Override
                    public void stepDone(Trainer stepped, StepReport report) {
                        losses.add(report.values().get("discriminator_loss"));
                    }
                });
                trainer.run(Budget.steps(3));
                assertThat(losses).hasSize(3).doesNotHaveDuplicates().allMatch(Double::isFinite);
            }
        }
    }

    @Test
    void aPackOfSamplesHasNoOneClass() {
        for (Recipe recipe : List.of(new Acgan(), new Infogan())) {
            assertThatThrownBy(() -> plan(recipe, Map.of("packing", "2"), new Samples(DIGIT, TEN)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("packing and a conditional recipe");
        }
    }

    /** What DCGANs are built for, BiGANs and the others are, too; dense BiGANs take anything, points among it. */
    @ParameterizedTest
    @CsvSource({"acgan, 3, 32, 32", "infogan, 3, 16, 24", "bigan, 3, 32, 32", "bigan, 1, 48, 48", "sgan, 3, 32, 32"})
    void otherImagesGetConvolutions(String name, int channels, int height, int width) {
        Shape sample = Shape.image(channels, height, width);
        try (TensorScope scope = new TensorScope();
                Plan plan = plan(Recipes.named(name), Map.of("width", "4"), new Samples(sample, TEN))) {
            Generator generator = plan.generator().orElseThrow();
            assertThat(generator.shape()).isEqualTo(sample);
            assertThat(plan.productPlayer().network().layers().toString()).contains("Conv");
        }
    }

    @ParameterizedTest
    @CsvSource({"bigan", "sgan"})
    void pointsGetDenseNetworksThatDoNotSquash(String name) {
        try (Plan plan = plan(Recipes.named(name), Map.of(), new Samples(Shape.of(2), TEN))) {
            Generator generator = plan.generator().orElseThrow();
            assertThat(generator.shape()).isEqualTo(Shape.of(2));
            assertThat(generator.network().layers().toString()).doesNotContain("TANH", "Tanh");
        }
    }

    private static Plan plan(Recipe recipe, Map<String, String> set, Samples samples) {
        return recipe.plan(OptionValues.of(recipe.options(), set), samples, Device.cpu(), new RandomSource(1));
    }
}
