package io.github.cardigan.attack;

import org.bytedeco.pytorch.Tensor;

/**
 * The fast gradient sign method: one step along the sign of the gradient, {@code x + epsilon sign(dJ/dx)} (Goodfellow, Shlens,
 * Szegedy 2014, arXiv:1412.6572, section 4). On a linear model nothing is worse. In L2 the step is {@code epsilon g / |g|}. With a
 * target it walks down the loss of the target instead.
 *
 * <p>The step is cut to the range of images.
 *
 * @param ball where to stay
 * @param goal what the attacker wants
 */
public record Fgsm(Ball ball, Goal goal) implements Attack {

    @Override
    public String name() {
        return "fgsm";
    }

    @Override
    public Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        return Unfooled.attack(
                victim, goal, images, labels, random, (x, y, sources) -> perturbAll(victim, x, y, sources));
    }

    @Override
    public Tensor perturbAll(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        if (ball.epsilon() == 0) {
            return images;
        }
        Ascent ascent = new Ascent(ball, 1, ball.epsilon(), AttackLoss.CROSS_ENTROPY, goal);
        Tensor gradient =
                Ascent.slope(victim, images, labels, ascent.loss(), goal).gradient();
        return ascent.step(images, images, gradient);
    }
}
