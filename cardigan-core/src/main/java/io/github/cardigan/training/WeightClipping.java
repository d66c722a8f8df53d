package io.github.cardigan.training;

import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;

/**
 * Keeps every weight of a critic in [-limit, limit] after each update, so that it stays Lipschitz (WGAN; Arjovsky et al. 2017,
 * arXiv:1701.07875, algorithm 1, with a limit of 0.01). All parameters, scales and shifts of normalisation included.
 *
 * @param limit above 0
 */
public record WeightClipping(double limit) implements UpdateRule {

    public WeightClipping {
        if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a limit above 0, got " + limit);
        }
    }

    /** Clips in place. What is not a number stays so. */
    @Override
    public void afterUpdate(FlatTensors parameters) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            parameters.vector().clamp_(new ScalarOptional(new Scalar(-limit)), new ScalarOptional(new Scalar(limit)));
        }
    }
}
