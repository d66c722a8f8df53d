package io.github.cardigan.attack;

import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Projected gradient descent from random points in the ball, the strongest attack that uses first derivatives only (Madry et al.
 * 2017, arXiv:1706.06083, equation 2.2 and section 3.1).
 *
 * <p>Of all points on the way and all restarts the one counts, for each image by itself, that the model reads most wrongly; an image
 * once fooled is not started again. So more restarts never leave a model looking better.
 *
 * @param ball where to stay
 * @param steps per start, at least 1
 * @param stepSize of each, for images in [0, 1]
 * @param restarts random starts, at least 1
 * @param loss what to climb
 * @param goal what the attacker wants
 */
public record Pgd(Ball ball, int steps, double stepSize, int restarts, AttackLoss loss, Goal goal) implements Attack {

    public Pgd {
        Check.steps(steps);
        Check.stepSize(stepSize);
        Check.count("restarts", restarts);
    }

    /** Untargeted, on the cross-entropy, with steps of {@code 2.5 epsilon / steps}, which reach all of the ball (section 5). */
    public static Pgd of(Ball ball, int steps, int restarts) {
        return new Pgd(ball, steps, usualStepSize(ball, steps), restarts, AttackLoss.CROSS_ENTROPY, Goal.untargeted());
    }

    static double usualStepSize(Ball ball, int steps) {
        return ball.epsilon() == 0 ? 1 : 2.5 * ball.epsilon() / steps;
    }

    @Override
    public String name() {
        return "pgd-" + steps + "-" + restarts;
    }

    @Override
    public Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        return Unfooled.attack(
                victim, goal, images, labels, random, (x, y, sources) -> perturbAll(victim, x, y, sources));
    }

    @Override
    public Tensor perturbAll(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        Ascent ascent = new Ascent(ball, steps, stepSize, loss, goal);
        Strongest strongest = new Strongest(images, victim.device());
        for (int restart = 0; restart < restarts; restart++) {
            int[] rows = strongest.unfooled();
            if (rows.length == 0) {
                break;
            }
            try (TensorScope scope = new TensorScope()) {
                Tensor index = Rows.index(rows, victim.device());
                Tensor x = images.index_select(0, index);
                Tensor start = ball.anywhere(x, random.select(rows));
                strongest.offer(index, ascent.climb(victim, x, start, labels.index_select(0, index)));
            }
        }
        return strongest.images();
    }
}
