package io.github.cardigan.training;

import io.github.cardigan.DataException;
import io.github.cardigan.data.BalancedDraw;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A few samples with their labels, as many of each class as of the others, for who learns from many samples without. They are copies: once
 * chosen, no label of the data set is asked for again.
 */
public final class LabelledFew {

    private final Shape shape;
    private final float[] values;
    private final long[] labels;

    /**
     * Some of them.
     *
     * @param samples {@code [N, ...shape]} in [-1, 1]
     * @param labels {@code [N]}, 64-bit integers
     */
    public record Drawn(Tensor samples, Tensor labels) {}

    private LabelledFew(Shape shape, float[] values, long[] labels) {
        this.shape = shape;
        this.values = values;
        this.labels = labels;
    }

    /**
     * Chooses at random. Where the number cannot be shared out evenly among the classes, the first ones get one more. Unreadable samples are
     * passed over.
     *
     * @param count of all classes together
     * @param seed the same seed chooses the same samples
     * @throws DataException if there are not so many, or fewer of a class than its share
     */
    public static LabelledFew of(Dataset data, int count, long seed) {
        int classes = data.classes().size();
        if (count < classes || count > data.size()) {
            throw new DataException(
                    "expected from " + classes + " to " + data.size()
                            + " labelled samples, one per class and no more than " + data.name() + " has, got " + count,
                    "--set labelled=N takes another number");
        }
        BalancedDraw choice = new BalancedDraw(count, seed);
        List<List<Integer>> byClass = choice.candidates(data);
        int elements = data.shape().elements();
        float[] values = new float[Math.multiplyExact(count, elements)];
        long[] labels = new long[count];
        int done = 0;
        for (int label = 0; label < classes; label++) {
            int share = choice.share(data, label);
            List<Integer> candidates = byClass.get(label);
            int read = 0;
            for (int i = 0; i < candidates.size() && read < share; i++) {
                if (canRead(data, candidates.get(i), values, (done + read) * elements)) {
                    read++;
                }
            }
            if (read < share) {
                throw new DataException(
                        "expected " + share + " readable samples of class '"
                                + data.classes().get(label) + "' for " + count + " labels of " + classes
                                + " classes, got " + read + " in " + data.name(),
                        "--set labelled=" + Math.max(classes, read * classes) + " asks for fewer");
            }
            Arrays.fill(labels, done, done + share, label);
            done += share;
        }
        return new LabelledFew(data.shape(), values, labels);
    }

    private static boolean canRead(Dataset data, int index, float[] target, int offset) {
        try {
            data.read(index, target, offset);
            return true;
        } catch (UnreadableSampleException e) {
            return false;
        }
    }

    /** How many there are. */
    public int size() {
        return labels.length;
    }

    /**
     * Any of them, none twice before each came once.
     *
     * @param count how many, at least 1
     * @return owned by the current scope
     */
    public Drawn draw(int count, RandomSource random, Device device) {
        int elements = shape.elements();
        float[] drawn = new float[Math.multiplyExact(count, elements)];
        long[] theirLabels = new long[count];
        int[] order = new int[labels.length];
        Arrays.setAll(order, i -> i);
        for (int i = 0; i < count; i++) {
            int place = i % order.length;
            int other = place + random.nextInt(order.length - place);
            int chosen = order[other];
            order[other] = order[place];
            order[place] = chosen;
            System.arraycopy(values, chosen * elements, drawn, i * elements, elements);
            theirLabels[i] = labels[chosen];
        }
        return new Drawn(
                device.move(Tensor.create(drawn, shape.batch(count))), device.move(Tensor.create(theirLabels)));
    }
}
