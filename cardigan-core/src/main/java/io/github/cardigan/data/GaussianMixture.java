package io.github.cardigan.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Equally likely Gaussians in the plane, all of one deviation: toy data whose modes are known, so that one can count which of them a
 * generator has lost.
 *
 * @param centres of the components, in label order; at least 1
 * @param deviation of each component in each coordinate, above 0
 */
public record GaussianMixture(List<Point> centres, double deviation) {

    /** A place in the plane. */
    public record Point(double x, double y) {}

    /** @throws IllegalArgumentException if there is no centre, or the deviation is not above 0 and finite */
    public GaussianMixture {
        centres = List.copyOf(centres);
        if (centres.isEmpty() || !(deviation > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("expected at least 1 centre and a deviation above 0, got "
                    + centres.size() + " centres and " + deviation);
        }
    }

    /**
     * 8 Gaussians of deviation 0.01 around the unit circle, the first at (1, 0), then anticlockwise: "2D-ring" of Lin et al. 2018
     * (arXiv:1712.04086, section 4.1), after Srivastava et al. 2017 (arXiv:1705.07761).
     */
    public static GaussianMixture ring() {
        List<Point> centres = IntStream.range(0, 8)
                .mapToDouble(i -> 2 * Math.PI * i / 8)
                .mapToObj(angle -> new Point(StrictMath.cos(angle), StrictMath.sin(angle)))
                .toList();
        return new GaussianMixture(centres, 0.01);
    }

    /**
     * 25 Gaussians of deviation 0.05 at (-4 + 2i, -4 + 2j) for i, j from 0 to 4, label 5i + j: "2D-grid" of the same papers.
     */
    public static GaussianMixture grid() {
        List<Point> centres = IntStream.range(0, 25)
                .mapToObj(label -> new Point(2 * (label / 5) - 4, 2 * (label % 5) - 4))
                .toList();
        return new GaussianMixture(centres, 0.05);
    }

    /** The mixture that a set, or the set that it is a part of, was drawn from; empty for any other data. */
    public static Optional<GaussianMixture> behind(Dataset data) {
        return SubsetDataset.whole(data) instanceof DrawnPoints points ? points.mixture() : Optional.empty();
    }

    /** The component whose centre is nearest; of equally near ones the first. */
    public int nearest(double x, double y) {
        int nearest = 0;
        for (int i = 1; i < centres.size(); i++) {
            if (distance(i, x, y) < distance(nearest, x, y)) {
                nearest = i;
            }
        }
        return nearest;
    }

    /** How far a point is from the centre of a component, in its deviations: Euclidean distance over {@code deviation}. */
    public double distance(int component, double x, double y) {
        Point centre = centres.get(component);
        double dx = x - centre.x();
        double dy = y - centre.y();
        return Math.sqrt(dx * dx + dy * dy) / deviation;
    }
}
