package io.github.cardigan.network;

import java.util.Arrays;

/**
 * A learned tensor that a layer asks for.
 *
 * @param name PyTorch's, such as {@code weight}; composite layers put {@code "0."} in front
 * @param shape sizes
 * @param initializer where its first values come from
 */
public record ParameterSpec(String name, long[] shape, Initializer initializer) {

    public long elements() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    ParameterSpec in(String parent) {
        return new ParameterSpec(parent + "." + name, shape, initializer);
    }
}
