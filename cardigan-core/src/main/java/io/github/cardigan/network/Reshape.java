package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * The same values in another shape: {@code [N, ...] -> [N, ...shape]}.
 *
 * @param shape of one output sample, with as many values as the input
 */
public record Reshape(Shape shape) implements Layer {

    public static Reshape to(int... dims) {
        return new Reshape(Shape.of(dims));
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.elements() != shape.elements()) {
            throw ShapeException.expected(this, shape.elements() + " values for " + shape, input);
        }
        return shape;
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return x.reshape(shape.batch(-1));
    }

    @Override
    public String settings() {
        return "to " + shape;
    }
}
