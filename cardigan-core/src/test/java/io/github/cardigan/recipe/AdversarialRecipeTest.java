package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.run.Run;
import io.github.cardigan.run.RunDescription;
import io.github.cardigan.run.RunSettings;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks recombine: every option of the family trains, moves what it should, and resumes bit for bit. */
class AdversarialRecipeTest {

    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objective=minimax",
                "objective=least-squares",
                "objective=wasserstein weight-clipping=0.05 discriminator-steps=2",
                "objective=hinge spectral-norm=true",
                "objective=relativistic",
                "penalty=gradient",
                "penalty=gradient-one-sided penalty-target=2",
                "penalty=dragan",
                "penalty=r1 penalty-every=2",
                "penalty=r2",
                "label-smoothing=0.1",
                "label-flipping=0.2",
                "minibatch-discrimination=3",
                "minibatch-deviation=true",
                "packing=2",
                "instance-noise=0.2:0.5",
                "augment=colour,translation,cutout",
                "ada=mirror,move,scale,cutout ada-samples=1000",
                "discriminator-warmup=2",
                "feature-matching=1",
                "historical-averaging=0.5",
                "equalised-learning-rate=true",
                "spectral-norm=true minibatch-discrimination=2 packing=2 instance-noise=0.1 feature-matching=1"
                        + " historical-averaging=0.1 label-flipping=0.1 penalty=r1"
            })
    void anOptionTrainsDiffersFromThePlainGameAndResumesBitForBit(String settings) {
        Path whole = train("whole", settings, 4);
        Path plain = train("plain", "", 4);
        train("cut", settings, 2);
        Path resumed = resume("cut", settings, 4);
        assertThat(whole.resolve("model/model.safetensors"))
                .hasSameBinaryContentAs(resumed.resolve("model/model.safetensors"));
        boolean startsAtNothing =
                settings.startsWith("ada"); // and grows by what the discriminator makes of real samples
        assertThat(Arrays.equals(bytes(whole), bytes(plain))).isEqualTo(startsAtNothing);
    }

    private static byte[] bytes(Path run) {
        try {
            return java.nio.file.Files.readAllBytes(run.resolve("model/model.safetensors"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, String> options(String settings) {
        Map<String, String> options = new LinkedHashMap<>(Map.of("width", "4", "depth", "2", "latent", "3"));
        for (String setting : settings.split(" ")) {
            if (!setting.isEmpty()) {
                String[] parts = setting.split("=");
                options.put(parts[0], parts[1]);
            }
        }
        return options;
    }

    private static Plan plan(Recipe recipe, String settings, Samples samples) {
        Natives.setThreads(1);
        return recipe.plan(
                OptionValues.of(recipe.options(), options(settings)), samples, Device.cpu(), new RandomSource(5));
    }

    private static Trainer trainer(Recipe recipe, String settings, Dataset data) {
        return new Trainer(
                plan(recipe, settings, Samples.of(data)),
                data,
                new TrainingSettings(4, 1, 1, Device.cpu(), Precision.FP32, 0.9));
    }

    private Path train(String name, String settings, int steps) {
        RunDescription description = new RunDescription(
                RunDescription.FORMAT_VERSION,
                "gan",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                "2026-01-01T00:00:00Z");
        try (Run run = Run.create(parent.resolve(name), description)) {
            return go(run, settings, steps);
        }
    }

    private Path resume(String name, String settings, int steps) {
        try (Run run = Run.resume(parent.resolve(name))) {
            return go(run, settings, steps);
        }
    }

    /** Towards four steps, so that what follows the budget is the same; stopped before where fewer are asked for. */
    private static Path go(Run run, String settings, int steps) {
        try (Dataset data = EmbeddedSets.open("digits:40", null).orElseThrow();
                Trainer trainer = trainer(new Gan(), settings, data)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    if (report.position().step() == steps) {
                        stepped.stopSignal().request();
                    }
                }
            });
            run.train(
                    trainer,
                    Budget.steps(4),
                    new RunSettings(1, 100, 0),
                    notice -> assertThat(notice).isEmpty());
            return run.folder();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "objective=wasserstein; objective=wasserstein without anything that keeps the critic's slope bounded",
                "objective=wasserstein spectral-norm=true minibatch-discrimination=4; without anything that keeps the critic's",
                "objective=wasserstein weight-clipping=0.1 ada=bgc; ada and objective=wasserstein",
                "objective=relativistic ada=bgc; ada and objective=relativistic",
                "objective=least-squares ada=bgc; ada and objective=least-squares",
                "objective=hinge label-smoothing=0.1; label-smoothing 0 with objective hinge, got 0.1",
                "spectral-norm=true weight-clipping=0.1; spectral-norm=true and weight-clipping",
                "spectral-norm=true equalised-learning-rate=true; spectral-norm=true and equalised-learning-rate=true",
                "weight-clipping=0.1 equalised-learning-rate=true; weight-clipping and equalised-learning-rate=true",
                "feature-matching=1 objective=relativistic; feature-matching and objective=relativistic"
            })
    void whatCannotGoTogetherIsRefusedWithAReason(String settings, String message) {
        assertThatThrownBy(() -> plan(new Gan(), settings, samples(List.of())).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((ConfigurationException) e).hint()).isNotBlank());
    }

    @Test
    void packsMustFillTheBatch() {
        OptionValues packed = OptionValues.of(new Gan().options(), Map.of("packing", "4"));
        new Gan().requireBatch(packed, 64);
        assertThatThrownBy(() -> new Gan().requireBatch(packed, 66))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a batch of whole packs of 4, got --batch 66");
    }

    private static Samples samples(List<String> classes) {
        return new Samples(Shape.image(1, 8, 8), classes);
    }

    @Test
    void aPenaltyIsRefusedWhereTheDiscriminatorNormalisesOverTheBatch() {
        Samples colour = new Samples(Shape.image(3, 16, 16), List.of());
        assertThatThrownBy(() -> new Dcgan()
                        .plan(
                                OptionValues.of(new Dcgan().options(), Map.of("width", "4", "penalty", "r1")),
                                colour,
                                Device.cpu(),
                                new RandomSource(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("penalty=r1 and norm=batch");
    }

    @Test
    void aConditionalRecipeWantsLabelsAndNoPacks() {
        assertThatThrownBy(() -> plan(new Cgan(), "", samples(List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cgan expects labelled data");
        assertThatThrownBy(() -> plan(new Cgan(), "packing=2", samples(List.of("a", "b"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("packing and a conditional recipe");
    }

    /** The generator stands still while the discriminator warms up, and moves after it. */
    @Test
    void theDiscriminatorWarmsUpAlone() {
        try (Dataset data = EmbeddedSets.open("digits:40", null).orElseThrow();
                Trainer trainer = trainer(new Gan(), "discriminator-warmup=3", data)) {
            float[] before = weights(trainer, 0);
            float[] judge = weights(trainer, 1);
            trainer.run(Budget.steps(3));
            assertThat(weights(trainer, 0)).isEqualTo(before);
            assertThat(weights(trainer, 1)).isNotEqualTo(judge);
            trainer.run(Budget.steps(4));
            assertThat(weights(trainer, 0)).isNotEqualTo(before);
        }
    }

    @Test
    void clippedWeightsStayWithinTheLimit() {
        try (Dataset data = EmbeddedSets.open("digits:40", null).orElseThrow();
                Trainer trainer = trainer(new Gan(), "objective=wasserstein weight-clipping=0.02", data)) {
            trainer.run(Budget.steps(2));
            for (float weight : weights(trainer, 1)) {
                assertThat(weight).isBetween(-0.02f, 0.02f);
            }
        }
    }

    private static float[] weights(Trainer trainer, int player) {
        return Tensors.toFloats(
                trainer.plan().players().get(player).network().parameters().vector());
    }

    /** Every penalty that is due, and only then, is among the values. */
    @Test
    void aLazyPenaltyIsComputedEveryFewSteps() {
        List<Boolean> priced = new ArrayList<>();
        try (Dataset data = EmbeddedSets.open("digits:40", null).orElseThrow();
                Trainer trainer = trainer(new Gan(), "penalty=r1 penalty-every=3", data)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    priced.add(report.values().containsKey("penalty"));
                }
            });
            trainer.run(Budget.steps(7));
        }
        assertThat(priced).containsExactly(true, false, false, true, false, false, true);
    }

    @Test
    void aPackedDiscriminatorSeesSeveralSamplesAtOnce() {
        try (Plan plan = plan(new Gan(), "packing=3", samples(List.of()))) {
            assertThat(plan.players().get(1).network().inputShape()).isEqualTo(Shape.image(3, 8, 8));
        }
    }

    @Test
    void theDefaultsAreThePapers() {
        assertThat(defaults(new WganGp()))
                .containsEntry("objective", "wasserstein")
                .containsEntry("penalty", "gradient")
                .containsEntry("penalty-weight", "10")
                .containsEntry("discriminator-steps", "5")
                .containsEntry("beta1", "0")
                .containsEntry("beta2", "0.9")
                .containsEntry("generator-learning-rate", "0.0001");
        assertThat(defaults(new Wgan()))
                .containsEntry("weight-clipping", "0.01")
                .containsEntry("discriminator-steps", "5");
        assertThat(defaults(new Lsgan())).containsEntry("objective", "least-squares");
        assertThat(defaults(new Sngan())).containsEntry("spectral-norm", "true").containsEntry("objective", "hinge");
        assertThat(defaults(new DraganRecipe())).containsEntry("penalty", "dragan");
        assertThat(defaults(new Gan())).containsEntry("objective", "non-saturating");
    }

    private static Map<String, String> defaults(Recipe recipe) {
        return OptionValues.defaults(recipe.options()).asText();
    }
}
