package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * From data to a score per sample: D(x), a logit, high for what looks real; also called critic.
 *
 * @param network from one sample to one number
 */
public record Discriminator(Network network) {

    public Discriminator {
        requireScore(network.outputShape());
    }

    private static void requireScore(Shape output) {
        if (output.elements() != 1) {
            throw new ShapeException("a discriminator ends in one score per sample, shape [1], got " + output);
        }
    }

    /**
     * Builds the network for samples of this shape.
     *
     * @throws ShapeException if the layers do not fit together, or end in anything but one number
     */
    public static Discriminator build(Shape sample, Layer layers, Device device, RandomSource random) {
        requireScore(layers.outputShape(sample)); // before anything is allocated
        return new Discriminator(Network.build(layers, sample, device, random));
    }

    /** Scores {@code [N]} in fp32 for samples {@code [N, ...]}, owned by the current scope. */
    public Tensor score(Tensor samples, Pass pass) {
        return network.forward(samples, pass).reshape(-1).to(org.bytedeco.pytorch.global.torch.ScalarType.Float);
    }
}
