package io.github.cardigan.training;

import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Network;
import org.bytedeco.pytorch.Scalar;

/**
 * A second network whose weights are the exponential moving average of another's, which samples, or classifies, better than
 * any single moment (Yazici et al. 2018, arXiv:1806.04498). Running statistics are averaged alike. Early on the decay is {@code (1 + t) / (10 + t)},
 * so that the random start is forgotten quickly.
 */
public final class Ema implements AutoCloseable {

    private final Network source;
    private final Network average;
    private final double decay;

    /**
     * @param decay weight of the past per step, in (0, 1); 0.999 averages over about 1,000 steps
     */
    public Ema(Network source, double decay) {
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("expected a decay in (0, 1), got " + decay);
        }
        this.source = source;
        this.decay = decay;
        average = source.copy();
    }

    /** The averaged network; it stays the same object. */
    public Network average() {
        return average;
    }

    /**
     * Takes the source's present weights in.
     *
     * @param step finished iterations, from 1
     */
    public void update(long step) {
        double weight = 1 - Math.min(decay, (1.0 + step) / (10.0 + step));
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            lerp(average.parameters(), source.parameters(), weight);
            lerp(average.buffers(), source.buffers(), weight);
        }
    }

    private static void lerp(FlatTensors target, FlatTensors source, double weight) {
        target.vector().lerp_(source.vector(), new Scalar(weight));
    }

    @Override
    public void close() {
        average.close();
    }
}
