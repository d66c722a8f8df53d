package io.github.cardigan.run;

import io.github.cardigan.training.Goal;
import java.util.List;
import java.util.Map;

/**
 * Which evaluation was the best so far, and how many have come since. It is made from the statistics on the disk, so that a resumed
 * run knows what an uninterrupted one would.
 */
final class BestSoFar {

    private final Goal goal;
    private double best = Double.NaN;
    private int evaluationsSince;

    /**
     * @param earlier what the goal's value was at the evaluations before, in their order
     */
    BestSoFar(Goal goal, List<Double> earlier) {
        this.goal = goal;
        earlier.forEach(this::take);
    }

    /** Takes an evaluation in and says whether it is the best so far. */
    boolean take(Map<String, Double> measured) {
        Double value = measured.get(goal.value());
        if (value == null) {
            throw new IllegalStateException("expected a measured value " + goal.value() + ", got " + measured.keySet());
        }
        return take(value.doubleValue());
    }

    private boolean take(double value) {
        boolean better = goal.better(value, best);
        best = better ? value : best;
        evaluationsSince = better ? 0 : evaluationsSince + 1;
        return better;
    }

    Goal goal() {
        return goal;
    }

    /** Evaluations since the best one. */
    int evaluationsSince() {
        return evaluationsSince;
    }
}
