package io.github.cardigan.recipe;

import io.github.cardigan.attack.AdversarialTraining;
import io.github.cardigan.attack.Ball;
import java.util.List;
import java.util.Optional;

/** The options that harden a classifier against adversarial examples in L-inf. */
final class AdversarialOptions {

    /** How the worst images are looked for. */
    enum Kind {
        NONE,
        FGSM,
        PGD
    }

    static final Option<Kind> ADVERSARIAL = Option.choice(
            "adversarial",
            Kind.class,
            Kind.NONE,
            "Learn the worst images of a ball: fgsm finds them in one step from a random point, pgd in many.");
    static final Option<Double> EPSILON = Option.positive(
            "epsilon",
            0.3,
            1,
            "of images from 0 to 1",
            "Radius of that ball in L-inf; 0.3 for MNIST, 0.031 for CIFAR-10.");
    static final Option<Integer> STEPS = Option.integer(
            "pgd-steps", 10, 1, 1000, "steps", "Steps of 2.5 epsilon / steps that pgd takes per update.");

    private AdversarialOptions() {}

    static List<Option<?>> all() {
        return List.of(ADVERSARIAL, EPSILON, STEPS);
    }

    /** What the options ask for; empty for none. */
    static Optional<AdversarialTraining> of(OptionValues options) {
        Ball ball = Ball.linf(options.get(EPSILON));
        return switch (options.get(ADVERSARIAL)) {
            case NONE -> Optional.empty();
            case FGSM -> Optional.of(AdversarialTraining.fast(ball));
            case PGD -> Optional.of(AdversarialTraining.pgd(ball, options.get(STEPS)));
        };
    }
}
