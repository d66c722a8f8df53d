package io.github.cardigan.objective;

/**
 * A penalty with its weight, computed at every step or lazily: every k-th step only, k times as heavy, which costs less and moves the
 * weights as far on average (Karras et al. 2019, arXiv:1912.04958, section 3.1 and appendix B; k = 16 for R1).
 *
 * <p>They give regularisation an optimizer step of its own and shorten Adam's memory for it; that is the caller's affair.
 *
 * @param penalty what is computed
 * @param weight of the penalty in the discriminator's loss if it were there at each step, above 0
 * @param intervalSteps k, at least 1: from one computation to the next
 */
public record Regulariser(Penalty penalty, double weight, int intervalSteps) {

    public Regulariser {
        Require.positive("weight", weight);
        if (intervalSteps < 1) {
            throw new IllegalArgumentException("expected intervalSteps of at least 1, got " + intervalSteps);
        }
    }

    /**
     * Whether the penalty is computed at this step. With several discriminator updates a step, it is computed in all of them.
     *
     * @param step iteration of the training counted from 0, which is due
     */
    public boolean due(long step) {
        return step % intervalSteps == 0;
    }

    /** What to multiply the penalty with when it is due. */
    public double factor() {
        return weight * intervalSteps;
    }
}
