package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TensorsTest {

    @Test
    void valuesComeOutRowByRowWhateverTheLayout() {
        try (TensorScope scope = new TensorScope()) {
            Tensor matrix = Tensor.create(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertThat(Tensors.toFloats(matrix.t())).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(Tensors.toFloats(matrix.to(ScalarType.BFloat16))).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(Tensors.shape(matrix.t())).containsExactly(3, 2);
        }
    }

    @Test
    void bytesAreLittleEndian() {
        try (TensorScope scope = new TensorScope()) {
            ByteBuffer bytes = Tensors.toBytes(Tensor.create(new float[] {1, -2}, 2));
            assertThat(bytes.array()).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0); // IEEE 754
        }
    }

    @Test
    void fillingNeedsAsManyValuesAsThereAre() {
        try (TensorScope scope = new TensorScope()) {
            Tensor tensor = torch.ones(2, 2);
            Tensors.fill(tensor, new float[] {1, 2, 3, 4});
            assertThat(Tensors.toFloats(tensor)).containsExactly(1, 2, 3, 4);
            assertThatThrownBy(() -> Tensors.fill(tensor, new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected 4 values, got 3");
        }
    }

    @Test
    void insideNoGradNoGraphIsMade() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = torch.ones(2).set_requires_grad(true);
            try (NoGrad noGrad = new NoGrad()) {
                assertThat(x.add(x).requires_grad()).isFalse();
            }
            assertThat(x.add(x).requires_grad()).isTrue();
        }
    }
}
