package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * From data to a score per class: the books' discriminative model.
 *
 * @param network from one sample to one logit per class
 * @param classes their names in label order, at least 2
 */
public record Classifier(Network network, List<String> classes) implements Product {

    public Classifier {
        classes = List.copyOf(classes);
        if (classes.size() < 2 || network.outputShape().elements() != classes.size()) {
            throw new ShapeException("a classifier ends in one logit per class, expected at least 2 classes and shape ["
                    + classes.size() + "], got " + network.outputShape());
        }
    }

    @Override
    public Classifier around(Network other) {
        return new Classifier(other, classes);
    }

    /** The shape of one sample to be read. */
    public Shape shape() {
        return network.inputShape();
    }

    /** Logits {@code [N, classes]} in fp32 for samples {@code [N, ...]}, owned by the current scope. */
    public Tensor logits(Tensor samples, Pass pass) {
        return network.forward(samples, pass).flatten(1, -1).to(torch.ScalarType.Float);
    }
}
