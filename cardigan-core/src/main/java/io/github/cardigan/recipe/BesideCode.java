package io.github.cardigan.recipe;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Child;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.ShapeException;
import io.github.cardigan.network.Weights;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What a judge of pairs begins with: a sample and a code come side by side as one vector, {@code [N, elements + code]}, the sample is brought to
 * features and the code put beside them, {@code [N, F + code]}. The child is named {@code body}. Not for saved models, which no judge is.
 *
 * @param sample the shape of the sample in the pair
 * @param body from the sample to a vector of features
 */
record BesideCode(Shape sample, Layer body) implements Layer {

    private static final String BODY = "body";

    /** A sample and a code as one vector: what this layer takes apart. */
    static Tensor pair(Tensor samples, Tensor codes) {
        Tensor flat = samples.flatten(1, -1); // [N, elements]
        return torch.cat(new TensorVector(flat, codes.to(flat.scalar_type())), 1);
    }

    private int code(Shape input) {
        int code = input.rank() == 1 ? input.dim(0) - sample.elements() : 0;
        if (code < 1) {
            throw new ShapeException(
                    "a pair is a sample " + sample + " with a code beside it, as one vector, got " + input);
        }
        return code;
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape features = children(input).get(0).outputShape();
        if (features.rank() != 1) {
            throw new ShapeException("a pair's sample is brought to a vector [features], got " + features);
        }
        return Shape.of(features.dim(0) + code(input));
    }

    @Override
    public List<Child> children(Shape input) {
        return List.of(new Child(BODY, body, sample));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        long elements = sample.elements();
        Tensor samples = x.narrow(1, 0, elements).reshape(sample.batch(-1));
        Tensor codes = x.narrow(1, elements, x.size(1) - elements);
        return pair(body.forward(samples, weights.child(BODY), pass), codes); // [N, F + code]
    }
}
