package io.github.cardigan.training;

import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.objective.Objective;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The usual losses times a factor, for tests: gradients of any size. */
public record ScaledLoss(double factor) implements Objective {

    private static final Objective USUAL = new NonSaturatingLoss();

    @Override
    public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
        return USUAL.discriminatorLoss(realScores, fakeScores).mul(new Scalar(factor));
    }

    @Override
    public Tensor generatorLoss(Tensor fakeScores) {
        return USUAL.generatorLoss(fakeScores).mul(new Scalar(factor));
    }
}
