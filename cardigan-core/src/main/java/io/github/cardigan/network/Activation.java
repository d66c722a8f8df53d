package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** An element-wise function without parameters. */
public enum Activation implements Layer {
    RELU {
        @Override
        Tensor apply(Tensor x) {
            return torch.relu(x);
        }
    },
    TANH {
        @Override
        Tensor apply(Tensor x) {
            return torch.tanh(x);
        }
    },
    SIGMOID {
        @Override
        Tensor apply(Tensor x) {
            return torch.sigmoid(x);
        }
    };

    abstract Tensor apply(Tensor x);

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return apply(x);
    }

    @Override
    public String kind() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
