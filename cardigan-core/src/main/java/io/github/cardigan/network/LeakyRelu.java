package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code max(x, slope x)} for slopes below 1 (Maas et al. 2013).
 *
 * @param slope for negative inputs, in [0, 1)
 */
public record LeakyRelu(double slope) implements Layer {

    public LeakyRelu {
        Require.probability("slope", slope);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.leaky_relu(x, new Scalar(slope));
    }

    @Override
    public String settings() {
        return "slope " + slope;
    }
}
