package io.github.cardigan.attack;

import org.bytedeco.pytorch.Tensor;

/**
 * The basic iterative method: small gradient steps from the image itself, cut back into the ball after each (Kurakin, Goodfellow,
 * Bengio 2016, arXiv:1607.02533, section 2.2). With a target it is their iterative targeted method, without looking for the least
 * likely class by itself.
 *
 * <p>Where the paper takes the last point, this takes the one that the model reads most wrongly on the way.
 *
 * @param ball where to stay
 * @param steps how many, at least 1
 * @param stepSize of each, for images in [0, 1]
 * @param goal what the attacker wants
 */
public record Bim(Ball ball, int steps, double stepSize, Goal goal) implements Attack {

    /** One of 255 grey levels, the paper's step. */
    private static final double GREY_LEVEL = 1.0 / 255;

    public Bim {
        Check.steps(steps);
        Check.stepSize(stepSize);
    }

    /** The paper's numbers: steps of one grey level, {@code min(epsilon + 4, 1.25 epsilon)} of them with epsilon in grey levels. */
    public static Bim kurakin(Ball ball, Goal goal) {
        double levels = ball.epsilon() / GREY_LEVEL;
        int steps = (int) Math.ceil(Math.min(levels + 4, 1.25 * levels));
        return new Bim(ball, Math.max(1, steps), GREY_LEVEL, goal);
    }

    @Override
    public String name() {
        return "bim-" + steps;
    }

    @Override
    public Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        return Unfooled.attack(
                victim, goal, images, labels, random, (x, y, sources) -> perturbAll(victim, x, y, sources));
    }

    @Override
    public Tensor perturbAll(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        Ascent ascent = new Ascent(ball, steps, stepSize, AttackLoss.CROSS_ENTROPY, goal);
        return ascent.climb(victim, images, images, labels).images();
    }
}
