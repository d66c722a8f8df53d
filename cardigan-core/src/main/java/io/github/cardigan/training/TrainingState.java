package io.github.cardigan.training;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Everything a trainer must save to go on as if it had never stopped.
 *
 * @param position how far it is
 * @param random the state of the run's random source
 * @param optimizerSteps updates made, by player name
 * @param tensors the live tensors of networks, optimizers and averages: group name, then tensor name. To restore, overwrite them
 *     in place.
 */
public record TrainingState(
        Position position, long random, Map<String, Long> optimizerSteps, Map<String, Map<String, Tensor>> tensors) {}
