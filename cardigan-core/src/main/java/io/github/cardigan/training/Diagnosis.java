package io.github.cardigan.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches the values of a training from step to step and says what goes wrong: see {@link Finding.Kind}. Each finding is told once
 * when it begins and once when it is over. A trainer has one; its listeners hear the findings.
 *
 * <p>It works on numbers that are there anyway, and costs a few microseconds a step. It keeps windows of the last values, which are in
 * no checkpoint: a resumed run fills them from its statistics, by {@link #recall}.
 */
public final class Diagnosis {

    private static final String GRADIENT = "_gradient_norm";
    private static final String LOSS = "_loss";

    private final DiagnosisLimits limits;
    private final Readings readings = new Readings();
    private final List<Symptom> symptoms = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<Subject> present = new HashSet<>();
    private final Map<Subject, Long> goodSince = new HashMap<>();

    /** What a finding is about. */
    private record Subject(Finding.Kind kind, String player) {}

    public Diagnosis() {
        this(DiagnosisLimits.DEFAULT);
    }

    public Diagnosis(DiagnosisLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes a step in.
     *
     * @param step finished iterations
     * @param values of {@link StepReport#values()}
     * @return what begins or ends with it, mostly nothing
     */
    public List<Finding> take(long step, Map<String, Double> values) {
        watch(values);
        symptoms.forEach(symptom -> symptom.take(values));
        return step % limits.judgeSteps() == 0 ? judge(step) : List.of();
    }

    /**
     * Takes in what an earlier session saw, without a verdict.
     *
     * @param steps how many there were
     * @param means of their values
     */
    public void recall(long steps, Map<String, Double> means) {
        watch(means);
        for (Symptom symptom : symptoms) {
            for (long i = 0; i < steps && symptom.kind() != Finding.Kind.OSCILLATION; i++) { // means do not swing
                symptom.take(means);
            }
        }
    }

    /** Takes in what an earlier session told, in its order: what began then and is not over is not told again. */
    public void recall(Finding told) {
        Subject subject = new Subject(told.kind(), told.player());
        if (told.over()) {
            present.remove(subject);
        } else {
            present.add(subject);
        }
    }

    /** Whether something of this kind is wrong now, with any player. */
    public boolean finds(Finding.Kind kind) {
        return present.stream().anyMatch(subject -> subject.kind() == kind);
    }

    private List<Finding> judge(long step) {
        List<Finding> findings = new ArrayList<>();
        for (Symptom symptom : symptoms) {
            Subject subject = new Subject(symptom.kind(), symptom.player());
            Limit.Verdict verdict = symptom.verdict();
            if (verdict == Limit.Verdict.BAD && mayBegin(symptom.kind(), step)) {
                goodSince.remove(subject);
                if (present.add(subject)) {
                    findings.add(Finding.begins(symptom.kind(), step, symptom.player(), symptom.value()));
                }
            } else if (verdict == Limit.Verdict.GOOD && present.contains(subject)) {
                goodSince.putIfAbsent(subject, step);
                if (step - goodSince.get(subject) >= limits.quietSteps()) {
                    present.remove(subject);
                    goodSince.remove(subject);
                    findings.add(Finding.ends(symptom.kind(), step, symptom.player(), symptom.value()));
                }
            }
        }
        return findings;
    }

    private boolean mayBegin(Finding.Kind kind, long step) {
        return step >= limits.warmUpSteps()
                || kind == Finding.Kind.VANISHING_GRADIENT
                || kind == Finding.Kind.EXPLODING_GRADIENT;
    }

    /** Looks for what can go wrong with values of such names. */
    private void watch(Map<String, Double> values) {
        readings.take(values.getOrDefault("d_real", 0.0));
        readings.take(values.getOrDefault("d_fake", 0.0));
        if (known.containsAll(values.keySet())) {
            return;
        }
        for (String name : values.keySet()) {
            if (known.add(name)) {
                watch(name);
            }
        }
    }

    private void watch(String name) {
        if (name.equals("diversity")) {
            symptoms.add(new CollapseSymptom(limits));
        } else if (name.equals("d_real")) {
            symptoms.add(BalanceSymptom.wins(limits, readings));
            symptoms.add(BalanceSymptom.loses(limits, readings));
            symptoms.add(new OscillationSymptom(limits, readings));
        } else if (name.endsWith(GRADIENT)) {
            String player = name.substring(0, name.length() - GRADIENT.length());
            symptoms.add(GradientSymptom.vanishes(player, limits));
            symptoms.add(GradientSymptom.explodes(player, limits));
        } else if (name.endsWith(LOSS)) {
            symptoms.add(new RisingLossSymptom(name.substring(0, name.length() - LOSS.length()), limits));
        }
    }
}
