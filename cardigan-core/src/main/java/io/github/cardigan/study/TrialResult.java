package io.github.cardigan.study;

import io.github.cardigan.run.Provenance;
import io.github.cardigan.run.RunDescription;
import io.github.cardigan.run.RunSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What a training of a study came to: all that the table needs, so that a later evaluation of the run by hand changes no table.
 *
 * @param formatVersion of this file's layout
 * @param status how it ended
 * @param message what went wrong; empty if nothing did
 * @param steps finished iterations
 * @param seconds of training
 * @param evaluationSeconds of judging, a classifier trained for it included
 * @param evaluation what was asked, as in {@link StudyCell}
 * @param scores of the evaluation, by their full names
 * @param warnings of the evaluation: what a reader of its scores must know
 * @param recorded the last of everything that the run recorded, by the names of {@code stats.jsonl}; NaN where it was not finite
 * @param higherIsBetter of what the run measured, where it says which way is better
 * @param run what {@code run.json} says: every choice, the data, versions with the git commit, the machine; without choices where there
 *     never was a run
 * @param finished when, in UTC
 */
public record TrialResult(
        int formatVersion,
        TrialStatus status,
        String message,
        long steps,
        double seconds,
        double evaluationSeconds,
        Map<String, String> evaluation,
        Map<String, TrialScore> scores,
        List<String> warnings,
        Map<String, Double> recorded,
        Map<String, Boolean> higherIsBetter,
        RunDescription run,
        String finished) {

    public static final int FORMAT_VERSION = 1;

    /** Trained; nothing judged yet. */
    public static TrialResult trained(RunSummary run, Map<String, Boolean> higherIsBetter) {
        return new TrialResult(
                FORMAT_VERSION,
                TrialStatus.DONE,
                "",
                run.steps(),
                run.seconds(),
                0,
                Map.of(),
                Map.of(),
                List.of(),
                run.last(),
                higherIsBetter,
                run.description(),
                now());
    }

    /** The same with an evaluation. */
    public TrialResult judged(
            Map<String, String> asked, double took, Map<String, TrialScore> found, List<String> cautions) {
        return new TrialResult(
                formatVersion,
                status,
                message,
                steps,
                seconds,
                took,
                asked,
                found,
                cautions,
                recorded,
                higherIsBetter,
                run,
                now());
    }

    /** Went wrong, after there was a run. */
    public static TrialResult failed(RunSummary run, TrialStatus status, String message) {
        return failed(run.description(), run.steps(), run.seconds(), status, message);
    }

    /** Went wrong before there was a run. */
    public static TrialResult failed(Trial trial, TrialStatus status, String message) {
        RunDescription nothing = new RunDescription(
                RunDescription.FORMAT_VERSION,
                trial.cell().recipe(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Provenance.versions(),
                Provenance.machine(),
                now());
        return failed(nothing, 0, 0, status, message);
    }

    private static TrialResult failed(
            RunDescription run, long steps, double seconds, TrialStatus status, String message) {
        return new TrialResult(
                FORMAT_VERSION,
                status,
                message,
                steps,
                seconds,
                0,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                run,
                now());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Training and judging. */
    double allSeconds() {
        return seconds + evaluationSeconds;
    }
}
