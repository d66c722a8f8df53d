package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Relativistic average GAN (Jolicoeur-Martineau 2018, arXiv:1807.00734): the discriminator says how much more real a
 * sample is than the average of the other kind. With {@code a = D(x) - mean D(G(z))} and {@code b = D(G(z)) - mean D(x)} it minimises
 * {@code -log s(a) - log(1 - s(b))}, the generator {@code -log s(b) - log(1 - s(a))}: the same with the parts exchanged. Means over
 * the batch; no half in front, unlike the author's code. Computed by softplus, finite for any score.
 *
 * <p>The generator's loss compares with real scores, see {@link #comparesWithReal()}.
 */
public final class RelativisticAverageLoss implements Objective {

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        Tensor a = realScores.sub(fakeScores.mean());
        Tensor b = fakeScores.sub(realScores.mean());
        return torch.softplus(a.neg()).mean().add(torch.softplus(b).mean());
    }

    /**
     * Not defined.
     *
     * @throws IllegalStateException always
     */
    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        throw new IllegalStateException(
                "the relativistic generator's loss compares with real scores, got fake scores only;"
                        + " call generatorLoss(realScores, fakeScores)");
    }

    @Override
    public Tensor generatorLoss(Tensor realScores, Tensor fakeScores) {
        return discriminatorLoss(fakeScores, realScores);
    }

    @Override
    public boolean comparesWithReal() {
        return true;
    }

    /** A score alone is no logit: adding a constant to all changes no loss. They are shown as they are. */
    @Override
    public Tensor read(Tensor scores) {
        return scores;
    }
}
