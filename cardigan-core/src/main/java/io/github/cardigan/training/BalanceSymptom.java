package io.github.cardigan.training;

import java.util.Map;

/**
 * A discriminator that wins or loses too clearly, by D(x) - D(G(z)). That it wins can only be said of probabilities: a critic's scores
 * have no scale, and a Wasserstein critic is meant to be as good as it can be. That it loses, by the order of the two, can be said of
 * both.
 */
final class BalanceSymptom implements Symptom {

    private final Finding.Kind kind;
    private final DiagnosisLimits limits;
    private final Readings readings;
    private final Window gaps;

    private BalanceSymptom(Finding.Kind kind, DiagnosisLimits limits, Readings readings) {
        this.kind = kind;
        this.limits = limits;
        this.readings = readings;
        gaps = new Window(limits.meanSteps());
    }

    static Symptom wins(DiagnosisLimits limits, Readings readings) {
        return new BalanceSymptom(Finding.Kind.DISCRIMINATOR_WINS, limits, readings);
    }

    static Symptom loses(DiagnosisLimits limits, Readings readings) {
        return new BalanceSymptom(Finding.Kind.DISCRIMINATOR_LOSES, limits, readings);
    }

    @Override
    public Finding.Kind kind() {
        return kind;
    }

    @Override
    public String player() {
        return "discriminator";
    }

    @Override
    public void take(Map<String, Double> values) {
        double real = values.getOrDefault("d_real", Double.NaN);
        double fake = values.getOrDefault("d_fake", Double.NaN);
        if (Double.isFinite(real - fake)) {
            gaps.push(real - fake);
        }
    }

    @Override
    public Limit.Verdict verdict() {
        double gap = gaps.mean();
        if (Double.isNaN(gap)) {
            return Limit.Verdict.OPEN;
        }
        if (kind == Finding.Kind.DISCRIMINATOR_WINS) {
            return readings.areProbabilities() ? limits.wins().of(gap) : Limit.Verdict.GOOD;
        }
        return readings.areProbabilities()
                ? limits.loses().of(gap)
                : limits.loserScores().of(gap / Math.max(gaps.deviation(), Double.MIN_NORMAL));
    }

    @Override
    public double value() {
        return gaps.mean();
    }
}
