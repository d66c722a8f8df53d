package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Learns the length and the direction of each weight vector apart: {@code w = g v / |v|} (Salimans, Kingma 2016, arXiv:1602.07868,
 * equation 2). g starts as |v|, so that the layer starts as it would without; the paper's data-dependent start is not done.
 *
 * <p>Parameters are those of PyTorch's {@code torch.nn.utils.weight_norm} at its default {@code dim=0}: {@code bias},
 * {@code weight_g [n, 1, ...]}, {@code weight_v [n, ...]}. A vector is what lies under one index of the weight's first dimension: an
 * output of a Dense or Conv2d, but, as in PyTorch and other than in the paper, an input channel of a ConvTranspose2d.
 *
 * @param layer a {@link Dense}, {@link Conv2d} or {@link ConvTranspose2d}
 */
public record WeightNorm(Layer layer) implements Reparameterised {

    private static final List<Class<? extends Layer>> KINDS = List.of(Dense.class, Conv2d.class, ConvTranspose2d.class);

    public WeightNorm {
        Reparameterised.require("WeightNorm", KINDS, layer);
    }

    /**
     * The same layers with every Dense, Conv2d and ConvTranspose2d in a WeightNorm, also inside Sequential, Residual and Skip. What is
     * wrapped already stays as it is.
     */
    public static Layer everywhere(Layer layers) {
        return Reparameterised.everywhere(layers, KINDS, WeightNorm::new);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        ParameterSpec weight = Reparameterised.weightSpec(layer, input);
        long[] lengths = new long[weight.shape().length];
        Arrays.fill(lengths, 1);
        lengths[0] = weight.shape()[0];
        return Reparameterised.instead(
                layer,
                input,
                new ParameterSpec("weight_g", lengths, new Initializer.Constant(1)),
                new ParameterSpec("weight_v", weight.shape(), weight.initializer()));
    }

    @Override
    public void start(Shape input, Weights weights) {
        weights.get("weight_g").copy_(length(weights.get("weight_v")));
    }

    @Override
    public Tensor weight(Weights weights, Pass pass) {
        Tensor v = weights.get("weight_v");
        return v.mul(weights.get("weight_g").div(length(v)));
    }

    private static Tensor length(Tensor v) {
        return torch.norm_except_dim(v, 2, 0); // [n, 1, ...]
    }

    @Override
    public String settings() {
        return layer.settings() + ", weight norm";
    }
}
