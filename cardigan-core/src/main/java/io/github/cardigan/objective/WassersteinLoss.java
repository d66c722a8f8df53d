package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;

/**
 * Wasserstein GAN (Arjovsky et al. 2017, arXiv:1701.07875, equations 2 and 3): the critic widens the gap between its mean scores of
 * real and generated samples, the generator raises the scores of its own. The negated loss of a critic that is 1-Lipschitz is an
 * estimate of the earth mover's distance.
 *
 * <p>Nothing here bounds the critic: train it with clipped weights (algorithm 1 there) or a {@link GradientPenalty}, else its loss
 * falls without end.
 */
public final class WassersteinLoss implements Objective {

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        return fakeScores.mean().sub(realScores.mean());
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return fakeScores.mean().neg();
    }

    /** A critic's scores are no logits, and only their differences mean something; they are shown as they are. */
    @Override
    public Tensor read(Tensor scores) {
        return scores;
    }
}
