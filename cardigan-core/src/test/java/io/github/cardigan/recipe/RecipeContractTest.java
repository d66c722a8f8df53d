package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.model.Embedder;
import io.github.cardigan.model.ImageTranslation;
import io.github.cardigan.model.Model;
import io.github.cardigan.model.Reading;
import io.github.cardigan.model.Reconstructed;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Translator;
import io.github.cardigan.run.Run;
import io.github.cardigan.run.RunDescription;
import io.github.cardigan.run.RunSettings;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import io.github.cardigan.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every recipe. */
class RecipeContractTest {

    /** By 1 the four channels of simgan's critic are dead from the start: it would not see what is remembered. */
    private static final long WEIGHTS_SEED = 2;

    @TempDir
    Path parent;

    static Stream<Recipe> recipes() {
        return Recipes.all().stream();
    }

    @Test
    void namesAreUnique() {
        assertThat(Recipes.all()).isNotEmpty().extracting(Recipe::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeSaysWhatItIs(Recipe recipe) {
        assertThat(Recipes.named(recipe.name())).isSameAs(recipe);
        assertThat(recipe.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(recipe.summary()).isNotBlank().doesNotContain("\n");
        assertThat(recipe.paper()).containsPattern("(19|20)\\d\\d");
        assertThat(recipe.defaultBatch()).isBetween(1, 65536);
        assertThat(recipe.defaultBudget()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void optionsAreNamedExplainedAndReadTheirOwnDefaults(Recipe recipe) {
        assertThat(recipe.options()).extracting(Option::name).doesNotHaveDuplicates();
        for (Option<?> option : recipe.options()) {
            assertThat(option.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
            assertThat(option.range()).as("range of %s", option.name()).isNotBlank();
            assertThat(option.help())
                    .as("help of %s", option.name())
                    .endsWith(".")
                    .hasSizeLessThan(120);
            assertThat(option.parse(Option.show(option.defaultValue())))
                    .as("default of %s, written and read", option.name())
                    .isEqualTo(option.defaultValue());
        }
        OptionValues defaults = OptionValues.defaults(recipe.options());
        assertThat(OptionValues.of(recipe.options(), defaults.asText()).asText())
                .isEqualTo(defaults.asText());
    }

    /** Where a training ends: random numbers, updates and tensors of all players and memories, not of the model alone. */
    private record End(long random, Map<String, Long> updates, Map<String, float[]> tensors) {

        static End of(TrainingState state) {
            Map<String, float[]> all = new TreeMap<>();
            state.tensors()
                    .forEach((group, tensors) ->
                            tensors.forEach((name, tensor) -> all.put(group + " " + name, Tensors.toFloats(tensor))));
            return new End(state.random(), state.optimizerSteps(), all);
        }

        void requireFinite() {
            tensors.forEach((name, values) -> {
                for (float value : values) {
                    if (!Float.isFinite(value)) {
                        throw new AssertionError("expected finite values in " + name + ", got " + value);
                    }
                }
            });
        }

        void requireEqual(End other) {
            assertThat(random).isEqualTo(other.random);
            assertThat(updates).isEqualTo(other.updates);
            assertThat(tensors.keySet()).isEqualTo(other.tensors.keySet());
            tensors.forEach((name, values) -> assertThat(values).as(name).isEqualTo(other.tensors.get(name)));
        }
    }

    /**
     * Three steps at once, and two with one more after a resume, end in the same state and the same model. A batch of 4 fills what is
     * remembered of earlier images: some of what the second step left there is shown in the third.
     */
    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeTrainsResumesSavesLoadsAndWorks(Recipe recipe) throws Exception {
        Path whole = parent.resolve("whole");
        Path resumed = parent.resolve("resumed");
        RunDescription description = new RunDescription(
                RunDescription.FORMAT_VERSION,
                recipe.name(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                "2026-01-01T00:00:00Z");
        End atOnce;
        End afterResume;
        try (Run run = Run.create(whole, description)) {
            atOnce = train(recipe, run, 3);
        }
        try (Run run = Run.create(resumed, description)) {
            train(recipe, run, 2);
        }
        try (Run run = Run.resume(resumed)) {
            afterResume = train(recipe, run, 3);
        }
        afterResume.requireEqual(atOnce);
        for (String name : List.of("model/model.safetensors", "model/model.json")) {
            assertThat(resumed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        try (Model model = Model.load(whole, Device.cpu())) {
            assertThat(model.description().recipe()).isEqualTo(recipe.name());
            if (model.product() instanceof Generator) {
                requireSamples(model, whole, resumed);
            } else if (model.product() instanceof Autoencoder) {
                requireCodesAndReconstructions(model);
            } else if (model.product() instanceof Translator translator) {
                float[] made = new ImageTranslation(translator, 64)
                        .beside((height, width) -> new float[translator.referenceChannels() * height * width])
                        .translate(new float[translator.input().channels() * 40 * 30], 40, 30);
                assertThat(made)
                        .hasSize(translator.output().channels() * 40 * 30)
                        .doesNotContain(Float.NaN);
            } else {
                requireReadings(model.classifier());
            }
        }
    }

    private static void requireCodesAndReconstructions(Model model) {
        Autoencoder autoencoder = model.autoencoder();
        Embedder embedder = Embedder.of(model);
        try (Dataset digits = EmbeddedSets.open("digits:5", null).orElseThrow()) {
            List<Embedder.Code> codes = new ArrayList<>();
            assertThat(embedder.all(digits, digits::label, warning -> {}, codes::add))
                    .isEqualTo(5);
            assertThat(codes).extracting(Embedder.Code::index).containsExactly(0, 1, 2, 3, 4);
            assertThat(codes).allSatisfy(code -> assertThat(code.values()).hasSize(autoencoder.codeSize()));
            List<Reconstructed> pairs = new ArrayList<>();
            Reconstructed.first(autoencoder, digits, 5, digits::label, warning -> {}, pairs::add);
            assertThat(pairs).hasSize(5).allSatisfy(pair -> {
                for (float value : pair.reconstruction()) {
                    assertThat(value).isBetween(-1f, 1f);
                }
            });
        }
        if (autoencoder.prior().isPresent()) {
            for (float value : model.sample(3, 1)) {
                assertThat(value).isBetween(-1f, 1f);
            }
        }
    }

    private static void requireSamples(Model model, Path whole, Path resumed) throws IOException {
        float[] samples = model.sample(3, 1);
        assertThat(samples).hasSize(3 * model.generator().shape().elements());
        for (float value : samples) {
            assertThat(value).isBetween(-1f, 1f);
        }
        assertThat(resumed.resolve("samples/000003.png")).hasSameBinaryContentAs(whole.resolve("samples/000003.png"));
        int columns = model.generator().conditions().none() ? 8 : 10; // a column per class
        assertThat(model.grid(8 * columns, columns, 1))
                .isEqualTo(Files.readAllBytes(whole.resolve("samples/000003.png")));
    }

    private static void requireReadings(Classifier classifier) {
        try (Dataset digits = EmbeddedSets.open("digits:5", null).orElseThrow()) {
            assertThat(classifier.classes()).isEqualTo(digits.classes());
            List<Reading> readings = new ArrayList<>();
            assertThat(Reading.all(classifier, digits, warning -> {}, readings::add))
                    .isEqualTo(5);
            assertThat(readings).allSatisfy(reading -> {
                double sum = 0;
                for (float probability : reading.probabilities()) {
                    sum += probability;
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
            });
        }
    }

    /** Towards three steps, so that schedules are the same; stopped before where fewer are asked for. */
    private static End train(Recipe recipe, Run run, long steps) {
        Natives.setThreads(2);
        try (Dataset data = data(recipe);
                Trainer trainer = new Trainer(
                        recipe.plan(TinyOptions.of(recipe), data, Device.cpu(), new RandomSource(WEIGHTS_SEED)),
                        data,
                        new TrainingSettings(4, 1, 1, Device.cpu(), Precision.FP32, 0.999))) {
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
                    Budget.steps(3),
                    new RunSettings(1, 100, 0),
                    notice -> assertThat(notice).isEmpty());
            End end = End.of(trainer.state());
            end.requireFinite();
            return end;
        }
    }

    private static Dataset data(Recipe recipe) {
        if (recipe instanceof MakeupRecipe) {
            return EmbeddedSets.open("makeup", null).orElseThrow(); // with its guide, so that all judges learn
        }
        return recipe.samplesAreTwoImages()
                ? Pix2pixTest.outlines("digits", new ImageSize(28, 28))
                : EmbeddedSets.open("digits", null).orElseThrow();
    }
}
