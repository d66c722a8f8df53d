package io.github.cardigan.evaluation;

import java.util.List;
import java.util.Set;

/**
 * {@code confidence-90-10k}: the share of generated images whose most probable class has a probability above 0.9, and {@code
 * confidence-mean-10k}: the mean of that probability. Both in [0, 1]; real images of the classifier's own test set say what is good.
 */
public final class Confidence implements Metric {

    private static final double SURE = 0.9;

    @Override
    public String name() {
        return "confidence";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.PROBABILITIES);
    }

    @Override
    public boolean needsReal() {
        return false;
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        Rows p = generated.probabilities();
        Sample most = new Sample();
        int sure = 0;
        for (int row = 0; row < p.count(); row++) {
            double probability = p.get(row, Readings.label(p, row));
            most.add(probability);
            sure += probability > SURE ? 1 : 0;
        }
        return List.of(
                Score.of("confidence", "90", generated)
                        .value((double) sure / p.count())
                        .interval(Interval.wilson(sure, p.count()))
                        .protocol("share with a largest class probability above 0.9")
                        .build(),
                Score.of("confidence-mean", "", generated)
                        .value(most.mean())
                        .interval(Interval.normal(most.mean(), most.standardError()))
                        .protocol("mean largest class probability")
                        .build());
    }
}
