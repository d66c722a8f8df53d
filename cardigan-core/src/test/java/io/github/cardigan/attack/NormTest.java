package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormTest {

    /** Two rows of 3-4-5 triangles. */
    private static Tensor rows() {
        return Tensor.create(new float[] {3, -4, 0, 0.3f, 0.4f, 0}, 2, 3);
    }

    @Test
    void lengthsAndTheirDualsAreTheTextbooks() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toFloats(Norm.LINF.length(rows()))).containsExactly(4, 0.4f);
            assertThat(Tensors.toFloats(Norm.LINF.dualLength(rows())))
                    .containsExactly(new float[] {7, 0.7f}, within(1e-6f));
            assertThat(Tensors.toFloats(Norm.L2.length(rows()))).containsExactly(new float[] {5, 0.5f}, within(1e-6f));
            assertThat(Tensors.toFloats(Norm.L2.dualLength(rows())))
                    .containsExactly(new float[] {5, 0.5f}, within(1e-6f));
        }
    }

    @Test
    void directionsAreSignsAndUnitVectors() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toFloats(Norm.LINF.direction(rows()))).containsExactly(1, -1, 0, 1, 1, 0);
            assertThat(Tensors.toFloats(Norm.L2.direction(rows())))
                    .containsExactly(new float[] {0.6f, -0.8f, 0, 0.6f, 0.8f, 0}, within(1e-6f));
        }
    }

    @Test
    void onlyWhatIsTooLongIsShortened() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toFloats(Norm.LINF.shorten(rows(), 1)))
                    .containsExactly(new float[] {1, -1, 0, 0.3f, 0.4f, 0}, within(1e-6f));
            assertThat(Tensors.toFloats(Norm.L2.shorten(rows(), 1)))
                    .containsExactly(new float[] {0.6f, -0.8f, 0, 0.3f, 0.4f, 0}, within(1e-6f));
        }
    }

    @Test
    void tinyGradientsStillHaveADirectionAndNoneHasNone() {
        try (TensorScope scope = new TensorScope()) {
            Tensor tiny = Tensor.create(new float[] {3e-30f, 4e-30f, 0, 0}, 2, 2); // squares underflow in 32 bits
            assertThat(Tensors.toFloats(Norm.L2.direction(tiny)))
                    .containsExactly(new float[] {0.6f, 0.8f, 0, 0}, within(1e-6f));
            assertThat(Tensors.toFloats(Norm.LINF.direction(tiny))).containsExactly(1, 1, 0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomPointsLieInTheBallAndFillIt(Norm norm) {
        try (TensorScope scope = new TensorScope()) {
            ImageRandom random = ImageRandom.of(new RandomSource(3), 0, 2000);
            Tensor points = norm.anywhere(random, torch.zeros(2000, 2), 0.5);
            float[] lengths = Tensors.toFloats(norm.length(points));
            double inside = 0;
            for (float length : lengths) {
                assertThat(length).isLessThanOrEqualTo(0.5f + 1e-6f);
                inside += length < 0.25 ? 1 : 0;
            }
            // in two dimensions a quarter lies within half the radius; 4 standard deviations of 2,000 draws are 0.039
            assertThat(inside / lengths.length).isEqualTo(0.25, within(0.04));
        }
    }

    @Test
    void distancesCountInUnitImages() {
        try (TensorScope scope = new TensorScope()) {
            Tensor black = Tensor.create(new float[] {-1, -1}, 1, 1, 1, 2);
            Tensor white = Tensor.create(new float[] {1, 1}, 1, 1, 1, 2);
            assertThat(Tensors.toFloats(Norm.LINF.distance(black, white))).containsExactly(1);
            assertThat(Tensors.toFloats(Norm.L2.distance(black, white)))
                    .containsExactly(new float[] {(float) Math.sqrt(2)}, within(1e-6f));
        }
    }
}
