package io.github.cardigan.run;

import io.github.cardigan.ConfigurationException;

/**
 * How often a run writes.
 *
 * @param logSteps a row of statistics every so many steps
 * @param sampleSteps a grid of samples every so many steps
 * @param checkpointSteps a checkpoint every so many steps; 0 for about one a minute
 */
public record RunSettings(int logSteps, int sampleSteps, int checkpointSteps) {

    public static final RunSettings DEFAULT = new RunSettings(10, 100, 0);

    public RunSettings {
        if (logSteps < 1 || sampleSteps < 1 || checkpointSteps < 0) {
            throw new ConfigurationException(
                    "expected intervals of at least 1 step, got " + logSteps + ", " + sampleSteps + ", "
                            + checkpointSteps,
                    "");
        }
    }
}
