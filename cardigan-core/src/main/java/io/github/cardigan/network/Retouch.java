package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Changes an image by what its body says: {@code x + body(x)}, held within [-1, 1], where x is as many of the first channels as the body has at its end.
 * Channels behind those, such as a reference, are for the body alone. {@code [N, C + more, H, W] -> [N, C, H, W]}. The child is named {@code
 * body}.
 */
public record Retouch(Layer body) implements Layer {

    private static final String BODY = "body";

    @Override
    public Shape outputShape(Shape input) {
        Images.require(this, input);
        Shape change = children(input).get(0).outputShape();
        if (!change.isImage()
                || change.channels() > input.channels()
                || change.height() != input.height()
                || change.width() != input.width()) {
            throw new ShapeException("retouch: expected a body that keeps the size of " + input
                    + " and adds no channels, got " + change);
        }
        return change;
    }

    @Override
    public List<Child> children(Shape input) {
        return List.of(new Child(BODY, body, input));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        Tensor change = body.forward(x, weights.child(BODY), pass);
        return x.narrow(1, 0, change.size(1))
                .add(change)
                .clamp(new ScalarOptional(new Scalar(-1.0)), new ScalarOptional(new Scalar(1.0)));
    }
}
