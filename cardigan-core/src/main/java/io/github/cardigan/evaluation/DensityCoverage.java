package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.List;
import java.util.Set;

/**
 * {@code density-k5-10k}, {@code coverage-k5-10k} (Naeem et al. 2020, arXiv:2002.09797, eq. 4 and 5). Balls are around real images only
 * and reach to the k-th nearest other real image, the surface included. Density is how many balls a generated image lies in, over k, on
 * average: about 1 is best and it may be more. Coverage is the share of balls with a generated image in them, in [0, 1]. Distances
 * are exact in float64.
 *
 * @param k neighbours, at least 1; the paper takes 5
 */
public record DensityCoverage(int k) implements Metric {

    public DensityCoverage() {
        this(5);
    }

    public DensityCoverage {
        if (k < 1) {
            throw new ConfigurationException("expected k of at least 1, got " + k, "the paper takes 5");
        }
    }

    @Override
    public String name() {
        return "density-coverage";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.ROWS);
    }

    static Balls balls(Rows real, Rows generated, int k) {
        return Balls.place(generated, real, Neighbours.among(real, k).squaredRadii(k));
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        generated.requireComparable(real);
        Manifold.requireEnough("density-coverage", k, real);
        Balls balls = balls(real.rows(), generated.rows(), k);
        Sample densities = new Sample();
        for (int around : balls.ballsAround()) {
            densities.add((double) around / k);
        }
        int occupied = balls.occupied().cardinality();
        return List.of(
                Score.of("density", "k" + k, real, generated)
                        .value(densities.mean())
                        .interval(Interval.normal(densities.mean(), densities.standardError()))
                        .protocol("balls around " + real.count() + " real images to neighbour " + k
                                + ", holding a generated image, over k")
                        .warnings(Manifold.warnings("density", real, generated))
                        .build(),
                Score.of("coverage", "k" + k, real, generated)
                        .value((double) occupied / real.count())
                        .interval(Interval.wilson(occupied, real.count()))
                        .protocol("share of balls around " + real.count() + " real images to neighbour " + k
                                + " with a generated image in them")
                        .warnings(Manifold.warnings("coverage", real, generated))
                        .build());
    }
}
