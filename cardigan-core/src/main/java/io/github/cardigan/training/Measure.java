package io.github.cardigan.training;

import io.github.cardigan.network.Product;
import java.util.Map;
import java.util.Optional;

/**
 * Something measured on the product while it trains, on data of the measure's own: accuracy on samples held out, how far generated
 * images are from real ones.
 *
 * <p>The trainer asks between two steps, in its own thread. A measure leaves the product as it is and draws none of the run's random
 * numbers: a training is the same with and without it.
 */
public interface Measure extends AutoCloseable {

    /**
     * Measures.
     *
     * @param product what there is so far, averaged where there is an average
     * @param step finished iterations
     * @return values by name, lower case with underscores, never empty
     */
    Map<String, Double> measure(Product product, long step);

    /**
     * The value by which the best product is chosen and a training can stop; empty where none is fit for it. Of several measures the
     * first that has one decides.
     */
    default Optional<Goal> goal() {
        return Optional.empty();
    }

    /**
     * What the last measurement found beyond numbers, by name: lower case with hyphens. A run writes each as {@code NAME.json} when it
     * ends.
     */
    default Map<String, Object> findings() {
        return Map.of();
    }

    /** Frees what it measures with; the trainer it was given to calls this. */
    @Override
    default void close() {}
}
