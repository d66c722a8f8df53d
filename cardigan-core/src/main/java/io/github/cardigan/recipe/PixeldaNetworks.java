package io.github.cardigan.recipe;

import io.github.cardigan.network.Activation;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Conv2d;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.NoisePlanes;
import io.github.cardigan.network.Residual;
import io.github.cardigan.network.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * The generator of Bousmalis et al. 2016, figure 2: residual blocks at full size, noise beside the image's channels. The paper's noise is one plane, a dense layer
 * of ten values; here are planes of squares of pixels, so that images may have any size.
 */
final class PixeldaNetworks {

    private PixeldaNetworks() {}

    /**
     * {@code [C, H, W] -> [outputs, H, W]} in [-1, 1].
     *
     * @param noise planes of it
     */
    static Layer generator(int outputs, int width, int blocks, int noise) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new NoisePlanes(noise)); // [C + noise, H, W]
        layers.add(Conv2d.of(width, 3, 1));
        layers.add(Activation.RELU);
        for (int i = 0; i < blocks; i++) {
            layers.add(Residual.of(Sequential.of(
                    Conv2d.of(width, 3, 1).withoutBias(),
                    BatchNorm.of(),
                    Activation.RELU,
                    Conv2d.of(width, 3, 1).withoutBias(),
                    BatchNorm.of())));
        }
        layers.add(Conv2d.of(outputs, 3, 1));
        layers.add(Activation.TANH);
        return new Sequential(layers);
    }
}
