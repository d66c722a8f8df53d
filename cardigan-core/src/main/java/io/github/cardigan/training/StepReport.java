package io.github.cardigan.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened in one iteration.
 *
 * @param position after it
 * @param epoch passes over the data so far
 * @param values every loss, score and gradient norm by name, for example {@code discriminator_loss}, {@code d_real},
 *     {@code generator_gradient_norm}, {@code generator_learning_rate}
 * @param measured what measures found after it, by name; empty where none was due
 * @param seconds the iteration took, without measuring
 * @param waitedSeconds of these spent waiting for data
 * @param samples real samples taken by it
 * @param budgetUsed from 0 to 1
 */
public record StepReport(
        Position position,
        double epoch,
        Map<String, Double> values,
        Map<String, Double> measured,
        double seconds,
        double waitedSeconds,
        int samples,
        double budgetUsed) {

    StepReport withMeasured(Map<String, Double> found) {
        return new StepReport(
                position, epoch, values, new LinkedHashMap<>(found), seconds, waitedSeconds, samples, budgetUsed);
    }
}
