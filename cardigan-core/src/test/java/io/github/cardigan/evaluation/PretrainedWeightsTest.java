package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.io.Dtype;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedWeightsTest {

    private static final TensorData BIAS = TensorData.ofFloats(new float[] {1.5f, -2}, 2);
    private static final TensorData WEIGHT = TensorData.ofFloats(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
    private static final WeightTable TABLE = table("0123abcd");

    @TempDir
    private Path folder;

    private final List<String> notices = new ArrayList<>();

    private static WeightTable table(String sourceSha256) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("b.weight", new long[] {3, 2});
        shapes.put("a.bias", new long[] {2});
        return new WeightTable("TinyNet", shapes, Pattern.compile("counter"), "tiny-0123abcd.pth", sourceSha256);
    }

    private WeightsFile write(Map<String, TensorData> tensors, Map<String, String> metadata) {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, tensors, metadata);
        return WeightsFile.of(file);
    }

    private static Map<String, TensorData> right() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("a.bias", BIAS);
        tensors.put("b.weight", WEIGHT);
        return tensors;
    }

    @Test
    void theDigestIsThatOfPythonWhateverTheOrder() throws IOException {
        Map<String, TensorData> turned = new LinkedHashMap<>();
        turned.put("b.weight", WEIGHT);
        turned.put("a.bias", BIAS);
        String expected = FormulaTensors.reference("pairs.json").get("digest").stringValue();

        assertThat(WeightsDigest.of(right())).isEqualTo(expected);
        assertThat(WeightsDigest.of(turned)).isEqualTo(expected);
    }

    @Test
    void theDigestSeesNamesShapesAndValues() {
        Map<String, TensorData> renamed = Map.of("a.Bias", BIAS, "b.weight", WEIGHT);
        Map<String, TensorData> reshaped =
                Map.of("a.bias", BIAS, "b.weight", new TensorData(Dtype.F32, new long[] {2, 3}, WEIGHT.bytes()));
        Map<String, TensorData> changed =
                Map.of("a.bias", TensorData.ofFloats(new float[] {1.5f, 2}, 2), "b.weight", WEIGHT);

        assertThat(List.of(
                        WeightsDigest.of(right()),
                        WeightsDigest.of(renamed),
                        WeightsDigest.of(reshaped),
                        WeightsDigest.of(changed)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDigestThatTheUserNamesIsComparedAndBothAreNamed() {
        WeightsFile file = write(right(), Map.of());
        String digest = WeightsDigest.of(right());
        String other = "0".repeat(64);

        PretrainedWeights.read(file.expecting(digest.toUpperCase(java.util.Locale.ROOT)), TABLE, notices::add);
        assertThat(notices).isEmpty();
        PretrainedWeights.read(file.expecting(other), TABLE, notices::add);
        assertThat(notices).singleElement().asString().contains(other, digest);
    }

    @Test
    void theSourceThatTheConversionRecordedIsComparedWithThePublishedName() {
        String right = "0123abcd" + "5".repeat(56);
        String wrong = "9".repeat(64);

        PretrainedWeights.read(write(right(), Map.of(PretrainedWeights.SOURCE, right)), TABLE, notices::add);
        assertThat(notices).isEmpty();
        PretrainedWeights.read(write(right(), Map.of(PretrainedWeights.SOURCE, wrong)), TABLE, notices::add);
        assertThat(notices).singleElement().asString().contains("tiny-0123abcd.pth", "0123abcd...", wrong);
    }

    @Test
    void withoutAnythingToCompareWithTheDigestIsTold() {
        String source = "0123abcd" + "5".repeat(56);

        PretrainedWeights.read(write(right(), Map.of()), TABLE, notices::add);
        PretrainedWeights.read(write(right(), Map.of(PretrainedWeights.SOURCE, source)), table(""), notices::add);

        assertThat(notices).hasSize(2).allMatch(notice -> notice.contains(WeightsDigest.of(right())));
    }

    @Test
    void aMissingTensorIsNamedWithItsShape() {
        Map<String, TensorData> tensors = right();
        tensors.remove("b.weight");
        refused(tensors, "b.weight [3, 2]", "none of that name");
    }

    @Test
    void theFirstWrongShapeIsNamedWithBothShapes() {
        Map<String, TensorData> tensors = right();
        tensors.put("b.weight", TensorData.ofFloats(new float[8], 4, 2));
        tensors.put("a.bias", TensorData.ofFloats(new float[8], 8));
        refused(tensors, "b.weight of shape [3, 2]", "got [4, 2]");
    }

    @Test
    void anotherNumberFormatIsRefused() {
        Map<String, TensorData> tensors = right();
        tensors.put("a.bias", new TensorData(Dtype.F16, new long[] {2}, ByteBuffer.allocate(4)));
        refused(tensors, "a.bias in F32", "got F16");
    }

    @Test
    void aTensorTooManyIsRefusedUnlessItIsKnownToBeOfNoUse() {
        Map<String, TensorData> tensors = right();
        tensors.put("counter", new TensorData(Dtype.I64, new long[] {}, ByteBuffer.allocate(8)));
        assertThat(PretrainedWeights.read(write(tensors, Map.of()), TABLE, notices::add)
                        .tensors())
                .containsOnlyKeys("a.bias", "b.weight");

        tensors.put("AuxLogits.fc.bias", BIAS);
        refused(tensors, "only the network's 2 tensors", "AuxLogits.fc.bias [2]");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        WeightsFile nothing = WeightsFile.of(folder.resolve("nothing.safetensors"));
        assertThatThrownBy(() -> PretrainedWeights.read(nothing, TABLE, notices::add))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("TinyNet")
                .hasMessageContaining("does not exist");
    }

    @Test
    void aDigestThatIsNoneIsRefused() {
        assertThatThrownBy(() -> WeightsFile.of(folder).expecting("6726825d"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageContaining("6726825d");
    }

    private void refused(Map<String, TensorData> tensors, String expected, String got) {
        WeightsFile file = write(tensors, Map.of());
        assertThatThrownBy(() -> PretrainedWeights.read(file, TABLE, notices::add))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.path().toString())
                .hasMessageContaining("TinyNet")
                .hasMessageContaining(expected)
                .hasMessageContaining(got);
    }
}
