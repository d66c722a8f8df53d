package io.github.cardigan.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Least squares GAN (Mao et al. 2016, arXiv:1611.04076, equation 9): the discriminator moves real scores to 1 and fake scores to
 * 0, the generator moves fake scores to 1; half the mean squared distance each.
 *
 * <p>With one-sided label smoothing (Salimans et al. 2016, arXiv:1606.03498, section 3.4) the discriminator's target for real
 * scores lies below 1; the generator's stays at 1.
 *
 * @param realTarget where the discriminator moves real scores, in (0.5, 1]; 1 smooths nothing, Salimans takes 0.9
 */
public record LeastSquaresLoss(double realTarget) implements Objective {

    public LeastSquaresLoss {
        Require.realTarget(realTarget);
    }

    /** Without smoothing. */
    public LeastSquaresLoss() {
        this(1);
    }

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        return halfMeanSquare(realScores.sub(new Scalar(realTarget))).add(halfMeanSquare(fakeScores));
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return halfMeanSquare(fakeScores.sub(new Scalar(1.0)));
    }

    /** Scores are already near 0 and 1; they are shown as they are. */
    @Override
    public Tensor read(Tensor scores) {
        return scores;
    }

    private static Tensor halfMeanSquare(Tensor distance) {
        return distance.square().mean().mul(new Scalar(0.5));
    }
}
