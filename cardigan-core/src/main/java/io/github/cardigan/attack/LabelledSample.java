package io.github.cardigan.attack;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Batch;
import io.github.cardigan.data.Batches;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.Images;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** Some labelled images of a set, chosen by a seed and held in memory. */
public final class LabelledSample implements Images {

    private final Dataset data;
    private final List<String> classes;
    private final long seed;
    private final Batch batch;
    private final int start;
    private final int size;

    private LabelledSample(Dataset data, List<String> classes, long seed, Batch batch, int start, int size) {
        this.data = data;
        this.classes = classes;
        this.seed = seed;
        this.batch = batch;
        this.start = start;
        this.size = size;
    }

    /**
     * Reads images; each at most once.
     *
     * @param classes of the model to be attacked, in its order: a set counts only the classes that occur in it
     * @param count at least 1; all where the set has fewer
     * @param seed of the choice
     * @param warnings told about unreadable images, in whose place come others
     * @throws DataException if the set has no labels, a class that the model does not know, or hardly an image that can be read
     */
    public static LabelledSample of(
            Dataset data, List<String> classes, int count, long seed, Consumer<String> warnings) {
        if (data.classes().isEmpty()) {
            throw new DataException(
                    "expected labelled images, got " + data.name() + ", which has no labels",
                    "put the images of each class into a folder of its own, or the label file beside the IDX images");
        }
        for (String name : data.classes()) {
            if (!classes.contains(name)) {
                throw new DataException(
                        "expected images of the model's classes " + classes + ", got class '" + name + "' in "
                                + data.name(),
                        "give data with the classes the model was trained on");
            }
        }
        try (Batches batches = new Batches(data, Math.min(count, data.size()), seed, 0, 1, warnings)) {
            Batch batch = batches.next();
            return new LabelledSample(data, List.copyOf(classes), seed, batch, 0, batch.size());
        }
    }

    /**
     * Some of these images, from {@code first} on.
     *
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public LabelledSample part(int first, int count) {
        Objects.checkFromIndexSize(first, count, size());
        return new LabelledSample(data, classes, seed, batch, start + first, count);
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
        return size;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return classes.indexOf(data.classes().get(batch.labels()[start + Objects.checkIndex(index, size)]));
    }

    @Override
    public Tensor batch(int first, int count) {
        Objects.checkFromIndexSize(first, count, size);
        int elements = shape().elements();
        int from = (start + first) * elements;
        float[] values = Arrays.copyOfRange(batch.values(), from, from + count * elements);
        return Tensor.create(values, shape().batch(count));
    }

    @Override
    public String fingerprint() {
        return io.github.cardigan.io.Sha256.of(
                (data.fingerprint() + " sample of " + size + " from " + start + " by seed " + seed)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
