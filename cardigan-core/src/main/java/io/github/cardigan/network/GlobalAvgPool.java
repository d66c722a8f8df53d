package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** The mean of each channel: {@code [N, C, H, W] -> [N, C]}. PyTorch's {@code AdaptiveAvgPool2d(1)} and {@code Flatten}. */
public record GlobalAvgPool() implements Layer {

    @Override
    public Shape outputShape(Shape input) {
        return Shape.of(Images.require(this, input).channels());
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return x.mean(2, 3);
    }
}
