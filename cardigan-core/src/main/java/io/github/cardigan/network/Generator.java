package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * From latent samples to data: G(z) (Goodfellow et al. 2014, arXiv:1406.2661).
 *
 * @param latent where z comes from
 * @param network from {@code [latent.size]} to one sample
 */
public record Generator(Latent latent, Network network) implements Product {

    /**
     * Builds the network for the latent.
     *
     * @throws ShapeException if the layers do not fit together
     */
    public static Generator build(Latent latent, Layer layers, Device device, RandomSource random) {
        return new Generator(latent, Network.build(layers, Shape.of(latent.size()), device, random));
    }

    @Override
    public Generator around(Network other) {
        return new Generator(latent, other);
    }

    /** The shape of one generated sample. */
    public Shape shape() {
        return network.outputShape();
    }

    /** Latent samples {@code [count, latent.size]}, owned by the current scope. */
    public Tensor sampleLatent(int count, RandomSource random) {
        return latent.sample(count, random, network.device());
    }

    /** Data {@code [N, ...shape]} for latent samples {@code [N, latent.size]}, owned by the current scope. */
    public Tensor generate(Tensor z, Pass pass) {
        return network.forward(z, pass);
    }
}
