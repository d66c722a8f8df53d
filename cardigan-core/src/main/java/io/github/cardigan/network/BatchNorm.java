package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation of each channel (or feature), with learned scale and shift (Ioffe, Szegedy 2015, arXiv:1502.03167).
 * PyTorch's {@code BatchNorm1d} and {@code BatchNorm2d}: in training the batch's own biased variance normalises; running
 * statistics (with the unbiased variance) serve inference.
 *
 * @param momentum weight of the new batch in the running statistics, in (0, 1]; PyTorch's default is 0.1
 * @param epsilon added to the variance, above 0
 */
public record BatchNorm(double momentum, double epsilon) implements Layer {

    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1)) {
            throw new IllegalArgumentException("expected momentum in (0, 1], got " + momentum);
        }
        Require.positive("epsilon", epsilon);
    }

    public static BatchNorm of() {
        return new BatchNorm(0.1, 1e-5);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return ScaleAndShift.of(input.channels());
    }

    @Override
    public List<BufferSpec> buffers(Shape input) {
        long[] perChannel = {input.channels()};
        return List.of(new BufferSpec("running_mean", perChannel, 0), new BufferSpec("running_var", perChannel, 1));
    }

    /**
     * @throws IllegalArgumentException in training, if a channel has a single value: its variance would be 0 and its unbiased
     *     variance not a number
     */
    @Override
    public boolean mixesSamples(Shape input) {
        return true;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        if (pass.training() && x.numel() == x.size(1)) {
            throw new IllegalArgumentException(
                    "BatchNorm expects more than one value per channel in training, got one sample "
                            + Arrays.toString(Tensors.shape(x)));
        }
        return torch.batch_norm(
                x,
                weights.optional("weight"),
                weights.optional("bias"),
                weights.optional("running_mean"),
                weights.optional("running_var"),
                pass.training(),
                momentum,
                epsilon,
                false);
    }
}
