package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** Does nothing: the shortcut of a {@link Residual} that has no other. */
public record Identity() implements Layer {

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return x;
    }
}
