package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.objective.Dragan;
import io.github.cardigan.objective.GradientPenalty;
import io.github.cardigan.objective.HingeLoss;
import io.github.cardigan.objective.LeastSquaresLoss;
import io.github.cardigan.objective.MinimaxLoss;
import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.objective.Penalty;
import io.github.cardigan.objective.R1Penalty;
import io.github.cardigan.objective.R2Penalty;
import io.github.cardigan.objective.Regulariser;
import io.github.cardigan.objective.RelativisticAverageLoss;
import io.github.cardigan.objective.Sides;
import io.github.cardigan.objective.WassersteinLoss;
import java.util.List;

/** What the two players minimise, as options. */
final class ObjectiveOptions {

    static final Option<ObjectiveKind> OBJECTIVE = Option.choice(
            "objective",
            ObjectiveKind.class,
            ObjectiveKind.NON_SATURATING,
            "The adversarial loss that both players minimise.");
    static final Option<Double> LABEL_SMOOTHING = Option.below(
            "label-smoothing",
            0,
            0.5,
            "of 1",
            "Real samples are to score 1 minus this: keeps the discriminator from being too sure.");
    static final Option<Double> LABEL_FLIPPING = Option.below(
            "label-flipping",
            0,
            0.5,
            "probability",
            "How often a real and a generated sample change places before the discriminator.");
    static final Option<PenaltyKind> PENALTY = Option.choice(
            "penalty", PenaltyKind.class, PenaltyKind.NONE, "A price on the slope of the discriminator's score.");
    static final Option<Double> PENALTY_WEIGHT =
            Option.positive("penalty-weight", 10, 1e6, "", "How heavy the penalty is in the discriminator's loss.");
    static final Option<Double> PENALTY_TARGET = Option.positive(
            "penalty-target",
            1,
            1e6,
            "gradient norm",
            "The slope that penalty=gradient and gradient-one-sided pull to.");
    static final Option<Integer> PENALTY_EVERY = Option.integer(
            "penalty-every",
            1,
            1,
            1000,
            "steps",
            "Compute the penalty every so many steps, as many times as heavy; R1 allows 16.");

    private ObjectiveOptions() {}

    static List<Option<?>> all() {
        return List.of(
                OBJECTIVE, LABEL_SMOOTHING, LABEL_FLIPPING, PENALTY, PENALTY_WEIGHT, PENALTY_TARGET, PENALTY_EVERY);
    }

    static Objective objective(OptionValues options) {
        ObjectiveKind kind = options.get(OBJECTIVE);
        double smoothing = options.get(LABEL_SMOOTHING);
        double realTarget = 1 - smoothing;
        if (smoothing > 0 && !kind.hasTargets()) {
            throw new ConfigurationException(
                    "expected label-smoothing 0 with objective " + Option.show(kind) + ", got "
                            + Option.show(smoothing),
                    "this loss holds scores against each other or a margin, not against labels that could be smoothed");
        }
        return switch (kind) {
            case MINIMAX -> new MinimaxLoss(realTarget);
            case NON_SATURATING -> new NonSaturatingLoss(realTarget);
            case LEAST_SQUARES -> new LeastSquaresLoss(realTarget);
            case WASSERSTEIN -> new WassersteinLoss();
            case HINGE -> new HingeLoss();
            case RELATIVISTIC -> new RelativisticAverageLoss();
        };
    }

    static List<Regulariser> regularisers(OptionValues options) {
        PenaltyKind kind = options.get(PENALTY);
        return kind == PenaltyKind.NONE
                ? List.of()
                : List.of(new Regulariser(
                        penalty(kind, options.get(PENALTY_TARGET)),
                        options.get(PENALTY_WEIGHT),
                        options.get(PENALTY_EVERY)));
    }

    private static Penalty penalty(PenaltyKind kind, double target) {
        return switch (kind) {
            case GRADIENT -> new GradientPenalty(target, Sides.TWO);
            case GRADIENT_ONE_SIDED -> new GradientPenalty(target, Sides.ONE);
            case DRAGAN -> new Dragan();
            case R1 -> new R1Penalty();
            case R2 -> new R2Penalty();
            case NONE -> throw new IllegalArgumentException("expected a penalty, got none");
        };
    }
}
