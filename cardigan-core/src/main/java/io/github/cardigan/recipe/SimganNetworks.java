package io.github.cardigan.recipe;

import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.MaxPool2d;
import io.github.cardigan.network.MirrorPad;
import io.github.cardigan.network.Residual;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.List;

/** The networks of Shrivastava et al. 2016, section 3.1 and the appendix: no normalisation, the refiner at full size throughout. */
final class SimganNetworks {

    private SimganNetworks() {}

    /** Residual blocks between a convolution and one of single pixels: {@code [C, H, W] -> [outputs, H, W]} in [-1, 1]. */
    static Layer refiner(int outputs, int width, int blocks) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new MirrorPad(1));
        layers.add(Conv2d.of(width, 3, 1).withPadding(0));
        layers.add(Activation.RELU);
        for (int i = 0; i < blocks; i++) {
            layers.add(Residual.of(new Sequential(List.of(
                    new MirrorPad(1),
                    Conv2d.of(width, 3, 1).withPadding(0),
                    Activation.RELU,
                    new MirrorPad(1),
                    Conv2d.of(width, 3, 1).withPadding(0)))));
            layers.add(Activation.RELU);
        }
        layers.add(Conv2d.of(outputs, 1, 1));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }

    /**
     * A logit for each of many patches: {@code [C, H, W] -> [1, h, w]}, a quarter of the sides. Where the paper says two logits per patch for a softmax, here
     * is one, their difference.
     */
    static Layer localDiscriminator(int width) {
        return new Sequential(List.of(
                Conv2d.of(width + width / 2, 3, 2),
                Activation.RELU,
                Conv2d.of(width, 3, 2),
                Activation.RELU,
                new MaxPool2d(3, 1, 1),
                Conv2d.of(Math.max(1, width / 2), 3, 1),
                Activation.RELU,
                Conv2d.of(Math.max(1, width / 2), 1, 1),
                Activation.RELU,
                Conv2d.of(1, 1, 1)));
    }
}
