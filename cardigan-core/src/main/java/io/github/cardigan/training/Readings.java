package io.github.cardigan.training;

/**
 * Whether the discriminator's readings can be taken for probabilities. Nobody says so, but they show it: a sigmoid stays in [0, 1],
 * and the scores of least squares, whose targets are 0 and 1 and whose best discriminator reads p / (p + q) just like a sigmoid's
 * (Mao et al. 2016, arXiv:1611.04076, equation 5), stay near; a critic's (Wasserstein, hinge) wander off. Until one is seen far
 * outside, readings count as probabilities.
 */
final class Readings {

    /** How far outside of [0, 1] a mean over a batch may lie: half-way from a target of least squares to beyond reason. */
    private static final double MARGIN = 0.5;

    private boolean outside;

    void take(double reading) {
        outside |= reading < -MARGIN || reading > 1 + MARGIN;
    }

    boolean areProbabilities() {
        return !outside;
    }
}
