package io.github.cardigan.data;

import io.github.cardigan.data.GaussianMixture.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What points of the plane can be drawn: the toy data on which GANs are watched. */
public enum PointPattern {
    /** 8 small Gaussians on a circle; the label is the component. */
    RING(Optional.of(GaussianMixture.ring()), 8),

    /** 5 x 5 small Gaussians; the label is the component. */
    GRID(Optional.of(GaussianMixture.grid()), 25),

    /**
     * A spiral without labels: {@code (t cos t, t sin t)} for t uniform in [1.5 pi, 4.5 pi), with noise of deviation 0.25, all divided
     * by 7.5. The roll of scikit-learn's {@code make_swiss_roll} seen from its end, at the scale of Gulrajani et al. 2017
     * (arXiv:1704.00028): within 2 of the origin.
     */
    SWISS_ROLL(Optional.empty(), 0) {
        @Override
        Point draw(int label, DrawnRandom random) {
            double t = 1.5 * Math.PI * (1 + 2 * random.uniform());
            double x = t * StrictMath.cos(t) + 0.25 * random.normal();
            double y = t * StrictMath.sin(t) + 0.25 * random.normal();
            return new Point(x / 7.5, y / 7.5);
        }
    },

    /**
     * Two half circles that reach into each other, labels 0 (upper) and 1 (lower), with noise of deviation 0.05: scikit-learn's {@code
     * make_moons}, but with angles uniform at random in place of evenly spaced ones, since any number of points may follow.
     */
    TWO_MOONS(Optional.empty(), 2) {
        @Override
        Point draw(int label, DrawnRandom random) {
            double angle = Math.PI * random.uniform();
            double x = label == 0 ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle);
            double y = label == 0 ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle);
            return new Point(x + 0.05 * random.normal(), y + 0.05 * random.normal());
        }
    };

    private final Optional<GaussianMixture> mixture;
    private final List<String> classes;

    PointPattern(Optional<GaussianMixture> mixture, int classes) {
        this.mixture = mixture;
        this.classes = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /** The pattern that is called so, if there is one. */
    static Optional<PointPattern> named(String name) {
        return Arrays.stream(values())
                .filter(pattern -> pattern.toString().equals(name))
                .findFirst();
    }

    /** The Gaussians that it is made of, if it is. */
    public Optional<GaussianMixture> mixture() {
        return mixture;
    }

    /** {@code "0"}, {@code "1"} and so on; empty without labels. */
    public List<String> classes() {
        return classes;
    }

    /** A point with this label. */
    Point draw(int label, DrawnRandom random) {
        GaussianMixture gaussians = mixture.orElseThrow();
        Point centre = gaussians.centres().get(label);
        double x = centre.x() + gaussians.deviation() * random.normal();
        return new Point(x, centre.y() + gaussians.deviation() * random.normal());
    }

    /** As it is asked for: {@code two-moons}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
