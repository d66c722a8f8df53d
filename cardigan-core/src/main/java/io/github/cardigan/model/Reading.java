package io.github.cardigan.model;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Excerpt;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Pass;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/**
 * What a classifier reads in one sample.
 *
 * @param index of the sample in its set
 * @param label the class with the highest probability
 * @param probabilities one per class, in label order; the softmax of the logits
 */
public record Reading(int index, int label, float[] probabilities) {

    private static final int BATCH = 64;

    /**
     * Reads every sample of a set, batch by batch.
     *
     * @param data of the classifier's shape
     * @param warnings told, one line each, what cannot be read
     * @param readings takes them in the order of the set
     * @return how many samples were read
     * @throws DataException if not one could be
     */
    public static int all(Classifier classifier, Dataset data, Consumer<String> warnings, Consumer<Reading> readings) {
        int read = 0;
        for (int first = 0; first < data.size(); first += BATCH) {
            Excerpt excerpt = Excerpt.read(data, first, Math.min(BATCH, data.size() - first), warnings);
            int count = excerpt.indices().length;
            if (count > 0) {
                float[] rows = probabilities(classifier, excerpt.values(), count);
                int classes = classifier.classes().size();
                for (int i = 0; i < count; i++) {
                    float[] row = Arrays.copyOfRange(rows, i * classes, (i + 1) * classes);
                    readings.accept(new Reading(excerpt.indices()[i], largest(row), row));
                }
            }
            read += count;
        }
        if (read == 0) {
            throw new DataException(
                    "expected readable samples in " + data.name() + ", got none among its " + data.size(),
                    "the files are damaged: copy them again");
        }
        return read;
    }

    /** Always a full batch, since kernels for another batch size may round differently. */
    private static float[] probabilities(Classifier classifier, float[] values, int count) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Device device = classifier.network().device();
            float[] full = Arrays.copyOf(values, BATCH * classifier.shape().elements());
            Tensor samples = device.move(Tensor.create(full, classifier.shape().batch(BATCH)));
            float[] all = Tensors.toFloats(
                    classifier.logits(samples, Pass.inference()).softmax(1)); // [BATCH, classes]
            return Arrays.copyOf(all, count * classifier.classes().size());
        }
    }

    private static int largest(float[] row) {
        int largest = 0;
        for (int i = 1; i < row.length; i++) {
            largest = row[i] > row[largest] ? i : largest;
        }
        return largest;
    }
}
