package io.github.cardigan.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Decoders that say how likely each pixel is 1 rather than -1. They make the pixel's mean, which lies in [-1, 1] as samples do, and the
 * loss wants its logit l: since {@code 2 sigmoid(l) - 1 = tanh(l / 2)}, such a decoder is a body that says half logits and then TANH. A
 * loss asks the body alone, so nothing is lost to the rounding of a tanh near -1 and 1.
 */
public final class BernoulliMeans {

    private static final String BODY = "0";

    private BernoulliMeans() {}

    /** Layers that end in the means of pixels, from those that end in half their logits. */
    public static Layer of(Sequential halfLogits) {
        return Sequential.of(halfLogits, Activation.TANH);
    }

    /** Whether a network of these layers has logits to say. */
    static boolean areSaidBy(Layer layers) {
        return layers instanceof Sequential whole
                && whole.layers().size() == 2
                && whole.layers().get(0) instanceof Sequential
                && whole.layers().get(1) == Activation.TANH;
    }

    /** Logits in the shape of the network's outputs. */
    static Tensor logits(Network network, Tensor input, Pass pass) {
        return network.part(BODY).forward(input, pass).mul(new Scalar(2.0));
    }
}
