package io.github.cardigan.attack;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Pass;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** What is attacked: a classifier, alone or behind a defence, as far as an attacker can see it. */
public interface Victim {

    /** The shape of one image. */
    Shape shape();

    /** How many classes it tells apart. */
    int classes();

    Device device();

    /**
     * Logits {@code [N, classes]} in fp32 for images {@code [N, ...]} in [-1, 1], each row by itself, with history to the images
     * where they want a gradient. Owned by the current scope.
     */
    Tensor logits(Tensor images);

    /** The classes read {@code [N]}, 64-bit integers, without history. */
    default Tensor read(Tensor images) {
        try (NoGrad noGrad = new NoGrad()) {
            return logits(images).argmax(new LongOptional(1), false);
        }
    }

    /**
     * A classifier as it is. Its network may be frozen, and then costs less: attacks ask for gradients with respect to images only
     * and never touch those of the weights.
     */
    static Victim of(Classifier classifier) {
        return new Undefended(classifier);
    }

    /** A classifier as it is. */
    record Undefended(Classifier classifier) implements Victim {

        @Override
        public Shape shape() {
            return classifier.network().inputShape();
        }

        @Override
        public int classes() {
            return classifier.classes().size();
        }

        @Override
        public Device device() {
            return classifier.network().device();
        }

        @Override
        public Tensor logits(Tensor images) {
            return classifier.logits(images, Pass.inference());
        }
    }
}
