package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.Set;

/**
 * {@code precision-k3-50k}, {@code recall-k3-50k}: the share of generated images that lie in the manifold of real ones, and the other way
 * round (Kynkäänniemi et al. 2019, arXiv:1904.06991, eq. 1 and 2). A manifold is the union of balls around its images, each
 * reaching to the k-th nearest other image, the surface included. Both in [0, 1], 1 is best. Distances are exact in float64.
 *
 * <p>Both depend on how many images there are on each side: take the same number.
 *
 * @param k neighbours, at least 1; the paper and the field take 3
 */
public record PrecisionRecall(int k) implements Metric {

    public PrecisionRecall() {
        this(3);
    }

    public PrecisionRecall {
        if (k < 1) {
            throw new ConfigurationException("expected k of at least 1, got " + k, "the field takes 3");
        }
    }

    @Override
    public String name() {
        return "precision-recall";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.ROWS);
    }

    /**
     * The two figures.
     *
     * @param precisionHits generated rows in the real manifold
     * @param recallHits real rows in the generated manifold
     */
    record Hits(int precisionHits, int recallHits) {}

    static Hits hits(Rows real, Rows generated, int k) {
        double[] realRadii = Neighbours.among(real, k).squaredRadii(k);
        double[] generatedRadii = Neighbours.among(generated, k).squaredRadii(k);
        return new Hits(
                Balls.place(generated, real, realRadii).covered(),
                Balls.place(real, generated, generatedRadii).covered());
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        generated.requireComparable(real);
        Manifold.requireEnough("precision-recall", k, real);
        Manifold.requireEnough("precision-recall", k, generated);
        Hits hits = hits(real.rows(), generated.rows(), k);
        return List.of(
                score("precision", hits.precisionHits, generated.count(), real, generated),
                score("recall", hits.recallHits, real.count(), real, generated));
    }

    private Score score(String metric, int hits, int of, Features real, Features generated) {
        return Score.of(metric, "k" + k, real, generated)
                .value((double) hits / of)
                .interval(Interval.wilson(hits, of))
                .protocol("share in the manifold of balls to neighbour " + k + ", " + real.count() + " real")
                .warnings(Manifold.warnings(metric, real, generated))
                .build();
    }
}
