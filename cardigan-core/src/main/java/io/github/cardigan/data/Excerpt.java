package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some samples of a set in their own order, for judging rather than training. What is unreadable is left out.
 *
 * @param values {@code indices.length * shape.elements()} values, sample by sample; of images in [-1, 1]
 * @param indices of the samples that could be read, ascending
 */
public record Excerpt(float[] values, int[] indices) {

    private static final int MOST_IMAGES = 64;
    private static final int MOST_PIXELS = 1 << 20;

    /** How many images are best gone through at once: 64, of large ones fewer, at least 1. */
    public static int imagesAtOnce(Shape image) {
        return Math.max(1, Math.min(MOST_IMAGES, MOST_PIXELS / (image.height() * image.width())));
    }

    /**
     * Reads samples, by all processors at once.
     *
     * @param first index of the first sample
     * @param count how many, at least 1, within the set
     * @param warnings told, one line each, what cannot be read
     * @throws io.github.cardigan.DataException if the whole set has become unreadable
     */
    public static Excerpt read(Dataset data, int first, int count, Consumer<String> warnings) {
        int elements = data.shape().elements();
        float[] values = new float[Math.multiplyExact(count, elements)];
        @Nullable String[] problems = new String[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            try {
                data.read(first + i, values, i * elements);
            } catch (UnreadableSampleException e) {
                problems[i] = String.valueOf(e.getMessage());
            }
        });
        int[] read = IntStream.range(0, count).filter(i -> problems[i] == null).toArray();
        for (int i = 0; i < read.length; i++) {
            System.arraycopy(values, read[i] * elements, values, i * elements, elements);
        }
        for (String problem : problems) {
            if (problem != null) {
                warnings.accept(problem + "; it is left out");
            }
        }
        return new Excerpt(
                read.length == count ? values : Arrays.copyOf(values, read.length * elements),
                IntStream.of(read).map(i -> first + i).toArray());
    }
}
