package io.github.cardigan.engine;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Moves weights against their gradient. One optimizer serves one network and owns its state vectors. */
public interface Optimizer extends AutoCloseable {

    /** One update with the gradients as they stand in the parameters given at construction. */
    void step(double learningRate);

    /** What a checkpoint must hold besides {@link #steps()}: vectors by name. */
    Map<String, Tensor> state();

    /** How many updates were made. */
    long steps();

    /** Goes on after this many updates; the vectors of {@link #state()} are restored in place by the caller. */
    void restoreSteps(long steps);

    @Override
    void close();
}
