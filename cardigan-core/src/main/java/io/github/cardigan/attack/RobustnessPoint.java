package io.github.cardigan.attack;

import org.jspecify.annotations.Nullable;

/**
 * How a model does at one epsilon.
 *
 * @param epsilon for images in [0, 1]
 * @param accuracy share of all images that are read rightly, clean and attacked
 * @param success share of the images not yet read as the attacker wants that are so after the attack
 * @param meanDistance of the perturbations that succeeded, for images in [0, 1]; 0 where none did
 * @param detected share of the successful ones that a detector finds; null without one
 */
public record RobustnessPoint(
        double epsilon,
        double accuracy,
        double success,
        double meanDistance,
        @Nullable Double detected) {}
