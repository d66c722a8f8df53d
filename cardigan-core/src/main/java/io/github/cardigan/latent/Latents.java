package io.github.cardigan.latent;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.SampleRow;
import java.util.List;
import java.util.stream.IntStream;

/** Latents by seed, and samples by latent. */
public final class Latents {

    private Latents() {}

    /** The latent of the first sample that a model draws from this seed. */
    public static float[] of(Latent latent, long seed) {
        return of(latent, seed, 0);
    }

    /** The latent of sample {@code index} of this seed, the one that {@code Model.sample(index, 1, seed)} draws from. */
    public static float[] of(Latent latent, long seed, int index) {
        return draw(latent, source(seed, index));
    }

    /** The first {@code count} latents of a seed. */
    public static List<float[]> row(Latent latent, long seed, int count) {
        return IntStream.range(0, count).mapToObj(i -> of(latent, seed, i)).toList();
    }

    /** The Euclidean length of a latent. */
    public static double length(float[] z) {
        double squares = 0;
        for (float value : z) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    /** The root of the mean squared length: {@code sqrt(size)} for normal latents, {@code sqrt(size / 3)} for uniform ones. */
    public static double typicalLength(Latent latent) {
        return switch (latent.distribution()) {
            case NORMAL -> Math.sqrt(latent.size());
            case UNIFORM -> Math.sqrt(latent.size() / 3.0);
        };
    }

    /** The random numbers of one sample. */
    static RandomSource source(long seed, int index) {
        return new RandomSource(seed).split(index);
    }

    static float[] draw(Latent latent, RandomSource random) {
        try (TensorScope scope = new TensorScope()) {
            return Tensors.toFloats(latent.sample(1, random, Device.cpu()));
        }
    }

    /**
     * The generator's samples for these latents; sample i depends on latent i and its place alone, and is the same whatever is generated with
     * it.
     *
     * @return {@code latents.size() * shape.elements()} values in [-1, 1], sample by sample
     * @throws IllegalArgumentException if there is no latent, or one has another size than the generator's
     */
    public static float[] generate(Generator generator, List<float[]> latents) {
        return generate(generator, latents, 0);
    }

    /**
     * The same for latents that are number {@code first} and on in a row: a generator that can be asked for one of K classes, and was not, is
     * asked for class {@code i mod K}.
     */
    public static float[] generate(Generator generator, List<float[]> latents, int first) {
        if (latents.isEmpty()) {
            throw new IllegalArgumentException("expected at least one latent, got none");
        }
        return SampleRow.of(generator, joined(latents, generator.latent().size(), latents.size()), first);
    }

    /** The latents one after the other, then zeros. */
    static float[] joined(List<float[]> latents, int size, int count) {
        float[] joined = new float[count * size];
        for (int i = 0; i < latents.size(); i++) {
            require(latents.get(i), size);
            System.arraycopy(latents.get(i), 0, joined, i * size, size);
        }
        return joined;
    }

    static void require(float[] z, int size) {
        if (z.length != size) {
            throw new IllegalArgumentException("expected latents of " + size + " values, got one of " + z.length);
        }
    }
}
