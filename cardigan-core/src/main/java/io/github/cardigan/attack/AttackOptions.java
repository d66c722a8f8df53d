package io.github.cardigan.attack;

import org.jspecify.annotations.Nullable;

/**
 * What can be said about an attack besides its method and epsilon; null where the method's own default holds.
 *
 * @param norm how perturbations are measured
 * @param goal what the attacker wants
 * @param loss what PGD climbs
 * @param steps of an iterative attack
 * @param stepSize of each, for images in [0, 1]
 * @param restarts random starts of PGD, draws of noise, values of c of Carlini and Wagner
 */
public record AttackOptions(
        @Nullable Norm norm,
        Goal goal,
        @Nullable AttackLoss loss,
        @Nullable Integer steps,
        @Nullable Double stepSize,
        @Nullable Integer restarts) {

    /** Untargeted, everything else as the method has it. */
    public static AttackOptions defaults() {
        return new AttackOptions(null, Goal.untargeted(), null, null, null, null);
    }

    public AttackOptions withNorm(Norm newNorm) {
        return new AttackOptions(newNorm, goal, loss, steps, stepSize, restarts);
    }

    public AttackOptions withGoal(Goal newGoal) {
        return new AttackOptions(norm, newGoal, loss, steps, stepSize, restarts);
    }

    public AttackOptions withSteps(int newSteps) {
        return new AttackOptions(norm, goal, loss, newSteps, stepSize, restarts);
    }

    public AttackOptions withRestarts(int newRestarts) {
        return new AttackOptions(norm, goal, loss, steps, stepSize, newRestarts);
    }

    static <T> T or(@Nullable T said, T otherwise) {
        return said != null ? said : otherwise;
    }
}
