package io.github.cardigan.training;

import java.util.Map;

/** Generated samples that are too much alike, by the mean {@link Diversity} over the last steps. */
final class CollapseSymptom implements Symptom {

    private final DiagnosisLimits limits;
    private final Window diversities;

    CollapseSymptom(DiagnosisLimits limits) {
        this.limits = limits;
        diversities = new Window(limits.meanSteps());
    }

    @Override
    public Finding.Kind kind() {
        return Finding.Kind.MODE_COLLAPSE;
    }

    @Override
    public String player() {
        return "generator";
    }

    @Override
    public void take(Map<String, Double> values) {
        double diversity = values.getOrDefault("diversity", Double.NaN);
        if (Double.isFinite(diversity)) {
            diversities.push(diversity);
        }
    }

    @Override
    public Limit.Verdict verdict() {
        return limits.diversity().of(diversities.mean());
    }

    @Override
    public double value() {
        return diversities.mean();
    }
}
