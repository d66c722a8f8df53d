package io.github.cardigan.network;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * First values that suit the data (Salimans, Kingma 2016, arXiv:1602.07868, equations 5 and 6): scale and bias of every {@link WeightNorm}
 * layer are set such that, over one batch, each of its outputs has mean 0 and variance 1. Layer by layer, each on what those before it
 * make of the batch; noise and dropout are as in training.
 *
 * <p>Looked for among layers that compute one after the other. A {@link ConvTranspose2d} is left as it is: its scales belong to inputs.
 */
public final class DataDependentStart {

    private static final double SMALLEST_DEVIATION = 1e-6;

    private DataDependentStart() {}

    /**
     * Changes the network's weights.
     *
     * @param samples {@code [N, ...inputShape]}, as many as there are at hand: a few hundred
     */
    public static void on(Network network, Tensor samples, RandomSource random) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Weights weights = new Weights(network.state(), "");
            walk(network.layers(), network.inputShape(), weights, samples, Pass.training(random));
        }
    }

    private static Tensor walk(Layer layer, Shape input, Weights weights, Tensor x, Pass pass) {
        if (layer instanceof Sequential) {
            for (Child child : layer.children(input)) {
                x = walk(child.layer(), child.input(), weights.child(child.name()), x, pass);
            }
            return x;
        }
        Tensor y = layer.forward(x, weights, pass);
        return layer instanceof WeightNorm normed && !(normed.layer() instanceof ConvTranspose2d)
                ? standardised(normed, input, weights, y)
                : y;
    }

    /** Makes {@code y = g v x / |v| + b} into {@code (y - mean) / deviation}. */
    private static Tensor standardised(WeightNorm layer, Shape input, Weights weights, Tensor y) {
        long[] allButChannels =
                LongStream.range(0, y.dim()).filter(axis -> axis != 1).toArray();
        Tensor mean = y.mean(allButChannels); // [out]
        Tensor deviation = y.var(allButChannels, false)
                .sqrt()
                .add(new Scalar(SMALLEST_DEVIATION)); // what never varies must not be divided by 0
        Tensor g = weights.get("weight_g"); // [out, 1, ...]
        g.div_(deviation.view(g.sizes()));
        long[] beside = LongStream.range(0, y.dim())
                .map(axis -> axis == 1 ? y.size(1) : 1)
                .toArray();
        boolean hasBias =
                layer.parameters(input).stream().anyMatch(spec -> spec.name().equals("bias"));
        Tensor moved = y;
        if (hasBias) {
            weights.get("bias").sub_(mean).div_(deviation);
            moved = y.sub(mean.view(beside));
        }
        return moved.div(deviation.view(beside));
    }
}
