package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The GAN as it was first written down, a game about one value (Goodfellow et al. 2014, arXiv:1406.2661, equation 1): the
 * discriminator maximises {@code log s(D(x)) + log(1 - s(D(G(z))))}, the generator minimises its second term, with the sigmoid s
 * and means over the batch. Computed from logits by softplus, finite for any score.
 *
 * <p>It saturates: where the discriminator is sure of a fake, the generator's gradient vanishes like {@code exp(D(G(z)))}. {@link
 * NonSaturatingLoss} is what the same paper trains with; its discriminator is this one, smoothing included.
 *
 * @param realTarget what one-sided label smoothing wants as the probability of a real sample, in (0.5, 1]; 1 smooths nothing
 */
public record MinimaxLoss(double realTarget) implements Objective {

    public MinimaxLoss {
        Require.realTarget(realTarget);
    }

    /** Without smoothing. */
    public MinimaxLoss() {
        this(1);
    }

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        return new NonSaturatingLoss(realTarget).discriminatorLoss(realScores, fakeScores);
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return torch.softplus(fakeScores).mean().neg(); // log(1 - s(x)) = -softplus(x)
    }
}
