package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Adds what two layers make of the same input: {@code body(x) + shortcut(x)} (He et al. 2015, arXiv:1512.03385). Children are
 * named {@code body} and {@code shortcut}.
 *
 * @param body usually several convolutions
 * @param shortcut {@link Identity}, or what gives x the shape of the body's output
 */
public record Residual(Layer body, Layer shortcut) implements Layer {

    /** Around a body that keeps the shape: {@code body(x) + x}. */
    public static Residual of(Layer body) {
        return new Residual(body, new Identity());
    }

    @Override
    public Shape outputShape(Shape input) {
        List<Child> children = children(input);
        Shape fromBody = children.get(0).outputShape();
        Shape fromShortcut = children.get(1).outputShape();
        if (!fromBody.equals(fromShortcut)) {
            throw new ShapeException("Residual expects body and shortcut to give the same shape, got " + fromBody
                    + " from the body and " + fromShortcut + " from the shortcut for " + input);
        }
        return fromBody;
    }

    @Override
    public List<Child> children(Shape input) {
        return List.of(new Child("body", body, input), new Child("shortcut", shortcut, input));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        Tensor fromBody = body.forward(x, weights.child("body"), pass);
        return fromBody.add(shortcut.forward(x, weights.child("shortcut"), pass));
    }
}
