package io.github.cardigan.network;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** The tensors of a network as one of its layers sees them: by the layer's own names. */
public final class Weights {

    private final Map<String, Tensor> tensors;
    private final String prefix;

    Weights(Map<String, Tensor> tensors, String prefix) {
        this.tensors = tensors;
        this.prefix = prefix;
    }

    /**
     * @param name as in the layer's specs
     * @throws IllegalArgumentException if the layer did not ask for such a tensor
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(prefix + name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "no tensor named '" + prefix + name + "'; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** As libtorch's functions take arguments that may be left out. */
    public TensorOptional optional(String name) {
        return new TensorOptional(get(name));
    }

    /** What the child layer of this name sees. */
    public Weights child(String name) {
        return new Weights(tensors, prefix + name + ".");
    }
}
