package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * From latent samples to data: G(z) (Goodfellow et al. 2014, arXiv:1406.2661), or G(z, y) where a class can be asked for (Mirza,
 * Osindero 2014, arXiv:1411.1784).
 *
 * @param latent where z comes from
 * @param conditions the classes y that can be asked for
 * @param network from {@code [latent.size + classes]} to one sample
 */
public record Generator(Latent latent, Conditions conditions, Network network) implements Product {

    public Generator {
        Shape expected = conditions.beside(Shape.of(latent.size()));
        if (!network.inputShape().equals(expected)) {
            throw new ShapeException("a generator of " + latent.size() + " latent values and "
                    + conditions.classes().size() + " classes needs a network for " + expected + ", got one for "
                    + network.inputShape());
        }
    }

    /** Asked for nothing. */
    public Generator(Latent latent, Network network) {
        this(latent, Conditions.NONE, network);
    }

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
        return new Generator(latent, conditions, other);
    }

    /**
     * The same generator, whose every sample is of this class.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public Generator asking(int label) {
        return new Generator(latent, conditions.asking(label), network);
    }

    @Override
    public Optional<Generator> generator() {
        return Optional.of(this);
    }

    /** The shape of one generated sample. */
    public Shape shape() {
        return network.outputShape();
    }

    /** Latent samples {@code [count, latent.size]}, owned by the current scope. */
    public Tensor sampleLatent(int count, RandomSource random) {
        return latent.sample(count, random, network.device());
    }

    /**
     * Data {@code [N, ...shape]} for latent samples {@code [N, latent.size]}, owned by the current scope.
     *
     * @throws IllegalArgumentException if a class can be asked for and none was
     */
    public Tensor generate(Tensor z, Pass pass) {
        return conditions.none() ? network.forward(z, pass) : generate(z, conditions.labels(z), pass);
    }

    /**
     * Data of the classes asked for; the labels are of no matter where none can be asked for.
     *
     * @param labels {@code [N]}, 64-bit integers
     */
    public Tensor generate(Tensor z, Tensor labels, Pass pass) {
        return network.forward(conditions.beside(z, labels), pass);
    }

    /**
     * Data of latents that are number {@code first} and on in a row: where one of K classes can be asked for and none was, sample i is of
     * class {@code i mod K}.
     */
    public Tensor generateRow(Tensor z, int first, Pass pass) {
        if (conditions.none() || conditions.asked().isPresent()) {
            return generate(z, pass);
        }
        long[] labels = new long[Math.toIntExact(z.size(0))];
        Arrays.setAll(labels, i -> (first + i) % conditions.classes().size());
        return generate(z, network.device().move(Tensor.create(labels)), pass);
    }
}
