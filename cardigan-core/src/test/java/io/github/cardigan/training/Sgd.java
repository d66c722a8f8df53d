package io.github.cardigan.training;

import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Optimizer;
import io.github.cardigan.engine.TensorScope;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Plain gradient descent that tells a test before each update. */
final class Sgd implements Optimizer {

    private final FlatTensors parameters;
    private final Runnable beforeStep;
    private long steps;

    Sgd(FlatTensors parameters, Runnable beforeStep) {
        this.parameters = parameters;
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(double learningRate) {
        beforeStep.run();
        steps++;
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            parameters.vector().sub_(parameters.gradient().mul(new Scalar(learningRate)));
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void restoreSteps(long saved) {
        steps = saved;
    }

    @Override
    public void close() {}
}
