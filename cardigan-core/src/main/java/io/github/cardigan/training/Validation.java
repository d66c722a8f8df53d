package io.github.cardigan.training;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Confusion;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Excerpt;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Product;
import io.github.cardigan.objective.CrossEntropy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How well a classifier reads samples that it does not learn from. Values: {@code validation_accuracy}, which decides,
 * {@code validation_loss}, the cross entropy without label smoothing, and {@code validation_unreadable}, how many samples are
 * damaged and left out, where there are any. Finds {@code confusion}. Always computed in fp32.
 */
public final class Validation implements Measure {

    private static final String ACCURACY = "validation_accuracy";
    private static final int BATCH = 256;

    private final Dataset data;
    private @Nullable Map<String, Object> confusion;

    /**
     * @param data labelled like the classifier's training data; not closed
     */
    public Validation(Dataset data) {
        this.data = data;
    }

    @Override
    public Map<String, Double> measure(Product product, long step) {
        if (!(product instanceof Classifier classifier)) {
            throw new IllegalArgumentException("expected a classifier to validate, got " + product);
        }
        Confusion counted = new Confusion(data.classes());
        double lossSum = 0;
        for (int first = 0; first < data.size(); first += BATCH) {
            lossSum += read(classifier, first, Math.min(BATCH, data.size() - first), counted);
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("step", step);
        found.putAll(counted.toJson());
        confusion = found;
        Map<String, Double> values = new LinkedHashMap<>();
        if (counted.samples() == 0) {
            throw new DataException(
                    "expected samples held out that can be read, got none of " + data.size() + " in " + data.name(),
                    "the files are damaged: copy them again");
        }
        values.put(ACCURACY, counted.accuracy());
        values.put("validation_loss", lossSum / counted.samples());
        if (counted.samples() < data.size()) {
            values.put("validation_unreadable", (double) data.size() - counted.samples());
        }
        return values;
    }

    /** Counts some samples and returns the sum of their losses. */
    private double read(Classifier classifier, int first, int count, Confusion counted) {
        Excerpt excerpt = Excerpt.read(data, first, count, problem -> {}); // their number is a value
        int size = excerpt.indices().length;
        if (size == 0) {
            return 0;
        }
        long[] labels = new long[size];
        for (int i = 0; i < size; i++) {
            labels[i] = data.label(excerpt.indices()[i]);
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Device device = classifier.network().device();
            Tensor samples =
                    device.move(Tensor.create(excerpt.values(), data.shape().batch(size)));
            Tensor logits = classifier.logits(samples, Pass.inference()); // [size, classes]
            float[] read = Tensors.toFloats(CrossEntropy.read(logits));
            for (int i = 0; i < size; i++) {
                counted.add((int) labels[i], (int) read[i]);
            }
            return size
                    * new CrossEntropy(0)
                            .loss(logits, device.move(Tensor.create(labels)))
                            .item_double();
        }
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.highest(ACCURACY));
    }

    @Override
    public Map<String, Object> findings() {
        return confusion == null ? Map.of() : Map.of("confusion", confusion);
    }
}
