package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Two networks between two kinds of images, one each way (Zhu et al. 2017, arXiv:1703.10593). Children are named {@code forward} and {@code
 * backward}; the forward pass goes forward, the way back is a part of its own.
 *
 * @param forward {@code [N, A + reference, H, W] -> [N, B, H, W]}
 * @param backward {@code [N, B, H, W] -> [N, A, H, W]}
 * @param reference channels at the end of the input that are another image, which says how it is to be done; 0 for none
 */
public record BothWays(Layer forward, Layer backward, int reference) implements Layer {

    static final String FORWARD = "forward";
    static final String BACKWARD = "backward";

    public BothWays {
        Require.notNegative("reference", reference);
    }

    @Override
    public Shape outputShape(Shape input) {
        List<Child> children = children(input);
        Shape back = children.get(1).outputShape();
        Shape from = source(input);
        if (!back.equals(from)) {
            throw new ShapeException("both ways: expected the way back to end in " + from + ", got " + back);
        }
        return children.get(0).outputShape();
    }

    /** The input without its reference. */
    Shape source(Shape input) {
        return Shape.image(input.channels() - reference, input.height(), input.width());
    }

    @Override
    public List<Child> children(Shape input) {
        if (Images.require(this, input).channels() <= reference) {
            throw ShapeException.expected(this, "more than the " + reference + " channels of a reference", input);
        }
        Child there = new Child(FORWARD, forward, input);
        return List.of(there, new Child(BACKWARD, backward, there.outputShape()));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return forward.forward(x, weights.child(FORWARD), pass);
    }

    @Override
    public String settings() {
        return reference == 0 ? "" : "with a reference of " + reference + " channels";
    }
}
