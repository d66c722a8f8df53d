package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** An element-wise function without parameters. */
public enum Activation implements Layer {
    /** {@code max(x, 0)}. */
    RELU("ReLU") {
        @Override
        Tensor apply(Tensor x) {
            return torch.relu(x);
        }
    },
    /** Hyperbolic tangent: to (-1, 1). */
    TANH("Tanh") {
        @Override
        Tensor apply(Tensor x) {
            return torch.tanh(x);
        }
    },
    /** {@code 1 / (1 + exp(-x))}: to (0, 1). */
    SIGMOID("Sigmoid") {
        @Override
        Tensor apply(Tensor x) {
            return torch.sigmoid(x);
        }
    },
    /** {@code log(1 + exp(x))}: a smooth ReLU. */
    SOFTPLUS("Softplus") {
        @Override
        Tensor apply(Tensor x) {
            return torch.softplus(x);
        }
    },
    /** {@code x sigmoid(x)}, also called swish (Elfwing et al. 2017, arXiv:1702.03118). */
    SILU("SiLU") {
        @Override
        Tensor apply(Tensor x) {
            return torch.silu(x);
        }
    },
    /** {@code x P(X <= x)} for a standard normal X, exact (Hendrycks, Gimpel 2016, arXiv:1606.08415). */
    GELU("GELU") {
        @Override
        Tensor apply(Tensor x) {
            return torch.gelu(x);
        }
    };

    private final String kind;

    Activation(String kind) {
        this.kind = kind;
    }

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
        return kind;
    }
}
