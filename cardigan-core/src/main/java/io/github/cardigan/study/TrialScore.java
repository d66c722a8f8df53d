package io.github.cardigan.study;

import io.github.cardigan.evaluation.Score;
import io.github.cardigan.judging.Judgement;
import io.github.cardigan.run.RunSummary.Conditions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A figure of an evaluation.
 *
 * @param metric what it is asked for by: {@code fid}
 * @param value may be infinite
 * @param conditions figures made under different ones do not compare
 */
public record TrialScore(String metric, double value, Conditions conditions) {

    /** All of an evaluation, by their full names. */
    public static Map<String, TrialScore> of(Judgement judgement) {
        Conditions conditions = new Conditions(
                judgement.extractorFingerprint(),
                judgement.realFingerprint(),
                judgement.split(),
                judgement.count(),
                judgement.realCount());
        Map<String, TrialScore> scores = new LinkedHashMap<>();
        for (Score score : judgement.scores()) {
            scores.putIfAbsent(score.name(), new TrialScore(score.metric(), score.value(), conditions));
        }
        return scores;
    }
}
