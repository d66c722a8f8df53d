package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Normalises groups of neighbouring channels of each sample together, with a learned scale and shift per channel (Wu, He 2018,
 * arXiv:1803.08494). PyTorch's {@code GroupNorm}.
 *
 * @param groups into how many groups the channels are cut, at least 1
 * @param epsilon added to the biased variance, above 0; PyTorch's default is 1e-5
 */
public record GroupNorm(int groups, double epsilon) implements Layer {

    public GroupNorm {
        Require.positive("groups", groups);
        Require.positive("epsilon", epsilon);
    }

    public static GroupNorm of(int groups) {
        return new GroupNorm(groups, 1e-5);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.channels() % groups != 0) {
            throw ShapeException.expected(this, "a multiple of " + groups + " channels", input);
        }
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return ScaleAndShift.of(input.channels());
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.group_norm(x, groups, weights.optional("weight"), weights.optional("bias"), epsilon, false);
    }

    @Override
    public String settings() {
        return groups + " groups";
    }
}
