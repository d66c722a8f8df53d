package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class FlatTensorsTest {

    private static Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("weight", new long[] {2, 3});
        shapes.put("bias", new long[] {2});
        return shapes;
    }

    @Test
    void viewsShareTheVectorsMemory() {
        try (TensorScope scope = new TensorScope();
                FlatTensors flat = FlatTensors.parameters(shapes(), Device.cpu())) {
            assertThat(flat.elements()).isEqualTo(8);
            assertThat(flat.views().keySet()).containsExactly("weight", "bias");
            Tensors.fill(flat.vector(), new float[] {1, 2, 3, 4, 5, 6, 7, 8});
            Tensor weight = view(flat, "weight");
            assertThat(Tensors.shape(weight)).containsExactly(2, 3);
            assertThat(Tensors.toFloats(weight)).containsExactly(1, 2, 3, 4, 5, 6);
            Tensors.fill(view(flat, "bias"), new float[] {-1, -2});
            assertThat(Tensors.toFloats(flat.vector())).containsExactly(1, 2, 3, 4, 5, 6, -1, -2);
            assertThat(weight.data_ptr().address())
                    .isEqualTo(flat.vector().data_ptr().address());
        }
    }

    @Test
    void backwardPassesAccumulateInPlace() {
        try (TensorScope scope = new TensorScope();
                FlatTensors flat = FlatTensors.parameters(shapes(), Device.cpu())) {
            long address = view(flat, "bias").grad().data_ptr().address();
            for (int pass = 0; pass < 2; pass++) {
                Tensor loss = view(flat, "weight").mul(new Scalar(3.0)).sum();
                loss.add(view(flat, "bias").sum()).backward();
            }
            assertThat(Tensors.toFloats(flat.gradient())).containsExactly(6, 6, 6, 6, 6, 6, 2, 2);
            assertThat(view(flat, "bias").grad().data_ptr().address())
                    .isEqualTo(address)
                    .isEqualTo(flat.gradient().data_ptr().address() + 6 * Float.BYTES);
            flat.zeroGradient();
            assertThat(Tensors.toFloats(view(flat, "weight").grad())).containsOnly(0f);
        }
    }

    @Test
    void frozenValuesAreNoPartOfAGraph() {
        try (TensorScope scope = new TensorScope();
                FlatTensors flat = FlatTensors.parameters(shapes(), Device.cpu())) {
            flat.trainable(false);
            assertThat(view(flat, "weight").sum().requires_grad()).isFalse();
            flat.trainable(true);
            view(flat, "weight").sum().backward();
            assertThat(Tensors.toFloats(flat.gradient())).containsExactly(1, 1, 1, 1, 1, 1, 0, 0);
        }
    }

    @Test
    void buffersHaveNoGradient() {
        try (TensorScope scope = new TensorScope();
                FlatTensors flat = FlatTensors.buffers(shapes(), Device.cpu())) {
            assertThat(view(flat, "weight").requires_grad()).isFalse();
            assertThatThrownBy(flat::gradient)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("buffers have no gradient");
        }
    }

    @Test
    void noTensorsAtAllIsAnEmptyVector() {
        try (FlatTensors flat = FlatTensors.parameters(Map.of(), Device.cpu())) {
            assertThat(flat.elements()).isZero();
            flat.zeroGradient();
        }
    }

    private static Tensor view(FlatTensors flat, String name) {
        return java.util.Objects.requireNonNull(flat.views().get(name));
    }
}
