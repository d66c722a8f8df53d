package io.github.cardigan.objective;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.RandomSource;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What penalties share: points to look at, and a critic's slopes there. */
final class Slopes {

    private Slopes() {}

    /** Samples without history, in fp32 or fp64. */
    static Tensor plain(Tensor samples) {
        boolean isDouble = samples.scalar_type().intern() == ScalarType.Double;
        return samples.detach().to(isDouble ? ScalarType.Double : ScalarType.Float);
    }

    /** One number uniform in [0, 1) for each sample, in a shape that multiplies samples. */
    static Tensor uniformPerSample(Tensor samples, RandomSource random) {
        long[] shape = new long[Math.toIntExact(samples.dim())];
        Arrays.fill(shape, 1);
        shape[0] = samples.size(0);
        return random.uniform(Device.cpu(), 0, 1, shape).to(samples); // [N, 1, ...]
    }

    /** The gradient of each score with respect to the points it judges, differentiable: {@code [scores, elements]}. */
    static Tensor at(Tensor points, Critic critic) {
        Tensor x = points.detach().set_requires_grad(true); // [N, ...]
        Tensor scores = critic.score(x); // [N] or [N/m]
        return Gradients.of(scores, x, true).reshape(scores.size(0), -1);
    }

    /** Half the mean squared slope, a scalar. */
    static Tensor halfMeanSquare(Tensor points, Critic critic) {
        Tensor slopes = at(points, critic);
        return slopes.square().sum().mul(new Scalar(0.5 / slopes.size(0)));
    }
}
