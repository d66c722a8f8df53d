package io.github.cardigan.training;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** What a training must remember besides networks and optimizers, so that it goes on after a checkpoint as if nothing had been. */
public interface Memory extends AutoCloseable {

    /** Lower case with hyphens, unique in its plan: names a file of the checkpoint. */
    String name();

    /** The live tensors; to restore, they are overwritten in place. */
    Map<String, Tensor> state();

    /** Frees them. */
    @Override
    void close();
}
