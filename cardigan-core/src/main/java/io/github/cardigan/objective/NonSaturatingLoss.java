package io.github.cardigan.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The original GAN's loss with the generator's non-saturating variant (Goodfellow et al. 2014, arXiv:1406.2661, section 3): the
 * discriminator minimises {@code -log s(D(x)) - log(1 - s(D(G(z))))}, the generator {@code -log s(D(G(z)))}, with the sigmoid s
 * and means over the batch. Computed from logits: {@code -log s(x) = softplus(-x)} and {@code -log(1 - s(x)) = softplus(x)}
 * stay finite for any score.
 *
 * <p>With one-sided label smoothing (Salimans et al. 2016, arXiv:1606.03498, section 3.4) the discriminator wants probability t
 * for real samples: {@code -t log s(D(x)) - (1 - t) log(1 - s(D(x)))}. Its term for fakes and the generator's loss stay.
 *
 * @param realTarget t, in (0.5, 1]; 1 smooths nothing, Salimans takes 0.9
 */
public record NonSaturatingLoss(double realTarget) implements Objective {

    public NonSaturatingLoss {
        Require.realTarget(realTarget);
    }

    /** Without smoothing. */
    public NonSaturatingLoss() {
        this(1);
    }

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        // t softplus(-x) + (1 - t) softplus(x) = softplus(-x) + (1 - t) x
        return torch.softplus(realScores.neg())
                .add(realScores, new Scalar(1 - realTarget))
                .mean()
                .add(torch.softplus(fakeScores).mean());
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return torch.softplus(fakeScores.neg()).mean();
    }
}
