package io.github.cardigan.network;

/**
 * A kept but not learned tensor that a layer asks for.
 *
 * @param name PyTorch's, such as {@code running_mean}
 * @param shape sizes
 * @param start the value of every element before training
 */
public record BufferSpec(String name, long[] shape, float start) {

    BufferSpec in(String parent) {
        return new BufferSpec(parent + "." + name, shape, start);
    }
}
