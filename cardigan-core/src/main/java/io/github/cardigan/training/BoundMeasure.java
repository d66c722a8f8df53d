package io.github.cardigan.training;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Excerpt;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Product;
import io.github.cardigan.objective.Reconstruction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The negative evidence lower bound on samples that a variational autoencoder does not learn from, in nats. Values: {@code
 * validation_bound}, which decides, and its parts {@code validation_reconstruction} and {@code validation_divergence}. Finds {@code
 * bound}. Always the same draws, and computed in fp32.
 */
public final class BoundMeasure implements Measure {

    private static final String BOUND = "validation_bound";
    private static final int BATCH = 256;
    private static final long SEED = 0;

    private final Dataset data;
    private final Reconstruction likelihood;
    private final Binarisation binarisation;
    private @Nullable Map<String, Object> found;

    /**
     * @param data of the autoencoder's shape, labelled like its training data; not closed
     */
    public BoundMeasure(Dataset data, Reconstruction likelihood, Binarisation binarisation) {
        this.data = data;
        this.likelihood = likelihood;
        this.binarisation = binarisation;
    }

    @Override
    public Map<String, Double> measure(Product product, long step) {
        if (!(product instanceof Autoencoder autoencoder)) {
            throw new IllegalArgumentException("expected an autoencoder to bound, got " + product);
        }
        BoundTally tally = new BoundTally(new VariationalBound(autoencoder, likelihood), binarisation, SEED);
        for (int first = 0; first < data.size(); first += BATCH) {
            read(tally, first, Math.min(BATCH, data.size() - first));
        }
        if (tally.count() == 0) {
            throw new DataException(
                    "expected samples held out that can be read, got none of " + data.size() + " in " + data.name(),
                    "the files are damaged: copy them again");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(BOUND, tally.mean());
        values.put("validation_reconstruction", tally.reconstruction());
        values.put("validation_divergence", tally.divergence());
        remember(tally, step);
        return values;
    }

    private void read(BoundTally tally, int first, int count) {
        Excerpt excerpt = Excerpt.read(data, first, count, warning -> {});
        int[] read = excerpt.indices();
        if (read.length == 0) {
            return;
        }
        long[] labels = Arrays.stream(read).mapToLong(data::label).toArray();
        try (TensorScope scope = new TensorScope()) {
            tally.add(Tensor.create(excerpt.values(), data.shape().batch(read.length)), labels, read);
        }
    }

    private void remember(BoundTally tally, long step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", step);
        json.put("samples", tally.count());
        json.put("nats", tally.mean());
        json.put("halfInterval", tally.halfInterval());
        json.put("reconstruction", tally.reconstruction());
        json.put("divergence", tally.divergence());
        json.put("likelihood", likelihood.toString());
        json.put("binarisation", binarisation.name().toLowerCase(java.util.Locale.ROOT));
        json.put("latentsPerSample", 1);
        json.put("seed", SEED);
        found = json;
    }

    @Override
    public Optional<Goal> goal() {
        return Optional.of(Goal.lowest(BOUND));
    }

    @Override
    public Map<String, Object> findings() {
        return found == null ? Map.of() : Map.of("bound", found);
    }
}
