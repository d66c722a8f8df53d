package io.github.cardigan.evaluation;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The images of a data set, all in their order or a random choice. A batch is read by several threads; nothing is kept.
 *
 * <p>In the place of an unreadable image comes the next readable one of the set, as in training, so that the count stays what the
 * metric's name says. The user is warned once about each.
 */
public final class DatasetImages implements Images {

    private static final int MAX_UNREADABLE_IN_A_ROW = 100;

    private final Dataset data;
    private final int[] order;
    private final String fingerprint;
    private final Consumer<String> warnings;

    /** What is unreadable, and the index that takes its place. */
    private final Map<Integer, Integer> substitutes = new ConcurrentHashMap<>();

    private DatasetImages(Dataset data, int[] order, String fingerprint, Consumer<String> warnings) {
        this.data = data;
        this.order = order;
        this.fingerprint = fingerprint;
        this.warnings = warnings;
    }

    /**
     * All images in the set's own order.
     *
     * @param data is not closed
     * @param warnings told once about each unreadable image
     */
    public static DatasetImages all(Dataset data, Consumer<String> warnings) {
        return new DatasetImages(data, IntStream.range(0, data.size()).toArray(), data.fingerprint(), warnings);
    }

    /**
     * A random choice without repetition, in random order: sets are often sorted by class. As long as the set and the seed are the
     * same, a smaller choice is the beginning of a larger one.
     *
     * @param count from 1 to the size of the set
     * @throws DataException if there are fewer
     */
    public static DatasetImages choice(Dataset data, int count, long seed, Consumer<String> warnings) {
        if (count < 1 || count > data.size()) {
            throw new DataException(
                    "expected from 1 to " + data.size() + " images of " + data.name() + ", got a count of " + count,
                    "choose a smaller count, or leave it out for all");
        }
        String fingerprint = data.fingerprint() + " " + count + " chosen by seed " + seed;
        return new DatasetImages(
                data,
                Choice.withoutRepetition(data.size(), count, new RandomSource(seed)),
                Sha256.of(fingerprint.getBytes(StandardCharsets.UTF_8)),
                warnings);
    }

    @Override
    public String name() {
        return data.name();
    }

    @Override
    public Shape shape() {
        return data.shape();
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public List<String> classes() {
        return data.classes();
    }

    @Override
    public int label(int index) {
        int sample = order[index];
        return data.label(substitutes.getOrDefault(sample, sample));
    }

    @Override
    public Tensor batch(int first, int count) {
        int elements = data.shape().elements();
        float[] values = new float[Math.multiplyExact(count, elements)];
        Map<Integer, String> unreadable = new ConcurrentHashMap<>();
        IntStream.range(0, count).parallel().forEach(i -> read(order[first + i], values, i * elements, unreadable));
        new TreeMap<>(unreadable)
                .forEach((index, message) -> warnings.accept(message + "; the next image takes its place"));
        return Tensor.create(values, data.shape().batch(count));
    }

    private void read(int sample, float[] values, int offset, Map<Integer, String> unreadable) {
        int index = substitutes.getOrDefault(sample, sample);
        for (int skipped = 0; skipped < MAX_UNREADABLE_IN_A_ROW; skipped++) {
            try {
                data.read(index, values, offset);
                if (index != sample) {
                    substitutes.put(sample, index);
                }
                return;
            } catch (UnreadableSampleException e) {
                if (!substitutes.containsKey(index)) {
                    unreadable.put(index, String.valueOf(e.getMessage()));
                    substitutes.putIfAbsent(index, (index + 1) % data.size());
                }
                index = (index + 1) % data.size();
            }
        }
        throw new DataException(
                "expected readable images in " + data.name() + ", got " + MAX_UNREADABLE_IN_A_ROW
                        + " unreadable ones in a row from number " + sample,
                "the files are damaged or no longer there: copy them again");
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }
}
