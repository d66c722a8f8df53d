package io.github.cardigan.network;

import io.github.cardigan.engine.NoAutocast;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Divides a layer's weight by its largest singular value, so that a discriminator cannot grow steeper without bound (Miyato et al.
 * 2018, arXiv:1802.05957, equation 8 and algorithm 1). The weight counts as a matrix {@code W [outputs, everything else]}.
 *
 * <p>The singular value is estimated by power iteration, one round per pass: {@code v = W'u / |W'u|}, {@code u = Wv / |Wv|},
 * {@code sigma = u'Wv}. u is kept between training passes, so the estimate follows the weight; each pass works on copies, so that
 * several may share one graph. The gradient flows through sigma with u and v as constants. {@link Network#build} begins with 15
 * rounds. A weight that is zero throughout has no direction to start from and gives NaN.
 *
 * <p>Tensors are those of PyTorch's {@code torch.nn.utils.spectral_norm}: parameters {@code bias}, {@code weight_orig}; buffers
 * {@code weight_u}, {@code weight_v}. Where we deviate: PyTorch takes sigma at inference from the kept u and v; here the pass makes its
 * round as in training and keeps nothing. Only the direction of u counts then, so an average over many moments, which is shorter than
 * 1 and lags behind the weight, still gives the norm of the averaged weight.
 *
 * @param layer a {@link Dense}, {@link Conv2d}, {@link ConvTranspose2d} or {@link Embedding}
 */
public record SpectralNorm(Layer layer) implements Reparameterised {

    private static final List<Class<? extends Layer>> KINDS =
            List.of(Dense.class, Conv2d.class, ConvTranspose2d.class, Embedding.class);

    private static final int FIRST_ROUNDS = 15;

    public SpectralNorm {
        Reparameterised.require("SpectralNorm", KINDS, layer);
    }

    /**
     * The same layers with every Dense, Conv2d, ConvTranspose2d and Embedding in a SpectralNorm, also inside Sequential, Residual and
     * Skip. What is wrapped already stays as it is.
     */
    public static Layer everywhere(Layer layers) {
        return Reparameterised.everywhere(layers, KINDS, SpectralNorm::new);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        ParameterSpec weight = Reparameterised.weightSpec(layer, input);
        return Reparameterised.instead(
                layer, input, new ParameterSpec("weight_orig", weight.shape(), weight.initializer()));
    }

    /** Ones, which no drawn weight is orthogonal to; {@link #start} moves them on. */
    @Override
    public List<BufferSpec> buffers(Shape input) {
        ParameterSpec weight = Reparameterised.weightSpec(layer, input);
        long outputs = weight.shape()[outputDimension()];
        return List.of(
                new BufferSpec("weight_u", new long[] {outputs}, 1),
                new BufferSpec("weight_v", new long[] {weight.elements() / outputs}, 1));
    }

    @Override
    public void start(Shape input, Weights weights) {
        for (int round = 0; round < FIRST_ROUNDS; round++) {
            sigma(weights, true);
        }
    }

    @Override
    public Tensor weight(Weights weights, Pass pass) {
        return weights.get("weight_orig").div(sigma(weights, pass.training()));
    }

    /** One round of power iteration. */
    private Tensor sigma(Weights weights, boolean keep) {
        Tensor matrix = matrix(weights.get("weight_orig")); // [outputs, rest]
        try (NoAutocast fullPrecision = new NoAutocast(matrix)) {
            Tensor v;
            try (NoGrad noGrad = new NoGrad()) {
                v = unit(matrix.t().mv(weights.get("weight_u")));
            }
            Tensor image = matrix.mv(v);
            Tensor u = unit(image.detach());
            if (keep) {
                try (NoGrad noGrad = new NoGrad()) {
                    weights.get("weight_u").copy_(u);
                    weights.get("weight_v").copy_(v);
                }
            }
            return u.dot(image);
        }
    }

    private Tensor matrix(Tensor weight) {
        return weight.transpose(0, outputDimension()).flatten(1, -1);
    }

    /** A transposed convolution's weight is {@code [in, out, k, k]}, all others' {@code [out, ...]}. */
    private int outputDimension() {
        return layer instanceof ConvTranspose2d ? 1 : 0;
    }

    private static Tensor unit(Tensor vector) {
        return vector.div(vector.norm());
    }

    @Override
    public String settings() {
        return layer.settings() + ", spectral norm";
    }
}
