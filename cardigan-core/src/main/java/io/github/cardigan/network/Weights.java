package io.github.cardigan.network;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** The tensors of a network as one of its layers sees them: by the layer's own names. */
public final class Weights {

    private final Map<String, Tensor> tensors;
    private final Map<String, Tensor> replaced;
    private final String prefix;

    Weights(Map<String, Tensor> tensors, String prefix) {
        this(tensors, Map.of(), prefix);
    }

    private Weights(Map<String, Tensor> tensors, Map<String, Tensor> replaced, String prefix) {
        this.tensors = tensors;
        this.replaced = replaced;
        this.prefix = prefix;
    }

    /**
     * @param name as in the layer's specs
     * @throws IllegalArgumentException if the layer did not ask for such a tensor
     */
    public Tensor get(String name) {
        String fullName = prefix + name;
        Tensor tensor = replaced.containsKey(fullName) ? replaced.get(fullName) : tensors.get(fullName);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor named '" + fullName + "'; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** As libtorch's functions take arguments that may be left out. */
    public TensorOptional optional(String name) {
        return new TensorOptional(get(name));
    }

    /** What the child layer of this name sees. */
    public Weights child(String name) {
        return new Weights(tensors, replaced, prefix + name + ".");
    }

    /** The same with this tensor under the name: what a wrapper shows to a layer whose weight it computes. */
    public Weights with(String name, Tensor tensor) {
        Map<String, Tensor> more = new HashMap<>(replaced);
        more.put(prefix + name, tensor);
        return new Weights(tensors, more, prefix);
    }
}
