package io.github.cardigan.attack;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * Noise that knows nothing of the model: the baseline. What an attack does beyond it is due to the gradient.
 *
 * @param ball where to stay
 * @param kind how the noise is distributed
 * @param trials draws per image, at least 1; the worst for the model counts
 * @param goal what the attacker wants
 */
public record RandomNoise(Ball ball, Kind kind, int trials, Goal goal) implements Attack {

    /** How noise is distributed in the ball, before it is cut to the range of images. */
    public enum Kind {
        /** Uniform in the ball. */
        UNIFORM,
        /** Normal: in L-inf with half of epsilon as deviation and cut at epsilon, in L2 of length epsilon in a random direction. */
        GAUSSIAN
    }

    public RandomNoise {
        Check.count("restarts", trials);
    }

    @Override
    public String name() {
        return "noise-" + kind.name().toLowerCase(Locale.ROOT) + "-" + trials;
    }

    @Override
    public Tensor perturb(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        return Unfooled.attack(
                victim, goal, images, labels, random, (x, y, sources) -> perturbAll(victim, x, y, sources));
    }

    @Override
    public Tensor perturbAll(Victim victim, Tensor images, Tensor labels, ImageRandom random) {
        Strongest strongest = new Strongest(images, victim.device());
        for (int trial = 0; trial < trials; trial++) {
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                Tensor noisy = kind == Kind.UNIFORM ? ball.anywhere(images, random) : ball.bell(images, random);
                strongest.offer(noisy, goal.margin(victim.logits(noisy), labels));
            }
        }
        return strongest.images();
    }
}
