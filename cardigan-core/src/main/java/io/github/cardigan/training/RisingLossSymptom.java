package io.github.cardigan.training;

import java.util.Map;

/** A loss that grows by a factor again and again. Only upwards: a critic's loss may well fall far below 0. */
final class RisingLossSymptom implements Symptom {

    private final String player;
    private final DiagnosisLimits limits;
    private final Window means;
    private double sum;
    private int summed;

    RisingLossSymptom(String player, DiagnosisLimits limits) {
        this.player = player;
        this.limits = limits;
        means = new Window(limits.rises() + 1);
    }

    @Override
    public Finding.Kind kind() {
        return Finding.Kind.RISING_LOSS;
    }

    @Override
    public String player() {
        return player;
    }

    @Override
    public void take(Map<String, Double> values) {
        double loss = values.getOrDefault(player + "_loss", Double.NaN);
        if (!Double.isFinite(loss)) {
            return;
        }
        sum += loss;
        if (++summed == limits.riseSteps()) {
            means.push(sum / summed);
            sum = 0;
            summed = 0;
        }
    }

    @Override
    public Limit.Verdict verdict() {
        if (!means.full()) {
            return Limit.Verdict.OPEN;
        }
        double[] values = means.values();
        int last = values.length - 1;
        if (values[last] <= values[last - 1]) {
            return Limit.Verdict.GOOD;
        }
        boolean rises = values[0] > 0 && values[last] >= limits.riseFloor();
        for (int i = 1; i <= last; i++) {
            rises &= values[i] >= limits.rise() * values[i - 1];
        }
        return rises ? Limit.Verdict.BAD : Limit.Verdict.OPEN;
    }

    @Override
    public double value() {
        return means.full() ? means.values()[limits.rises()] : Double.NaN;
    }
}
