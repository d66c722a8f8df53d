package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x} above 0, else {@code weight x} with a learned slope that starts at 0.25 (He et al. 2015, arXiv:1502.01852). PyTorch's
 * {@code PReLU}.
 *
 * @param perChannel whether each channel (or feature) learns its own slope; PyTorch's default is one for all
 */
public record PRelu(boolean perChannel) implements Layer {

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        long[] slopes = {perChannel ? input.channels() : 1};
        return List.of(new ParameterSpec("weight", slopes, new Initializer.Constant(0.25)));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.prelu(x, weights.get("weight"));
    }

    @Override
    public String settings() {
        return perChannel ? "per channel" : "one slope";
    }
}
