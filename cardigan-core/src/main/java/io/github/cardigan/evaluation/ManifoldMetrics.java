package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.Set;

/**
 * {@code prdc}, four figures from one pass over distances, which are exact in float64.
 *
 * <p>{@code precision-k3-50k}, {@code recall-k3-50k}: the share of generated images in the manifold of real ones, and the other way round
 * (Kynkäänniemi et al. 2019, arXiv:1904.06991, eq. 1 and 2). A manifold is the union of balls around its images, each reaching to the
 * k-th nearest other image, the surface included. In [0, 1], 1 is best.
 *
 * <p>{@code density-k5-50k}, {@code coverage-k5-50k} (Naeem et al. 2020, arXiv:2002.09797, eq. 4 and 5): in how many real balls a generated
 * image lies, over k, on average, where about 1 is best and more is possible; and the share of real balls with a generated image in
 * them, in [0, 1]. Balls are closed here as well.
 *
 * <p>All depend on how many images there are: take the same number on each side. Intervals take the manifolds as given.
 *
 * @param k neighbours for precision and recall, at least 1; the paper takes 3
 * @param densityK neighbours for density and coverage, at least 1; the paper takes 5
 */
public record ManifoldMetrics(int k, int densityK) implements Metric {

    public ManifoldMetrics() {
        this(3, 5);
    }

    public ManifoldMetrics {
        if (k < 1 || densityK < 1) {
            throw new ConfigurationException(
                    "expected k of at least 1, got " + k + " and " + densityK, "the field takes 3 and 5");
        }
    }

    @Override
    public String name() {
        return "prdc";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.ROWS);
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        generated.requireComparable(real);
        requireEnough(Math.max(k, densityK), real);
        requireEnough(k, generated);
        Manifolds manifolds = Manifolds.compare(real.rows(), generated.rows(), k, densityK);
        Sample densities = new Sample();
        for (int around : manifolds.ballsAround()) {
            densities.add((double) around / densityK);
        }
        return List.of(
                share("precision", k, manifolds.generatedInReal(), generated.count(), real, generated)
                        .protocol("share of generated images in balls around real ones to neighbour " + k)
                        .build(),
                share("recall", k, manifolds.realInGenerated(), real.count(), real, generated)
                        .protocol("share of " + real.count()
                                + " real images in balls around generated ones to neighbour " + k)
                        .build(),
                score("density", densityK, real, generated)
                        .value(densities.mean())
                        .interval(Interval.normal(densities.mean(), densities.standardError()))
                        .protocol("balls around " + real.count() + " real images to neighbour " + densityK
                                + " that hold a generated image, over " + densityK)
                        .build(),
                share("coverage", densityK, manifolds.occupied(), real.count(), real, generated)
                        .protocol("share of balls around " + real.count() + " real images to neighbour " + densityK
                                + " that hold a generated image")
                        .build());
    }

    private static void requireEnough(int k, Features features) {
        if (features.count() <= k) {
            throw new ConfigurationException(
                    "precision, recall, density and coverage need more than k = " + k + " images, got "
                            + features.count() + " from " + features.name(),
                    "take 10000 for a figure to compare");
        }
    }

    private static Score.Builder share(String metric, int k, int hits, int of, Features real, Features generated) {
        return score(metric, k, real, generated).value((double) hits / of).interval(Interval.wilson(hits, of));
    }

    private static Score.Builder score(String metric, int k, Features real, Features generated) {
        return Score.of(metric, "k" + k, real, generated)
                .warnings(
                        real.count() == generated.count()
                                ? List.of()
                                : List.of(metric + " of " + generated.count() + " generated and " + real.count()
                                        + " real images: it depends on both counts, take the same number to compare"));
    }
}
