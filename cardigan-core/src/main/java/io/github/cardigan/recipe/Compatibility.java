package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.network.Conditions;
import java.util.Set;

/** Options that cannot go together, each pair refused with its reason. */
final class Compatibility {

    /** Objectives whose scores say "undecided" at 0. */
    private static final Set<ObjectiveKind> DECIDE_AT_ZERO =
            Set.of(ObjectiveKind.MINIMAX, ObjectiveKind.NON_SATURATING, ObjectiveKind.HINGE);

    private Compatibility() {}

    /**
     * @param norm what normalises within the discriminator
     * @throws ConfigurationException for the first pair that cannot be
     */
    static void check(OptionValues options, Conditions conditions, ConvNorm norm) {
        boolean penalised = options.get(ObjectiveOptions.PENALTY) != PenaltyKind.NONE;
        boolean clipped = options.get(StabiliserOptions.WEIGHT_CLIPPING) > 0;
        boolean spectral = options.get(StabiliserOptions.SPECTRAL_NORM);
        boolean spectralBounds =
                spectral && norm == ConvNorm.NONE && options.get(StabiliserOptions.MINIBATCH_DISCRIMINATION) == 0;
        refuse(
                penalised && norm == ConvNorm.BATCH,
                "penalty=" + Option.show(options.get(ObjectiveOptions.PENALTY)) + " and norm=batch",
                "a penalty is about the slope at single samples, and batch norm mixes them: take norm=layer, instance or none");
        refuse(
                options.get(ObjectiveOptions.OBJECTIVE) == ObjectiveKind.WASSERSTEIN
                        && !penalised
                        && !clipped
                        && !spectralBounds,
                "objective=wasserstein without anything that keeps the critic's slope bounded",
                "add weight-clipping, a penalty, or spectral-norm (with norm=none, and no minibatch-discrimination, which it does not bound):"
                        + " without one the loss has no bottom");
        refuse(
                !options.get(StabiliserOptions.ADA).changes().isEmpty()
                        && !DECIDE_AT_ZERO.contains(options.get(ObjectiveOptions.OBJECTIVE)),
                "ada and objective=" + Option.show(options.get(ObjectiveOptions.OBJECTIVE)),
                "ada reads overfitting from the signs of scores, and these do not change sides at 0:"
                        + " take objective=non-saturating, minimax or hinge, or augment in place of ada");
        refuse(
                spectral && clipped,
                "spectral-norm=true and weight-clipping",
                "both bound the critic's slope, and clipping would spoil the singular values: choose one");
        refuse(
                spectral && options.get(StabiliserOptions.EQUALISED_RATE),
                "spectral-norm=true and equalised-learning-rate=true",
                "both scale the discriminator's weights when they are used: choose one");
        refuse(
                clipped && options.get(StabiliserOptions.EQUALISED_RATE),
                "weight-clipping and equalised-learning-rate=true",
                "equalised weights are of size 1 and scaled when used, a clip would cut nearly all of them");
        refuse(
                options.get(StabiliserOptions.PACKING) > 1 && !conditions.none(),
                "packing and a conditional recipe",
                "a pack of samples has no one class");
        refuse(
                options.get(StabiliserOptions.FEATURE_MATCHING) > 0
                        && options.get(ObjectiveOptions.OBJECTIVE) == ObjectiveKind.RELATIVISTIC,
                "feature-matching and objective=relativistic",
                "a relativistic generator already compares with real samples: choose one");
    }

    private static void refuse(boolean impossible, String pair, String reason) {
        if (impossible) {
            throw new ConfigurationException("expected options that go together, got " + pair, reason);
        }
    }
}
