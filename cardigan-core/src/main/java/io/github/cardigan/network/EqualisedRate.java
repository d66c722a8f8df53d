package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The equalised learning rate (Karras et al. 2017, arXiv:1710.10196, section 4.1): weights start as N(0, 1) and are multiplied, in
 * every pass, by He's constant {@code gain / sqrt(fanIn)}. The layer starts as with He's initialisation, but an optimizer that divides by
 * the gradient's size, such as Adam, now moves all layers at the same relative speed. Biases start at 0 and are not scaled.
 *
 * <p>The fan-in is inputs times kernel area, for a transposed convolution too, as in the paper's programs. Parameters keep the layer's
 * names and hold the values before the scaling; an initialization given to {@link Network#build} replaces their N(0, 1).
 *
 * @param layer a {@link Dense}, {@link Conv2d} or {@link ConvTranspose2d}
 * @param gain above 0; sqrt(2) before a ReLU, 1 in last layers
 */
public record EqualisedRate(Layer layer, double gain) implements Reparameterised {

    private static final List<Class<? extends Layer>> KINDS = List.of(Dense.class, Conv2d.class, ConvTranspose2d.class);

    public EqualisedRate {
        Reparameterised.require("EqualisedRate", KINDS, layer);
        Require.positive("gain", gain);
    }

    /**
     * The same layers with every Dense, Conv2d and ConvTranspose2d in an EqualisedRate of this gain, also inside Sequential, Residual
     * and Skip. What is wrapped already stays as it is: wrap a last layer first to give it another gain.
     */
    public static Layer everywhere(Layer layers, double gain) {
        return Reparameterised.everywhere(layers, KINDS, layer -> new EqualisedRate(layer, gain));
    }

    /** A whole network: a gain of sqrt(2), which suits ReLUs, and of 1 in the last such layer, found inside Sequentials. */
    public static Layer network(Layer layers) {
        return everywhere(lastAtOne(layers).orElse(layers), Math.sqrt(2));
    }

    private static Optional<Layer> lastAtOne(Layer layer) {
        if (KINDS.contains(layer.getClass())) {
            return Optional.of(new EqualisedRate(layer, 1));
        }
        List<Layer> children = layer instanceof Sequential inside ? new ArrayList<>(inside.layers()) : List.of();
        for (int i = children.size() - 1; i >= 0; i--) {
            Optional<Layer> changed = lastAtOne(children.get(i));
            if (changed.isPresent()) {
                children.set(i, changed.get());
                return Optional.of(new Sequential(children));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return layer.parameters(input).stream()
                .map(spec -> new ParameterSpec(
                        spec.name(),
                        spec.shape(),
                        spec.name().equals("weight") ? new Initializer.Normal(0, 1) : new Initializer.Constant(0)))
                .toList();
    }

    @Override
    public Tensor weight(Weights weights, Pass pass) {
        Tensor weight = weights.get("weight");
        long outputs = weight.size(layer instanceof ConvTranspose2d ? 1 : 0);
        return weight.mul(new Scalar(gain / Math.sqrt((double) weight.numel() / outputs)));
    }

    @Override
    public String settings() {
        return layer.settings() + ", equalised rate, gain " + gain;
    }
}
