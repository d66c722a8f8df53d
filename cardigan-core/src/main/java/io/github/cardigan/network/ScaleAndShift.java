package io.github.cardigan.network;

import java.util.List;

/** The learned scale and shift of the normalising layers, as PyTorch names and starts them. */
final class ScaleAndShift {

    private ScaleAndShift() {}

    static List<ParameterSpec> of(long... shape) {
        return List.of(
                new ParameterSpec("weight", shape, new Initializer.Constant(1)),
                new ParameterSpec("bias", shape, new Initializer.Constant(0)));
    }
}
