package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** All values of a sample as one vector: {@code [N, C, H, W] -> [N, C H W]}. */
public record Flatten() implements Layer {

    @Override
    public Shape outputShape(Shape input) {
        return Shape.of(input.elements());
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return x.flatten(1, -1);
    }
}
