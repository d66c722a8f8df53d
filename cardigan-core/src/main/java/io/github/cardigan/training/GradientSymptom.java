package io.github.cardigan.training;

import java.util.Map;

/**
 * A player's gradient that vanishes or explodes: the geometric mean of its norm over the last steps against that of the training's
 * early ones, and against limits that no network should cross. The geometric mean is not impressed by one wild step.
 */
final class GradientSymptom implements Symptom {

    /** In place of 0, which has no logarithm. */
    private static final double LEAST = 1e-30;

    private final Finding.Kind kind;
    private final String player;
    private final DiagnosisLimits limits;
    private final Window logs;
    private double earlyLogs;
    private long seen;

    private GradientSymptom(Finding.Kind kind, String player, DiagnosisLimits limits) {
        this.kind = kind;
        this.player = player;
        this.limits = limits;
        logs = new Window(limits.meanSteps());
    }

    static Symptom vanishes(String player, DiagnosisLimits limits) {
        return new GradientSymptom(Finding.Kind.VANISHING_GRADIENT, player, limits);
    }

    static Symptom explodes(String player, DiagnosisLimits limits) {
        return new GradientSymptom(Finding.Kind.EXPLODING_GRADIENT, player, limits);
    }

    @Override
    public Finding.Kind kind() {
        return kind;
    }

    @Override
    public String player() {
        return player;
    }

    @Override
    public void take(Map<String, Double> values) {
        double norm = values.getOrDefault(player + "_gradient_norm", Double.NaN);
        if (!Double.isFinite(norm)) {
            return;
        }
        double log = StrictMath.log(Math.max(norm, LEAST));
        logs.push(log);
        seen++;
        if (seen > limits.settlingSteps() && seen <= limits.settlingSteps() + limits.referenceSteps()) {
            earlyLogs += log / limits.referenceSteps();
        }
    }

    @Override
    public Limit.Verdict verdict() {
        double norm = value();
        if (Double.isNaN(norm)) {
            return Limit.Verdict.OPEN;
        }
        boolean referenceIsKnown = seen >= limits.settlingSteps() + limits.referenceSteps();
        double early = referenceIsKnown ? StrictMath.exp(earlyLogs) : norm;
        return kind == Finding.Kind.VANISHING_GRADIENT ? vanishing(norm, early) : exploding(norm, early);
    }

    private Limit.Verdict vanishing(double norm, double early) {
        Limit limit = limits.vanished();
        return limit.of(Math.min(norm / early, limit.begins() * norm / limits.vanishedNorm()));
    }

    private Limit.Verdict exploding(double norm, double early) {
        Limit limit = limits.exploded();
        double grown = norm < limits.explodedFloor() ? 0 : norm / early;
        return limit.of(Math.max(grown, limit.begins() * norm / limits.explodedNorm()));
    }

    @Override
    public double value() {
        return StrictMath.exp(logs.mean());
    }
}
