package io.github.cardigan.study;

import io.github.cardigan.run.RunDescription;
import io.github.cardigan.run.RunSummary.Conditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up cells and results, for tests. */
final class Results {

    static final Conditions ALIKE = new Conditions("eye", "digits", "train", 40, 200);

    private Results() {}

    static StudyCell cell(String name) {
        return new StudyCell(
                name, "dcgan", Map.of("latent", "4"), Map.of("data", "digits"), Map.of("metrics", "fid,recall"));
    }

    /** Done with these scores, named by their metric and {@code -40}. */
    static TrialResult done(Map<String, Double> scores, Conditions conditions, Map<String, Double> recorded) {
        Map<String, TrialScore> found = new LinkedHashMap<>();
        scores.forEach((metric, value) -> found.put(metric + "-40", new TrialScore(metric, value, conditions)));
        return new TrialResult(
                TrialResult.FORMAT_VERSION,
                TrialStatus.DONE,
                "",
                20,
                3,
                1,
                Map.of("metrics", "fid,recall"),
                found,
                List.of(),
                recorded,
                Map.of("accuracy", true),
                run("abc"),
                "2026-01-01T00:00:00Z");
    }

    static TrialResult done(double fid) {
        return done(Map.of("fid", fid), ALIKE, Map.of());
    }

    static TrialResult lost(TrialStatus status, String message) {
        TrialResult none = done(Map.of(), ALIKE, Map.of());
        return new TrialResult(
                none.formatVersion(),
                status,
                message,
                7,
                2,
                0,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                none.run(),
                none.finished());
    }

    static RunDescription run(String commit) {
        return new RunDescription(
                RunDescription.FORMAT_VERSION,
                "dcgan",
                Map.of("latent", "4"),
                Map.of("seed", "1"),
                Map.of("steps", 20.0),
                Map.of("name", "digits"),
                Map.of("commit", commit),
                Map.of("processor", "made-up"),
                "2026-01-01T00:00:00Z");
    }
}
