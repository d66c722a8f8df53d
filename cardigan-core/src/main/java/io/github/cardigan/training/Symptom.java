package io.github.cardigan.training;

import java.util.Map;

/** One thing that can go wrong with one player, watched from step to step. */
interface Symptom {

    Finding.Kind kind();

    /** Whose network; empty for the game as a whole. */
    String player();

    /** Takes the values of a step in; those it does not need are ignored, those it lacks are not waited for. */
    void take(Map<String, Double> values);

    Limit.Verdict verdict();

    /** What the verdict rests on, as a {@link Finding} tells it; NaN where there is no verdict. */
    double value();
}
