package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values are compared on a network of an eighth of the width, since the whole one has half a gigabyte of weights. */
class Vgg16Test {

    private static final VggTable SMALL = new VggTable(8);

    /** float32 against float64 through 15 layers: values are of size 1. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    /** torchvision documents vgg16 by 138,357,544 parameters; its features alone are known as 14,714,688 (Keras, include_top=False). */
    @Test
    void parameterCountsAreThePublishedOnes() {
        assertThat(VggTable.FULL.weights().values()).isEqualTo(138_357_544);
        assertThat(VggTable.FULL.convolutions().values()).isEqualTo(14_714_688);
        assertThat(VggTable.FULL.weights().shapes())
                .containsKeys("features.0.weight", "features.28.bias", "classifier.0.weight", "classifier.6.bias");
        assertThat(VggTable.FULL.weights().shapes().get("classifier.0.weight")).containsExactly(4096, 25088);
    }

    @Test
    void featuresEqualThoseInNumpy() throws IOException {
        Path file = FormulaTensors.write(folder.resolve("vgg.safetensors"), FormulaTensors.weights(SMALL.weights()));
        double[] expected =
                FormulaTensors.doubles(FormulaTensors.reference("vgg.json").get("features"));
        try (TensorScope scope = new TensorScope();
                Vgg16 vgg = Vgg16.load(
                        SMALL, WeightsFile.of(file), Resampling.PYTORCH_BILINEAR, Device.cpu(), notice -> {})) {
            float[] features = Tensors.toFloats(vgg.features(FormulaTensors.tensor("x", -1, 1, 2, 3, 33, 48)));

            assertThat(vgg.name()).isEqualTo("vgg16-pytorch-bilinear");
            assertThat(features).hasSize(2 * vgg.size()).hasSize(16 * expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) features[16 * i]).as("value %d", 16 * i).isCloseTo(expected[i], within(TOLERANCE));
            }
        }
    }

    @Test
    void aFileWithoutTheClassifierIsRefused() {
        Path file =
                FormulaTensors.write(folder.resolve("vgg.safetensors"), FormulaTensors.weights(SMALL.convolutions()));
        assertThatThrownBy(() -> Vgg16.load(SMALL, WeightsFile.of(file), Resampling.CLEAN, Device.cpu(), notice -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("classifier.0.weight");
    }
}
