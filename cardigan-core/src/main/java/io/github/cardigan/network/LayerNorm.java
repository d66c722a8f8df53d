package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Normalises each sample over its last dimensions, with a learned scale and shift per element of them (Ba et al. 2016,
 * arXiv:1607.06450). PyTorch's {@code LayerNorm(normalized_shape)}, where {@code normalized_shape} is the last {@code lastDims}
 * sizes of the input: {@code lastDims = 3} takes a whole image {@code [C, H, W]} at once, {@code 1} the features of a vector.
 *
 * <p>Samples do not influence each other, which is why gradient penalties want it in place of batch norm (Gulrajani et al. 2017,
 * arXiv:1704.00028, section 4).
 *
 * @param lastDims how many of a sample's last dimensions are normalised together, at least 1
 * @param epsilon added to the biased variance, above 0; PyTorch's default is 1e-5
 */
public record LayerNorm(int lastDims, double epsilon) implements Layer {

    public LayerNorm {
        Require.positive("lastDims", lastDims);
        Require.positive("epsilon", epsilon);
    }

    public static LayerNorm of(int lastDims) {
        return new LayerNorm(lastDims, 1e-5);
    }

    @Override
    public Shape outputShape(Shape input) {
        normalized(input);
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return ScaleAndShift.of(normalized(input));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        long[] normalized = new long[lastDims];
        Arrays.setAll(normalized, i -> x.size(x.dim() - lastDims + i));
        return torch.layer_norm(x, normalized, weights.optional("weight"), weights.optional("bias"), epsilon, true);
    }

    private long[] normalized(Shape input) {
        if (input.rank() < lastDims) {
            throw ShapeException.expected(this, "at least " + lastDims + " dimensions", input);
        }
        int[] dims = input.toArray();
        return Arrays.stream(dims, dims.length - lastDims, dims.length)
                .asLongStream()
                .toArray();
    }

    @Override
    public String settings() {
        return lastDims == 1 ? "last dimension" : "last " + lastDims + " dimensions";
    }
}
