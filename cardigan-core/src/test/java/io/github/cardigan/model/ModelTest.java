package io.github.cardigan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.CardiganException;
import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import io.github.cardigan.training.TinyGan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {

    @TempDir
    Path parent;

    private Path folder;
    private Path description;
    private Path weights;

    @BeforeEach
    void saveAModel() {
        folder = parent.resolve("model");
        description = folder.resolve("model.json");
        weights = folder.resolve("model.safetensors");
        save(folder, 1);
    }

    private static void save(Path folder, long seed) {
        Generator generator = generator(seed);
        Model.save(folder, generator, "tiny", "squares", 12, List.of("a", "b"));
        generator.network().close();
    }

    private static Generator generator(long seed) {
        Natives.setThreads(1);
        return Generator.build(
                Latent.normal(TinyGan.LATENT), TinyGan.generatorLayers(), Device.cpu(), new RandomSource(seed));
    }

    private Model load() {
        return Model.load(folder, Device.cpu());
    }

    @Test
    void aLoadedModelMakesTheSamplesOfTheSavedGenerator() {
        Generator generator = generator(1);
        try (Model model = load()) {
            assertThat(model.sample(5, 3))
                    .isEqualTo(Model.sample(generator, 0, 5, 3))
                    .hasSize(5 * 16);
            assertThat(model.description().recipe()).isEqualTo("tiny");
            assertThat(model.description().trainedOn()).isEqualTo("squares");
            assertThat(model.description().steps()).isEqualTo(12);
            assertThat(model.description().classes()).containsExactly("a", "b");
            assertThat(model.generator().shape()).isEqualTo(TinyGan.SAMPLE);
        }
        generator.network().close();
    }

    @Test
    void aLoadedClassifierReadsLikeTheSavedOne() {
        Natives.setThreads(1);
        Path elsewhere = parent.resolve("reader");
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(
                        Sequential.of(new Flatten(), Dense.of(3)), TinyGan.SAMPLE, Device.cpu(), new RandomSource(1))) {
            Classifier saved = new Classifier(network, List.of("a", "b", "c"));
            Model.save(elsewhere, saved, "classifier", "letters", 7, List.of());
            Tensor x = new RandomSource(2).normal(Device.cpu(), TinyGan.SAMPLE.batch(5));
            try (Model model = Model.load(elsewhere, Device.cpu())) {
                assertThat(model.product()).isSameAs(model.classifier());
                assertThat(model.classifier().classes()).containsExactly("a", "b", "c");
                assertThat(model.classifier().shape()).isEqualTo(TinyGan.SAMPLE);
                assertThat(model.description().kind()).isEqualTo(ModelDescription.Kind.CLASSIFIER);
                assertThat(model.description().latent()).isEmpty();
                assertThat(Tensors.toFloats(model.classifier().logits(x, Pass.inference())))
                        .isEqualTo(Tensors.toFloats(saved.logits(x, Pass.inference())));
                for (Runnable asked :
                        List.<Runnable>of(model::generator, () -> model.sample(1, 1), () -> model.grid(1, 1, 1))) {
                    assertThatThrownBy(asked::run)
                            .isInstanceOf(ConfigurationException.class)
                            .hasMessage(
                                    "expected a model of a generator, which makes samples, got a classifier trained by classifier");
                }
            }
        }
        try (Model model = load()) {
            assertThatThrownBy(model::classifier)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "expected a model of a classifier, which reads samples, got a generator trained by tiny");
        }
    }

    @Test
    void aModelOfTheFirstFormatIsToBeTrainedAgain() throws IOException {
        edit("\"formatVersion\" : 3", "\"formatVersion\" : 1");
        refused()
                .hasMessage(description + ": expected format version 3, got 1")
                .satisfies(e -> assertThat(((CardiganException) e).hint()).endsWith("train it again"));
    }

    @Test
    void aModelIsFoundByItsFolderItsFileOrTheRunAroundIt() {
        for (Path path : List.of(folder, description, parent)) {
            Model.load(path, Device.cpu()).close();
        }
    }

    /** Across the borders of internal batches, too. */
    @Test
    void aSampleDependsOnItsSeedAndNumberAlone() {
        try (Model model = load()) {
            float[] all = model.sample(150, 3);
            for (int[] part : new int[][] {{0, 1}, {1, 2}, {63, 2}, {64, 64}, {149, 1}}) {
                assertThat(model.sample(part[0], part[1], 3))
                        .as("%s samples from %s", part[1], part[0])
                        .isEqualTo(Arrays.copyOfRange(all, part[0] * 16, (part[0] + part[1]) * 16));
            }
            assertThat(Arrays.copyOfRange(all, 0, 16)).isNotEqualTo(Arrays.copyOfRange(all, 16, 32));
            assertThat(model.sample(1, 4)).isNotEqualTo(model.sample(1, 3));
        }
    }

    @Test
    void samplesLieBetweenMinusOneAndOneAndAtLeastOneIsAskedFor() {
        try (Model model = load()) {
            for (float value : model.sample(64, 1)) {
                assertThat(value).isBetween(-1f, 1f);
            }
            assertThatThrownBy(() -> model.sample(0, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a count of at least 1 from 0 on, got 0 from 0");
            assertThatThrownBy(() -> model.sample(-1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void oneSeedGivesTheSamePicture() {
        try (Model model = load()) {
            byte[] grid = model.grid(6, 3, 9);
            assertThat(model.grid(6, 3, 9)).isEqualTo(grid);
            assertThat(model.grid(6, 3, 10)).isNotEqualTo(grid);
        }
    }

    @Test
    void savingAgainReplacesTheModelAndNothingElse() throws IOException {
        String before = Sha256.of(weights);
        save(folder, 2);
        assertThat(Sha256.of(weights)).isNotEqualTo(before);
        load().close();
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> save(folder, 3))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "expected a new folder or one with an older model, but " + folder + " also holds notes.txt");
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void damagedWeightsAreNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(weights);
        byte[] bit = whole.clone();
        bit[whole.length - 5] ^= 1;
        for (byte[] damaged : List.of(bit, Arrays.copyOf(whole, whole.length - 4), new byte[0])) {
            Files.write(weights, damaged);
            refused().hasMessageStartingWith(weights + ": expected SHA-256 ");
        }
        Files.delete(weights);
        refused().hasMessage("expected model.safetensors beside " + description + ", got none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"formatVersion\" : 3|\"formatVersion\" : 4|expected format version 3, got 4",
                "\"kind\" : \"generator\"|\"kind\" : \"oracle\"|oracle",
                "cardigan-model|gandalf-model|expected format \"cardigan-model\", got \"gandalf-model\"",
                "\"steps\" : 12|\"steps\" : 12, \"extra\" : 1|unknown key 'extra'",
                "\"steps\" : 12,||missing key 'steps'",
                "\"size\" : 6|\"size\" : 7|expected tensor '0.weight' of shape [8, 7], got [8, 6]",
                "\"size\" : 6|\"size\" : 0|model.json",
                "\"type\" : \"tanh\"|\"type\" : \"than\"|unknown layer type \"than\"",
                "\"type\" : \"batch_norm\"|\"type\" : \"instance_norm\"|layers"
            })
    void anAlteredDescriptionIsRefused(String from, String to, String message) throws IOException {
        edit(from, to == null ? "" : to);
        refused().hasMessageContaining(message);
    }

    @Test
    void aDescriptionThatIsCutIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(description);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 3}) {
            Files.write(description, Arrays.copyOf(whole, length));
            refused().hasMessageContaining("model.json");
        }
        Files.delete(description);
        refused().hasMessage("expected a model folder with model.json, got " + folder);
        assertThatThrownBy(() -> Model.load(parent.resolve("nothing"), Device.cpu()))
                .hasMessageEndingWith("nothing, which does not exist");
    }

    /** A file of 3 KB that asks for two gigabytes, with weights of 2 KB, must not make anybody try. */
    @Test
    void aDescriptionThatAsksForAHugeNetworkIsRefusedBeforeItIsAllocated() throws IOException {
        edit("\"units\" : 8", "\"units\" : 16777216");
        refused().hasMessageContaining("expected tensor '0.weight' of shape [16777216, 6], got [8, 6]");
    }

    @Test
    void weightsOfAnotherModelAreRefusedEvenWithTheirChecksum() throws IOException {
        Generator other = Generator.build(
                Latent.normal(TinyGan.LATENT),
                Sequential.of(Dense.of(9), Dense.of(16), Reshape.to(1, 4, 4), Activation.TANH),
                Device.cpu(),
                new RandomSource(1));
        Path elsewhere = parent.resolve("other");
        Model.save(elsewhere, other, "tiny", "squares", 12, List.of());
        other.network().close();
        String own = Sha256.of(weights);
        Files.write(weights, Files.readAllBytes(elsewhere.resolve("model.safetensors")));
        refused().hasMessageContaining("expected SHA-256");
        edit(own, Sha256.of(weights));
        refused().hasMessageContaining("expected tensor '0.weight' of shape [8, 6], got [9, 6]");
    }

    /** Weights with a tensor more than the layers have. */
    @Test
    void surplusWeightsAreRefused() throws IOException {
        Generator larger = Generator.build(
                Latent.normal(TinyGan.LATENT),
                Sequential.of(TinyGan.generatorLayers(), new io.github.cardigan.network.Flatten(), Dense.of(2)),
                Device.cpu(),
                new RandomSource(1));
        Path elsewhere = parent.resolve("other");
        Model.save(elsewhere, larger, "tiny", "squares", 12, List.of());
        larger.network().close();
        Path otherDescription = elsewhere.resolve("model.json");
        String text = Files.readString(otherDescription);
        Files.writeString(
                otherDescription,
                text.replaceFirst(",\\s*\\{\\s*\"type\" : \"dense\",\\s*\"units\" : 2,\\s*\"bias\" : true\\s*}", ""));
        assertThat(Files.readString(otherDescription)).isNotEqualTo(text);
        assertThatThrownBy(() -> Model.load(elsewhere, Device.cpu())).isInstanceOf(DamagedFileException.class);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused() {
        return assertThatThrownBy(this::load)
                .isInstanceOf(DamagedFileException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
                .satisfies(e -> assertThat(((CardiganException) e).hint()).isNotNull());
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(description);
        assertThat(text).contains(from);
        Files.writeString(description, text.replace(from, to));
    }
}
