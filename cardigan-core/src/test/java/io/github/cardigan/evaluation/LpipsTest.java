package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.io.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** On VGG16 of an eighth of the width. */
class LpipsTest {

    private static final VggTable SMALL = new VggTable(8);

    /** float32 against float64; distances are of size 0.5. */
    private static final double TOLERANCE = 1e-6;

    @TempDir
    private Path folder;

    private Lpips lpips;

    /** All in one file, as the documentation allows. */
    @BeforeEach
    void load() {
        Map<String, TensorData> tensors = FormulaTensors.weights(SMALL.convolutions());
        tensors.putAll(FormulaTensors.weights(LpipsTable.weights(SMALL)));
        WeightsFile file = WeightsFile.of(FormulaTensors.write(folder.resolve("lpips.safetensors"), tensors));
        lpips = Lpips.load(SMALL, file, file, Device.cpu(), notice -> {});
    }

    @AfterEach
    void close() {
        lpips.close();
    }

    /** The authors' vgg.pth holds 64 + 128 + 256 + 512 + 512 weights. */
    @Test
    void theTableHasTheAuthorsShapes() {
        WeightTable table = LpipsTable.weights(VggTable.FULL);
        assertThat(table.values()).isEqualTo(1472);
        assertThat(table.shapes().get("lin4.model.1.weight")).containsExactly(1, 512, 1, 1);
    }

    @Test
    void distancesEqualThoseInNumpy() throws IOException {
        JsonNode reference = FormulaTensors.reference("vgg.json");
        try (TensorScope scope = new TensorScope()) {
            double[] colour = lpips.compare(
                    FormulaTensors.tensor("x", -1, 1, 2, 3, 33, 48), FormulaTensors.tensor("y", -1, 1, 2, 3, 33, 48));
            double[] grey = lpips.compare(
                    FormulaTensors.tensor("grey", -1, 1, 1, 1, 20, 17),
                    FormulaTensors.tensor("other grey", -1, 1, 1, 1, 20, 17));

            assertThat(colour).containsExactly(FormulaTensors.doubles(reference.get("lpips")), within(TOLERANCE));
            assertThat(grey).containsExactly(FormulaTensors.doubles(reference.get("grey")), within(TOLERANCE));
        }
    }

    @Test
    void equalImagesAreAtDistanceZeroAndTheDistanceIsSymmetric() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = FormulaTensors.tensor("x", -1, 1, 2, 3, 16, 16);
            Tensor y = FormulaTensors.tensor("y", -1, 1, 2, 3, 16, 16);
            assertThat(lpips.compare(x, x)).containsOnly(0);
            double[] distances = lpips.compare(x, y);
            assertThat(distances).isEqualTo(lpips.compare(y, x));
            assertThat(distances[0]).isGreaterThan(0.01);
        }
    }

    /** More pairs than are computed at a time. */
    @Test
    void aPairsDistanceDoesNotDependOnTheOthers() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = FormulaTensors.tensor("x", -1, 1, 6, 3, 16, 16);
            Tensor y = FormulaTensors.tensor("y", -1, 1, 6, 3, 16, 16);
            double[] all = lpips.compare(x, y);
            assertThat(all).hasSize(6);
            for (int i = 0; i < 6; i++) {
                double[] one = lpips.compare(x.narrow(0, i, 1), y.narrow(0, i, 1));
                assertThat(one).containsExactly(new double[] {all[i]}, within(TOLERANCE));
            }
        }
    }

    @Test
    void imagesThatVggCannotHalveFourTimesAreRefused() {
        assertThatThrownBy(() -> lpips.requireShape(Shape.image(3, 15, 64)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("16x16")
                .hasMessageContaining("[3, 15, 64]");
    }
}
