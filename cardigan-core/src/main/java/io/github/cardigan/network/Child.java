package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;

/**
 * A layer inside another.
 *
 * @param name what its tensors' names start with: {@code 0}, {@code body}
 * @param layer the layer
 * @param input the shape of one of its input samples
 */
public record Child(String name, Layer layer, Shape input) {

    /**
     * The shape of one of its output samples.
     *
     * @throws ShapeException if the layer cannot work on its input; says where the layer is
     */
    public Shape outputShape() {
        try {
            return layer.outputShape(input);
        } catch (ShapeException e) {
            throw e.in(name);
        }
    }
}
