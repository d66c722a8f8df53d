package io.github.cardigan.engine;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with Nesterov's momentum (Sutskever et al. 2013, equations 3 and 4, in the form of PyTorch) and weight
 * decay, on one vector: {@code d = g + lambda w; v = mu v + d; w = w - rate (d + mu v)}.
 *
 * <p>The decay is that of He et al. 2015 (arXiv:1512.03385): part of the gradient, so that momentum works on it too.
 */
public final class Sgd implements Optimizer {

    private final FlatTensors parameters;
    private final double momentum;
    private final double weightDecay;
    private final Tensor velocity;
    private long steps;

    /**
     * @param momentum mu, in [0, 1); 0 is plain gradient descent
     * @param weightDecay lambda, at least 0
     */
    public Sgd(FlatTensors parameters, double momentum, double weightDecay) {
        if (!(momentum >= 0 && momentum < 1 && weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "expected momentum in [0, 1) and weight decay >= 0, got " + momentum + " and " + weightDecay);
        }
        this.parameters = parameters;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        velocity = TensorScope.own(torch.zeros_like(parameters.vector()));
    }

    @Override
    public void step(double learningRate) {
        steps++;
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor w = parameters.vector();
            Tensor g = parameters.gradient();
            velocity.mul_(new Scalar(momentum)).add_(g).add_(w, new Scalar(weightDecay));
            // w - rate (g + lambda w + mu v), without room for the sum
            w.mul_(new Scalar(1 - learningRate * weightDecay))
                    .add_(g, new Scalar(-learningRate))
                    .add_(velocity, new Scalar(-learningRate * momentum));
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("velocity", velocity);
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
        TensorScope.release(velocity);
    }
}
