package io.github.cardigan.engine;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam (Kingma, Ba 2014, arXiv:1412.6980, algorithm 1), without weight decay, on one vector.
 *
 * <p>As in PyTorch, epsilon is added after the bias correction of the second moment.
 */
public final class Adam implements Optimizer {

    private final FlatTensors parameters;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final Tensor m;
    private final Tensor v;
    private final Tensor scratch;
    private long steps;

    /**
     * @param beta1 decay of the gradient's average, in [0, 1); GANs like 0.5 (Radford et al. 2015)
     * @param beta2 decay of the squared gradient's average, in [0, 1)
     * @param epsilon keeps the quotient finite, above 0
     */
    public Adam(FlatTensors parameters, double beta1, double beta2, double epsilon) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
            throw new IllegalArgumentException(
                    "expected betas in [0, 1) and epsilon > 0, got " + beta1 + ", " + beta2 + ", " + epsilon);
        }
        this.parameters = parameters;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        m = TensorScope.own(torch.zeros_like(parameters.vector()));
        v = TensorScope.own(torch.zeros_like(parameters.vector()));
        scratch = TensorScope.own(torch.zeros_like(v));
    }

    @Override
    public void step(double learningRate) {
        steps++;
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor g = parameters.gradient();
            m.lerp_(g, new Scalar(1 - beta1));
            v.mul_(new Scalar(beta2)).addcmul_(g, g, new Scalar(1 - beta2));
            double correction1 = 1 - Math.pow(beta1, steps);
            double correction2 = 1 - Math.pow(beta2, steps);
            // m / c1 / (sqrt(v / c2) + epsilon) = sqrt(c2) / c1 * m / (sqrt(v) + epsilon sqrt(c2)): two passes fewer
            double root = Math.sqrt(correction2);
            torch.sqrt_out(scratch, v).add_(new Scalar(epsilon * root));
            parameters.vector().addcdiv_(m, scratch, new Scalar(-learningRate * root / correction1));
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("m", m, "v", v);
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void restoreSteps(long savedSteps) {
        steps = savedSteps;
    }

    @Override
    public void close() {
        TensorScope.release(m);
        TensorScope.release(v);
        TensorScope.release(scratch);
    }
}
