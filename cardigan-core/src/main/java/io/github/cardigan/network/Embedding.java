package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A learned vector per id: {@code [N, k] -> [N, k, size]}. PyTorch's {@code Embedding}. The ids are whole numbers held as floats;
 * no gradient flows to them. Vectors start as N(0, 1).
 *
 * @param ids how many there are: inputs are 0 to {@code ids - 1}
 * @param size values per vector, at least 1
 */
public record Embedding(int ids, int size) implements Layer {

    public Embedding {
        Require.positive("ids", ids);
        Require.positive("size", size);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() != 1) {
            throw ShapeException.expected(this, "ids [k]", input);
        }
        return Shape.of(input.dim(0), size);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return List.of(new ParameterSpec("weight", new long[] {ids, size}, new Initializer.Normal(0, 1)));
    }

    /**
     * @throws IllegalArgumentException if an input is not a whole number from 0 to {@code ids - 1}
     */
    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        Tensor floats = x.detach();
        Tensor rows = floats.to(ScalarType.Long);
        // A wrong id must not reach the kernel: on a GPU it would take the whole process down.
        if (x.numel() > 0) {
            double smallest = floats.min().item_double();
            double largest = floats.max().item_double();
            if (!(smallest >= 0 && largest < ids && rows.to(x.scalar_type()).equal(floats))) {
                throw new IllegalArgumentException("Embedding expects whole numbers from 0 to " + (ids - 1)
                        + ", got values from " + smallest + " to " + largest);
            }
        }
        return torch.embedding(weights.get("weight"), rows);
    }

    @Override
    public String settings() {
        return ids + " ids, " + size;
    }
}
