package io.github.cardigan.attack;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Random numbers with a source for each image, so that what happens to an image depends on the seed and its number alone, not on
 * the batch it is in nor on what became of the others. Not for several threads at once.
 */
public final class ImageRandom {

    private final List<RandomSource> sources;

    private ImageRandom(List<RandomSource> sources) {
        this.sources = sources;
    }

    /** For images {@code first} to {@code first + count - 1}; leaves {@code random} as it is. */
    public static ImageRandom of(RandomSource random, int first, int count) {
        return new ImageRandom(
                IntStream.range(first, first + count).mapToObj(random::split).toList());
    }

    /** The sources of some of the images; they go on here and there alike. */
    ImageRandom select(int[] rows) {
        return new ImageRandom(Arrays.stream(rows).mapToObj(sources::get).toList());
    }

    /** Uniform in [0, 1), shaped like {@code rows [N, values]}. */
    Tensor uniform(Tensor rows) {
        int size = Math.toIntExact(rows.size(1));
        float[] values = new float[sources.size() * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) sources.get(i / size).nextDouble();
        }
        return like(rows, values);
    }

    /** Standard normal, shaped like {@code rows [N, values]}. */
    Tensor normal(Tensor rows) {
        int size = Math.toIntExact(rows.size(1));
        float[] values = new float[sources.size() * size];
        for (int i = 0; i < sources.size(); i++) {
            Tensor one = sources.get(i).normal(io.github.cardigan.engine.Device.cpu(), size);
            System.arraycopy(Tensors.toFloats(one), 0, values, i * size, size);
        }
        return like(rows, values);
    }

    private static Tensor like(Tensor rows, float[] values) {
        return Tensor.create(values, Tensors.shape(rows)).to(rows.device(), rows.scalar_type());
    }
}
