package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinarisationTest {

    @Test
    void withoutChanceNoNumberIsDrawn() {
        RandomSource random = new RandomSource(7);
        try (TensorScope scope = new TensorScope()) {
            Tensor x = Tensor.create(-1f, -0.1f, 0.1f, 1f);
            assertThat(Tensors.toFloats(Binarisation.NONE.apply(x, random))).containsExactly(-1, -0.1f, 0.1f, 1);
            assertThat(Tensors.toFloats(Binarisation.STATIC.apply(x, random))).containsExactly(-1, -1, 1, 1);
        }
        assertThat(random.state()).isEqualTo(7);
    }

    /** 40,000 draws: the deviation of the mean is at most 1 / sqrt(40,000) = 0.005; four of them are allowed. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.6, 0, 0.3, 1})
    void dynamicPixelsAreRightOnAverage(double intensity) {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = torch.full(new long[] {400, 1, 10, 10}, new Scalar((float) intensity));
            Tensor drawn = Binarisation.DYNAMIC.apply(x, new RandomSource(3));
            assertThat(drawn.abs().min().item_double()).isEqualTo(1);
            assertThat(drawn.mean().item_double()).isCloseTo(intensity, within(Math.abs(intensity) == 1 ? 1e-9 : 0.02));
        }
    }
}
