package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class CutoutTest {

    private static float[] cut(double top, double left, double height, double width) {
        try (TensorScope scope = new TensorScope()) {
            Tensor images = torch.ones(1, 1, 3, 4);
            return Tensors.toFloats(Cutout.apply(images, new double[] {top}, new double[] {left}, height, width));
        }
    }

    @Test
    void aRectangleBecomesZero() {
        assertThat(cut(1, 1, 2, 2)).containsExactly(1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1);
        assertThat(cut(0.5, 1.5, 1, 1)).containsExactly(1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1);
    }

    @Test
    void whatLiesOutsideIsNotMissed() {
        assertThat(cut(-1, 3, 2, 2)).containsExactly(1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(cut(-3, 0, 2, 2)).doesNotContain(0);
    }

    @Test
    void noHoleIsTheImage() {
        assertThat(cut(1, 1, 0, 2)).doesNotContain(0);
        assertThat(cut(Double.NaN, 1, 3, 3)).doesNotContain(0);
    }
}
