package io.github.cardigan.attack;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Climbs a loss inside a ball by steps of the same length, each along the steepest direction of the norm and back into the ball:
 * what BIM and PGD have in common.
 *
 * @param ball where to stay
 * @param steps how many, at least 1
 * @param stepSize the length of each, for images in [0, 1]
 * @param loss what to climb
 * @param goal what the attacker wants
 */
record Ascent(Ball ball, int steps, double stepSize, AttackLoss loss, Goal goal) {

    Ascent {
        Check.steps(steps);
        Check.stepSize(stepSize);
    }

    /** The gradient of the loss with respect to each image, shaped like the images, and the logits where it was taken. */
    record Slope(Tensor gradient, Tensor logits) {}

    static Slope slope(Victim victim, Tensor images, Tensor labels, AttackLoss loss, Goal goal) {
        Tensor at = images.detach().set_requires_grad(true);
        Tensor logits = victim.logits(at);
        // The gradient of a sum of terms that know one image each is each term's own gradient.
        return new Slope(Gradients.of(loss.of(goal, logits, labels), at, false), logits.detach());
    }

    /** One step from {@code from} inside the ball around {@code images}. */
    Tensor step(Tensor images, Tensor from, Tensor gradient) {
        Tensor move = ball.norm().direction(Rows.flat(gradient)).mul(new Scalar(PixelRange.lengthHere(stepSize)));
        return ball.project(images, from.add(move.view_as(from)));
    }

    /** The strongest point on the way, the start and the end included. Owned by the current scope. */
    Strongest climb(Victim victim, Tensor images, Tensor start, Tensor labels) {
        Strongest strongest = new Strongest(images, victim.device());
        Tensor x = start.detach().clone();
        for (int i = 0; i < steps; i++) {
            try (TensorScope scope = new TensorScope()) {
                Slope slope = slope(victim, x, labels, loss, goal);
                strongest.offer(x, goal.margin(slope.logits(), labels));
                x.copy_(step(images, x, slope.gradient()));
            }
        }
        try (TensorScope scope = new TensorScope()) {
            strongest.offer(x, goal.margin(victim.logits(x).detach(), labels));
        }
        return strongest;
    }
}
