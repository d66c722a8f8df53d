package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class GradientsTest {

    @Test
    void aCubeIsDifferentiatedThrice() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = Tensor.create(new float[] {-2, 0, 3}, 3).set_requires_grad(true);
            Tensor first = Gradients.of(x.mul(x).mul(x), x, true);
            Tensor second = Gradients.of(first, x, true);
            Tensor third = Gradients.of(second, x, false);
            assertThat(Tensors.toFloats(first)).containsExactly(12, 0, 27); // 3 x^2
            assertThat(Tensors.toFloats(second)).containsExactly(-12, 0, 18); // 6 x
            assertThat(Tensors.toFloats(third)).containsExactly(6, 6, 6);
            assertThat(third.requires_grad()).isFalse();
            assertThat(x.grad().defined()).as("nothing is accumulated").isFalse();
        }
    }

    @Test
    void aGradientsNormReachesTheWeights() {
        try (TensorScope scope = new TensorScope()) {
            Tensor w = Tensor.create(new float[] {2}, 1).set_requires_grad(true);
            Tensor x = Tensor.create(new float[] {5}, 1).set_requires_grad(true);
            Tensor slope = Gradients.of(w.mul(w).mul(x), x, true); // w^2
            slope.square().sum().backward(); // w^4, whose derivative is 4 w^3
            assertThat(Tensors.toFloats(w.grad())).containsExactly(32);
        }
    }
}
