package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * {@link Flatten} for images with a class beside them ({@link Conditions}): {@code [N, C + K, H, W] -> [N, C H W + K]}. A channel that tells
 * a class is one value everywhere, and one is kept: a Dense layer behind it has one weight for the class, not H W that move as one. Vectors
 * stay as they are.
 *
 * @param classes channels at the end that tell the class, at least 1
 */
public record FlattenBeside(int classes) implements Layer {

    public FlattenBeside {
        Require.positive("classes", classes);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.channels() <= classes) {
            throw ShapeException.expected(this, "more than the " + classes + " channels that tell the class", input);
        }
        int perChannel = input.elements() / input.channels();
        return Shape.of((input.channels() - classes) * perChannel + classes);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        long channels = x.size(1) - classes;
        Tensor values = x.narrow(1, 0, channels).flatten(1, -1); // [N, C H W]
        Tensor told =
                x.narrow(1, channels, classes).reshape(x.size(0), classes, -1).select(2, 0); // [N, K]
        return torch.cat(new TensorVector(values, told), 1);
    }

    @Override
    public String settings() {
        return classes + " classes";
    }
}
