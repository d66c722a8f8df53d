package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.Set;

/**
 * {@code is-10-50k}: {@code exp(E_x KL(p(y|x) || p(y)))}, the mean over splits (Salimans et al. 2016, arXiv:1606.03498, section 4). From 1 to
 * the number of classes; larger is better. The field means 50,000 images, Inception-v3 and 10 splits by it; with another
 * classifier it only compares with itself. The interval is one standard deviation over splits. In float64, natural logarithms.
 *
 * @param splits parts of the images, in their order, at least 1; the remainder of a division goes to the last ones
 */
public record InceptionScore(int splits) implements Metric {

    /** What the field takes: 50,000 images in 10 splits. */
    private static final int USUAL_IMAGES_A_SPLIT = 5_000;

    public InceptionScore() {
        this(10);
    }

    public InceptionScore {
        if (splits < 1) {
            throw new ConfigurationException("expected at least 1 split, got " + splits, "the field takes 10");
        }
    }

    @Override
    public String name() {
        return "is";
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
        if (p.count() < splits) {
            throw new ConfigurationException(
                    "is needs at least " + splits + " images for " + splits + " splits, got " + p.count() + " from "
                            + generated.name(),
                    "take 50000 for a figure to compare");
        }
        Sample values = values(p, splits);
        return List.of(Score.of("is", Integer.toString(splits), generated)
                .value(values.mean())
                .interval(Interval.deviation(values.mean(), values.deviation(), splits + " splits"))
                .protocol("exp of the mean KL to the marginal, float64, mean over " + splits + " splits")
                .warnings(
                        p.count() < splits * enough(p.size())
                                ? List.of("is of " + p.count() + " images in " + splits + " splits: with fewer than "
                                        + enough(p.size()) + " a split it is biased downwards")
                                : List.of())
                .build());
    }

    /** Images a split from which on there is no warning: 10 a class, or as many as the field takes. */
    private static long enough(int classes) {
        return Math.min(USUAL_IMAGES_A_SPLIT, 10L * classes);
    }

    static Sample values(Rows p, int splits) {
        Sample values = new Sample();
        for (int split = 0; split < splits; split++) {
            int first = (int) ((long) p.count() * split / splits);
            int end = (int) ((long) p.count() * (split + 1) / splits);
            values.add(score(p, first, end));
        }
        return values;
    }

    private static double score(Rows p, int first, int end) {
        double[] marginal = new double[p.size()];
        for (int row = first; row < end; row++) {
            for (int y = 0; y < marginal.length; y++) {
                marginal[y] += (double) p.get(row, y) / (end - first);
            }
        }
        double kl = 0;
        for (int row = first; row < end; row++) {
            for (int y = 0; y < marginal.length; y++) {
                double conditional = p.get(row, y);
                kl += conditional == 0 ? 0 : conditional * Math.log(conditional / marginal[y]);
            }
        }
        return Math.exp(kl / (end - first));
    }
}
