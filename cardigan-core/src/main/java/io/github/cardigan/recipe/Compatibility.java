package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.network.Conditions;

/** Options that cannot go together, each pair refused with its reason. */
final class Compatibility {

    private Compatibility() {}

    /**
     * @param batchNorm whether the discriminator normalises over the batch
     * @throws ConfigurationException for the first pair that cannot be
     */
    static void check(OptionValues options, Conditions conditions, boolean batchNorm) {
        boolean penalised = options.get(ObjectiveOptions.PENALTY) != PenaltyKind.NONE;
        boolean clipped = options.get(StabiliserOptions.WEIGHT_CLIPPING) > 0;
        boolean spectral = options.get(StabiliserOptions.SPECTRAL_NORM);
        refuse(
                penalised && batchNorm,
                "penalty=" + Option.show(options.get(ObjectiveOptions.PENALTY)) + " and norm=batch",
                "a penalty is about the slope at single samples, and batch norm mixes them: take norm=layer, instance or none");
        refuse(
                options.get(ObjectiveOptions.OBJECTIVE) == ObjectiveKind.WASSERSTEIN
                        && !penalised
                        && !clipped
                        && !spectral,
                "objective=wasserstein without anything that keeps the critic's slope bounded",
                "add weight-clipping, a penalty, or spectral-norm: without one the loss has no bottom");
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
