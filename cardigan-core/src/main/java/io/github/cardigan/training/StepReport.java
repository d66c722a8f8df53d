package io.github.cardigan.training;

import java.util.Map;

/**
 * What happened in one iteration.
 *
 * @param position after it
 * @param epoch passes over the data so far
 * @param values every loss, score and gradient norm by name, for example {@code discriminator_loss}, {@code d_real},
 *     {@code generator_gradient_norm}, {@code generator_learning_rate}
 * @param seconds the iteration took
 * @param waitedSeconds of these spent waiting for data
 * @param samples real samples taken by it
 * @param budgetUsed from 0 to 1
 */
public record StepReport(
        Position position,
        double epoch,
        Map<String, Double> values,
        double seconds,
        double waitedSeconds,
        int samples,
        double budgetUsed) {}
