package io.github.cardigan.run;

import io.github.cardigan.ConfigurationException;

/**
 * How often a run writes.
 *
 * @param logSteps a row of statistics every so many steps
 * @param sampleSteps a grid of samples every so many steps
 * @param checkpointSteps a checkpoint every so many steps; 0 for about one a minute
 * @param evaluateSteps the trainer's measures every so many steps; 0 at the end only
 * @param patience evaluations without improvement after which the training ends; 0 to go on
 */
public record RunSettings(int logSteps, int sampleSteps, int checkpointSteps, int evaluateSteps, int patience) {

    public static final RunSettings DEFAULT = new RunSettings(10, 100, 0);

    public RunSettings {
        if (logSteps < 1 || sampleSteps < 1 || checkpointSteps < 0 || evaluateSteps < 0 || patience < 0) {
            throw new ConfigurationException(
                    "expected intervals of at least 1 step, got " + logSteps + ", " + sampleSteps + ", "
                            + checkpointSteps + ", " + evaluateSteps + " and patience " + patience,
                    "");
        }
    }

    /** Without measures along the way. */
    public RunSettings(int logSteps, int sampleSteps, int checkpointSteps) {
        this(logSteps, sampleSteps, checkpointSteps, 0, 0);
    }
}
