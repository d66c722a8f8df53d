package io.github.cardigan.objective;

import io.github.cardigan.engine.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A critic whose slopes are known, and which remembers where it was asked. */
final class TestCritic implements Critic {

    final Tensor weights;
    final List<Tensor> seen = new ArrayList<>();
    private final BinaryOperator<Tensor> formula;

    private TestCritic(double[] weights, BinaryOperator<Tensor> formula) {
        this.weights = Tensor.create(weights).set_requires_grad(true);
        this.formula = formula;
    }

    /** {@code D(x) = w x + 7}: the slope is w everywhere. */
    static TestCritic linear(double... w) {
        return new TestCritic(w, (x, weights) -> x.matmul(weights).add(new Scalar(7.0)));
    }

    /** {@code D(x) = 1/2 sum a_i x_i^2}: the slope is {@code a_i x_i}. */
    static TestCritic quadratic(double... a) {
        return new TestCritic(a, (x, weights) -> x.square().matmul(weights).mul(new Scalar(0.5)));
    }

    @Override
    public Tensor score(Tensor samples) {
        seen.add(samples);
        return formula.apply(samples, weights);
    }

    /** Where it was last asked, sample by sample. */
    double[][] points() {
        Tensor last = seen.get(seen.size() - 1);
        int columns = Math.toIntExact(last.size(1));
        double[] flat = Tensors.toDoubles(last);
        double[][] rows = new double[flat.length / columns][columns];
        for (int i = 0; i < flat.length; i++) {
            rows[i / columns][i % columns] = flat[i];
        }
        return rows;
    }
}
