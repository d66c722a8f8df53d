package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;

/**
 * When to stop. Each limit is optional, 0 means none; the first one reached ends the training.
 *
 * @param steps iterations
 * @param epochs passes over the data, fractions allowed
 * @param minutes training time over all sessions, fractions allowed
 */
public record Budget(long steps, double epochs, double minutes) {

    /**
     * @throws ConfigurationException if there is no limit at all, or a negative one
     */
    public Budget {
        if (steps < 0 || !(epochs >= 0) || !(minutes >= 0)) {
            throw new ConfigurationException(
                    "expected a positive budget, got " + steps + " steps, " + epochs + " epochs, " + minutes
                            + " minutes",
                    "use --steps, --epochs or --minutes with a number above 0");
        }
        if (steps == 0 && epochs == 0 && minutes == 0) {
            throw new ConfigurationException("expected a budget, got none", "use --steps, --epochs or --minutes");
        }
    }

    public static Budget steps(long steps) {
        return new Budget(steps, 0, 0);
    }

    public static Budget epochs(double epochs) {
        return new Budget(0, epochs, 0);
    }

    public static Budget minutes(double minutes) {
        return new Budget(0, 0, minutes);
    }

    /** The share that is used up, from 0; at 1 the training ends. */
    public double used(Position position, long samplesPerEpoch) {
        return Math.max(usedSteps(position, samplesPerEpoch), minutes > 0 ? position.seconds() / 60 / minutes : 0);
    }

    /**
     * The share that schedules follow: by steps or epochs where there is such a limit, so that a repeated run has the same
     * learning rates; else by time.
     */
    public double scheduled(Position position, long samplesPerEpoch) {
        return steps > 0 || epochs > 0 ? usedSteps(position, samplesPerEpoch) : used(position, samplesPerEpoch);
    }

    private double usedSteps(Position position, long samplesPerEpoch) {
        double bySteps = steps > 0 ? (double) position.step() / steps : 0;
        double byEpochs = epochs > 0 ? position.samples() / (epochs * samplesPerEpoch) : 0;
        return Math.max(bySteps, byEpochs);
    }
}
