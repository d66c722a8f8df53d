package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.Set;

/**
 * {@code consistency-10k}: the share of images that a classifier reads as the label they carry: of generated ones as what was asked
 * for. In [0, 1], 1 is best.
 */
public final class Consistency implements Metric {

    @Override
    public String name() {
        return "consistency";
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
        if (generated.imageClasses().isEmpty()) {
            throw new ConfigurationException(
                    "consistency needs labels, got " + generated.name() + ", which has none",
                    "judge a generator that is asked for classes, or a set with class folders");
        }
        if (!generated.imageClasses().equals(generated.extractorClasses())) {
            throw new ConfigurationException(
                    "consistency needs a classifier of the same classes, got " + generated.imageClasses() + " from "
                            + generated.name() + " and " + generated.extractorClasses() + " from the classifier",
                    "train the classifier on data with these classes, in this order");
        }
        Rows p = generated.probabilities();
        int hits = 0;
        for (int row = 0; row < p.count(); row++) {
            hits += Readings.label(p, row) == generated.label(row) ? 1 : 0;
        }
        return List.of(Score.of("consistency", "", generated)
                .value((double) hits / p.count())
                .interval(Interval.wilson(hits, p.count()))
                .protocol("share read as the label asked for")
                .build());
    }
}
