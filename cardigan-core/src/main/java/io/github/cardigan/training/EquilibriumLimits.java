package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;

/**
 * What counts as an equilibrium. Where the generator's distribution is the data's, the best discriminator reads one half everywhere
 * (Goodfellow et al. 2014, arXiv:1406.2661, proposition 1); how near is near enough is our own choice.
 *
 * @param steps for so long all of this must hold, at least 10. 1,000 steps are 32,000 images at a batch of 32, every digit of MNIST
 *     half as often as it is there
 * @param level how far from one half D(x) and D(G(z)) may lie on average. Wide: one-sided label smoothing at 0.9 moves the equilibrium
 *     itself to 0.9 / 2 = 0.45
 * @param gap how far apart the two may lie on average. Narrow: a DCGAN on MNIST, whose dropout blinds the discriminator, stands at 0.1
 *     from its 250th step on and goes on getting better for thousands
 * @param drift how far the averages of the window's second half may lie from those of its first
 * @param swing largest standard deviation of either reading between the rows of the window
 * @param toldApart D(x) - D(G(z)) must have reached this once: a discriminator that never learned anything is at one half, too
 */
public record EquilibriumLimits(int steps, double level, double gap, double drift, double swing, double toldApart) {

    public static final EquilibriumLimits DEFAULT = new EquilibriumLimits(1000, 0.1, 0.04, 0.02, 0.1, 0.2);

    /**
     * @throws ConfigurationException if something is out of range
     */
    public EquilibriumLimits {
        if (steps < 10 || !(level > 0 && gap > 0 && drift > 0 && swing > 0 && toldApart >= 0)) {
            throw new ConfigurationException(
                    "expected an equilibrium over at least 10 steps and limits above 0, got " + steps + ", " + level
                            + ", " + gap + ", " + drift + ", " + swing + " and " + toldApart,
                    "");
        }
    }

    /** The same over another number of steps. */
    public EquilibriumLimits over(int newSteps) {
        return new EquilibriumLimits(newSteps, level, gap, drift, swing, toldApart);
    }
}
