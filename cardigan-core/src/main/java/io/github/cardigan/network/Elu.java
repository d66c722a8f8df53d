package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x} above 0, else {@code alpha (exp(x) - 1)} (Clevert et al. 2015, arXiv:1511.07289). PyTorch's {@code ELU}.
 *
 * @param alpha where negative inputs level off, above 0; 1 is usual
 */
public record Elu(double alpha) implements Layer {

    public Elu {
        Require.positive("alpha", alpha);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.elu(x, new Scalar(alpha), new Scalar(1.0), new Scalar(1.0));
    }

    @Override
    public String settings() {
        return "alpha " + alpha;
    }
}
