package io.github.cardigan.engine;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Derivatives of a value with respect to tensors, as new tensors; nothing is accumulated anywhere. */
public final class Gradients {

    private Gradients() {}

    /**
     * The gradient of {@code output}, summed over its elements, with respect to {@code input}.
     *
     * @param input part of the graph that made {@code output}, with {@code requires_grad}
     * @param differentiable whether the result can itself be differentiated, as gradient penalties need it
     * @return a tensor shaped like {@code input}
     */
    public static Tensor of(Tensor output, Tensor input, boolean differentiable) {
        TensorVector gradients = torch.grad(
                new TensorVector(output),
                new TensorVector(input),
                new TensorVector(torch.ones_like(output)),
                new BoolOptional(true),
                differentiable,
                false);
        return gradients.get(0);
    }
}
