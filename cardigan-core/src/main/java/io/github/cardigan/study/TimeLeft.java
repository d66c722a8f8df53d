package io.github.cardigan.study;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How long a study will still take, from what its trainings took: those of the same cell where there are any, else all. */
public final class TimeLeft {

    private TimeLeft() {}

    /**
     * @param open trainings that have not ended
     * @param results of those that have
     * @return seconds; empty where none was trained to its end
     */
    public static OptionalDouble seconds(Collection<Trial> open, Map<Trial, TrialResult> results) {
        OptionalDouble usual = mean(results, null);
        if (usual.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(open.stream()
                .mapToDouble(trial -> mean(results, trial.cell()).orElse(usual.getAsDouble()))
                .sum());
    }

    private static OptionalDouble mean(Map<Trial, TrialResult> results, @Nullable StudyCell cell) {
        return results.entrySet().stream()
                .filter(entry -> entry.getValue().status() == TrialStatus.DONE)
                .filter(entry -> cell == null || entry.getKey().cell().equals(cell))
                .mapToDouble(entry -> entry.getValue().allSeconds())
                .average();
    }
}
