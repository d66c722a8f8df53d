package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class InceptionV3Test {

    /** float32 through 94 layers against float64: features are of size 0.5, differences measured 2e-6. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private static Path folder;

    private static Map<String, TensorData> tensors = Map.of();
    private static Path file = Path.of("");
    private static final List<String> notices = new ArrayList<>();
    private static InceptionV3 inception;

    @BeforeAll
    static void load() {
        tensors = FormulaTensors.weights(InceptionTable.weights());
        file = FormulaTensors.write(folder.resolve("inception.safetensors"), tensors);
        inception = InceptionV3.load(WeightsFile.of(file), Resampling.TF1_BILINEAR, Device.cpu(), notices::add);
    }

    @AfterAll
    static void close() {
        inception.close();
    }

    /**
     * torchvision documents inception_v3 (1000 classes, without the auxiliary head) by 23,834,568 parameters and Keras by 23,817,352
     * plus 34,432 running statistics and no scales; the FID variant has 8 classes more.
     */
    @Test
    void parameterCountsAreThePublishedOnes() {
        WeightTable table = InceptionTable.weights();
        long statistics = table.shapes().entrySet().stream()
                .filter(entry -> entry.getKey().contains("running"))
                .mapToLong(entry -> entry.getValue()[0])
                .sum();

        assertThat(statistics).isEqualTo(34_432);
        assertThat(table.values() - statistics).isEqualTo(23_834_568 + 8 * (2048 + 1));
        assertThat(table.shapes()).hasSize(94 * 5 + 2);
    }

    /** torchvision documents 5.71 GFLOPS, counted as multiply-adds, classifier included. */
    @Test
    void operationsAreThePublishedOnes() {
        assertThat(InceptionV3.flops() / 2e9).isCloseTo(5.71, within(0.005));
    }

    @Test
    void theNetworkEqualsTheOneInNumpy() throws IOException {
        try (TensorScope scope = new TensorScope();
                InceptionNetwork network = new InceptionNetwork(new PretrainedWeights(tensors, ""), Device.cpu())) {
            Tensor features = network.features(FormulaTensors.tensor("prepared", -1, 1, 2, 3, 107, 139));

            assertThat(Tensors.shape(features)).containsExactly(2, 2048);
            compare(features, FormulaTensors.reference("inception.json").get("prepared"), TOLERANCE);
        }
    }

    @Test
    void featuresAndProbabilitiesOfImagesEqualThoseInNumpy() throws IOException {
        JsonNode reference = FormulaTensors.reference("inception.json");
        try (TensorScope scope = new TensorScope()) {
            Tensor features = inception.features(FormulaTensors.tensor("images", -1, 1, 1, 3, 32, 40));

            compare(features, reference.get("whole"), TOLERANCE);
            compare(inception.logits(features), reference.get("logits"), TOLERANCE);
            compare(inception.probabilities(features), reference.get("probabilities"), TOLERANCE / 100);
        }
    }

    @Test
    void itReadsFeaturesAndProbabilitiesInOnePass() throws IOException {
        JsonNode reference = FormulaTensors.reference("inception.json");
        try (TensorScope scope = new TensorScope()) {
            ProbabilityExtractor reader = inception;
            ProbabilityExtractor.Reading reading = reader.read(FormulaTensors.tensor("images", -1, 1, 1, 3, 32, 40));

            compare(reading.features(), reference.get("whole"), TOLERANCE);
            compare(reading.probabilities(), reference.get("probabilities"), TOLERANCE / 100);
            assertThat(Tensors.shape(reading.probabilities())).containsExactly(1, 1008);
            assertThat(reader.classes()).hasSize(1008).startsWith("0", "1").endsWith("1007");
        }
    }

    /** Five images are two batches inside: the fifth lies first in the second, and alone when asked for alone. */
    @Test
    void aRowDependsOnItsImageAlone() {
        try (TensorScope scope = new TensorScope()) {
            Tensor images = FormulaTensors.tensor("rows", -1, 1, 5, 1, 8, 8);
            float[] all = Tensors.toFloats(inception.features(images));
            Tensor turned = torch.cat(new TensorVector(images.narrow(0, 4, 1), images.narrow(0, 0, 1)), 0);
            float[] two = Tensors.toFloats(inception.features(turned));

            assertThat(Arrays.copyOf(two, 2048)).isEqualTo(Arrays.copyOfRange(all, 4 * 2048, 5 * 2048));
            assertThat(Arrays.copyOfRange(two, 2048, 4096)).isEqualTo(Arrays.copyOf(all, 2048));
            assertThat(two).isNotEqualTo(Arrays.copyOf(all, 4096));
        }
    }

    @Test
    void weightsOfUnknownOriginAreUsedWithANoticeThatNamesTheirDigest() {
        assertThat(notices).singleElement().asString().contains(WeightsDigest.of(tensors), "--weights-sha256");
    }

    @Test
    void theWayOfResizingIsPartOfNameAndFingerprint() {
        try (InceptionV3 clean = InceptionV3.load(WeightsFile.of(file), Resampling.CLEAN, Device.cpu(), notice -> {})) {
            assertThat(inception.name()).isEqualTo("inception-v3");
            assertThat(clean.name()).isEqualTo("inception-v3-clean");
            assertThat(clean.fingerprint())
                    .isNotEqualTo(inception.fingerprint())
                    .hasSize(64);
        }
    }

    @Test
    void aTorchvisionFileIsRefusedByItsFirstDifferentTensor() {
        Map<String, TensorData> torchvision = new LinkedHashMap<>(tensors);
        torchvision.put("fc.weight", TensorData.ofFloats(new float[1000 * 2048], 1000, 2048));
        torchvision.put("fc.bias", TensorData.ofFloats(new float[1000], 1000));
        Path other = FormulaTensors.write(folder.resolve("torchvision.safetensors"), torchvision);

        assertThatThrownBy(() -> InceptionV3.load(WeightsFile.of(other), Resampling.CLEAN, Device.cpu(), notice -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fc.weight")
                .hasMessageContaining("[1008, 2048]")
                .hasMessageContaining("[1000, 2048]");
    }

    @Test
    void imagesOfTwoChannelsAreRefused() {
        assertThatThrownBy(() -> inception.requireShape(Shape.image(2, 32, 32)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[1 or 3, height, width]")
                .hasMessageContaining("[2, 32, 32]");
        inception.requireShape(Shape.image(1, 28, 28));
    }

    private static void compare(Tensor tensor, JsonNode reference, double tolerance) {
        float[] values = Tensors.toFloats(tensor);
        double[] expected = FormulaTensors.doubles(reference.get("every16th"));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i];
            squares += (double) values[i] * values[i];
            if (i % 16 == 0) {
                assertThat((double) values[i]).as("value %d", i).isCloseTo(expected[i / 16], within(tolerance));
            }
        }
        assertThat(expected).hasSize((values.length + 15) / 16);
        assertThat(sum).isCloseTo(reference.get("sum").doubleValue(), within(tolerance * values.length / 10));
        double wanted = reference.get("squares").doubleValue();
        assertThat(squares).isCloseTo(wanted, within(wanted * 1e-5));
    }
}
