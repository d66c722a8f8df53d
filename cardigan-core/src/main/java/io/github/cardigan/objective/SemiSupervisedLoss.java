package io.github.cardigan.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a classifier learns from samples without labels, when generated ones are to be of none of its K classes (Salimans et al. 2016,
 * arXiv:1606.03498, section 5). With logits l, {@code D(x) = Z(x) / (Z(x) + 1)}, {@code Z(x) = sum over k of exp(l_k(x))}: the logit of "real" is
 * {@code log Z}, so the loss is that of a GAN on it, {@code -log D(x) - log(1 - D(G(z))) = softplus(-log Z(x)) + softplus(log Z(G(z)))}. Finite for
 * any finite logits.
 */
public final class SemiSupervisedLoss {

    private SemiSupervisedLoss() {}

    /**
     * The score {@code log Z(x)}, whose sigmoid is D(x).
     *
     * @param logits {@code [N, K]} in fp32
     * @return {@code [N]}
     */
    public static Tensor score(Tensor logits) {
        return torch.logsumexp(logits, 1);
    }

    /**
     * The unsupervised loss, a scalar: means over both batches, added.
     *
     * @param real logits of real samples {@code [N, K]}
     * @param fake logits of generated samples {@code [M, K]}
     */
    public static Tensor unsupervised(Tensor real, Tensor fake) {
        return new NonSaturatingLoss().discriminatorLoss(score(real), score(fake));
    }
}
