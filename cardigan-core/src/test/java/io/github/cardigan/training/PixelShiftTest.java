package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PixelShiftTest {

    /** Every move, also right out of the image, against loops. */
    @Test
    void pixelsMoveAndZerosComeIn() {
        int height = 3;
        int width = 4;
        try (TensorScope scope = new TensorScope()) {
            for (int dy = -4; dy <= 4; dy++) {
                for (int dx = -5; dx <= 5; dx++) {
                    Tensor images = new RandomSource(1).normal(Device.cpu(), 2, 2, height, width);
                    float[] before = Tensors.toFloats(images);
                    float[] after =
                            Tensors.toFloats(PixelShift.apply(images, new double[] {dy, -dy}, new double[] {dx, 0}));
                    for (int i = 0; i < before.length; i++) {
                        boolean second = i >= before.length / 2;
                        int y = i / width % height - (second ? -dy : dy);
                        int x = i % width - (second ? 0 : dx);
                        boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                        int plane = i / (height * width) * height * width;
                        assertThat(after[i]).isEqualTo(inside ? before[plane + y * width + x] : 0);
                    }
                }
            }
        }
    }
}
