package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The original GAN's loss with the generator's non-saturating variant (Goodfellow et al. 2014, arXiv:1406.2661, section 3): the
 * discriminator minimises {@code -log s(D(x)) - log(1 - s(D(G(z))))}, the generator {@code -log s(D(G(z)))}, with the sigmoid s
 * and means over the batch. Computed from logits: {@code -log s(x) = softplus(-x)} and {@code -log(1 - s(x)) = softplus(x)}
 * stay finite for any score.
 */
public final class NonSaturatingLoss implements Objective {

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        return torch.softplus(realScores.neg())
                .mean()
                .add(torch.softplus(fakeScores).mean());
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return torch.softplus(fakeScores.neg()).mean();
    }
}
