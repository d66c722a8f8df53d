package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Puts the input beside what the inner layer makes of it: {@code [N, C, H, W] -> [N, C + C', H, W]}, the input's channels first.
 * Nested, it is a U-Net (Ronneberger et al. 2015, arXiv:1505.04597). The child is named {@code inner}.
 *
 * @param inner keeps every size but the channels
 */
public record Skip(Layer inner) implements Layer {

    @Override
    public Shape outputShape(Shape input) {
        int[] dims = input.toArray();
        int[] innerDims = children(input).get(0).outputShape().toArray();
        if (!Arrays.equals(dims, 1, dims.length, innerDims, 1, innerDims.length)) {
            throw new ShapeException("Skip expects its inner layer to keep the sizes after the channels, got "
                    + Arrays.toString(innerDims) + " from it for " + input);
        }
        if ((long) dims[0] + innerDims[0] > Integer.MAX_VALUE) {
            throw ShapeException.expected(this, "fewer channels", input);
        }
        dims[0] += innerDims[0];
        return Shape.of(dims);
    }

    @Override
    public List<Child> children(Shape input) {
        return List.of(new Child("inner", inner, input));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.cat(new TensorVector(x, inner.forward(x, weights.child("inner"), pass)), 1);
    }
}
