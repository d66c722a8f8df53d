package io.github.cardigan.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The hinge loss of geometric GANs (Lim and Ye 2017, arXiv:1705.02894) as in Miyato et al. 2018 (arXiv:1802.05957, equations 16 and
 * 17): the discriminator minimises {@code max(0, 1 - D(x)) + max(0, 1 + D(G(z)))}, the generator {@code -D(G(z))}, means over the
 * batch. A sample beyond its margin of +-1 teaches the discriminator nothing more.
 */
public final class HingeLoss implements Objective {

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        Scalar margin = new Scalar(1.0);
        return realScores
                .neg()
                .add(margin)
                .relu()
                .mean()
                .add(fakeScores.add(margin).relu().mean());
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return fakeScores.mean().neg();
    }

    /** Scores are distances from a margin, no logits; they are shown as they are. */
    @Override
    public Tensor read(Tensor scores) {
        return scores;
    }
}
