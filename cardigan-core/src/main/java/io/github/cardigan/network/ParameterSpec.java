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

    private static final long LARGEST = 1L << 40;

    /**
     * @throws ShapeException if it has more values than any machine holds
     */
    public ParameterSpec {
        double elements = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (elements > LARGEST) {
            throw new ShapeException("expected at most 2^40 values in '" + name + "', got " + Arrays.toString(shape));
        }
    }

    public long elements() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    ParameterSpec in(String parent) {
        return new ParameterSpec(parent + "." + name, shape, initializer);
    }
}
