package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ColourJitterTest {

    /** Two images of 3 channels and 1 x 2 pixels, chosen so that all results are exact in binary. */
    private static Tensor images() {
        return Tensor.create(new double[] {1, 0, 0.5, 0, 0, 0, 0, 4, 1, 4, 2, 4}, 2, 3, 1, 2);
    }

    @Test
    void brightnessAddsToEveryValue() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toDoubles(ColourJitter.brightness(images(), new double[] {0.5, -1})))
                    .containsExactly(1.5, 0.5, 1, 0.5, 0.5, 0.5, -1, 3, 0, 3, 1, 3);
        }
    }

    /** Means over the channels: 0.5 and 0; 1 and 4. */
    @Test
    void saturationStretchesAboutEachPixelsMean() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toDoubles(ColourJitter.saturation(images(), new double[] {2, 0.5})))
                    .containsExactly(1.5, 0, 0.5, 0, -0.5, 0, 0.5, 4, 1, 4, 1.5, 4);
        }
    }

    /** Means over the images: 0.25 and 2.5. */
    @Test
    void contrastStretchesAboutEachImagesMean() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toDoubles(ColourJitter.contrast(images(), new double[] {2, 0})))
                    .containsExactly(1.75, -0.25, 0.75, -0.25, -0.25, -0.25, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5);
        }
    }

    @Test
    void noStrengthIsExactlyTheImage() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = new RandomSource(1).normal(Device.cpu(), 2, 3, 4, 5);
            float[] same = Tensors.toFloats(x);
            double[] one = {1, 1};
            assertThat(Tensors.toFloats(ColourJitter.brightness(x, new double[2])))
                    .isEqualTo(same);
            assertThat(Tensors.toFloats(ColourJitter.saturation(x, one))).isEqualTo(same);
            assertThat(Tensors.toFloats(ColourJitter.contrast(x, one))).isEqualTo(same);
        }
    }
}
