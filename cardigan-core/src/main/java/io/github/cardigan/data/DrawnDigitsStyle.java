package io.github.cardigan.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One way of writing a digit, such as a seven with a bar. It is given by two extremes with as many strokes and points each; what
 * is written lies between them.
 */
final class DrawnDigitsStyle {

    private final double weight;
    private final List<StrokePath> one;
    private final List<StrokePath> other;

    /**
     * @param weight how often people write it so, against the digit's other styles
     * @param one the one extreme, in the notation of {@link StrokePath#parse}, in a box of 100 x 100
     * @param other the other extreme
     */
    DrawnDigitsStyle(double weight, String one, String other) {
        this.weight = weight;
        this.one = StrokePath.parse(one);
        this.other = StrokePath.parse(other);
        List<Integer> points = this.one.stream().map(StrokePath::points).toList();
        List<Integer> otherPoints = this.other.stream().map(StrokePath::points).toList();
        if (!points.equals(otherPoints)) {
            throw new IllegalArgumentException("expected as many points in both extremes, got %s and %s: %s; %s"
                    .formatted(points, otherPoints, one, other));
        }
    }

    double weight() {
        return weight;
    }

    /** The strokes as a hand writes them this time, still in the box of 100 x 100, or a little beyond. */
    List<StrokeLine> write(double jitter, DrawnRandom random) {
        double share = random.uniform(-0.1, 1.1);
        return IntStream.range(0, one.size())
                .mapToObj(i ->
                        one.get(i).toward(other.get(i), share, jitter, random).line())
                .toList();
    }
}
