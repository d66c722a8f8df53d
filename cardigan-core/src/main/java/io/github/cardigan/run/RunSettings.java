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
 * @param equilibriumSteps steps over which the game must rest for the training to end ({@link
 *     io.github.cardigan.training.Equilibrium}), at least ten rows of statistics; 0 to go on
 */
public record RunSettings(
        int logSteps, int sampleSteps, int checkpointSteps, int evaluateSteps, int patience, int equilibriumSteps) {

    public static final RunSettings DEFAULT = new RunSettings(10, 100, 0);

    public RunSettings {
        if (logSteps < 1 || sampleSteps < 1 || checkpointSteps < 0 || evaluateSteps < 0 || patience < 0) {
            throw new ConfigurationException(
                    "expected intervals of at least 1 step, got " + logSteps + ", " + sampleSteps + ", "
                            + checkpointSteps + ", " + evaluateSteps + " and patience " + patience,
                    "");
        }
        if (equilibriumSteps < 0 || (equilibriumSteps > 0 && equilibriumSteps / 10 < logSteps)) {
            throw new ConfigurationException(
                    "expected an equilibrium over at least ten rows of statistics, " + 10L * logSteps + " steps, got "
                            + equilibriumSteps,
                    "--stop equilibrium:" + 10L * logSteps + ", or a smaller --log-every");
        }
    }

    /** Without an end at equilibrium. */
    public RunSettings(int logSteps, int sampleSteps, int checkpointSteps, int evaluateSteps, int patience) {
        this(logSteps, sampleSteps, checkpointSteps, evaluateSteps, patience, 0);
    }

    /** Without measures along the way. */
    public RunSettings(int logSteps, int sampleSteps, int checkpointSteps) {
        this(logSteps, sampleSteps, checkpointSteps, 0, 0);
    }
}
