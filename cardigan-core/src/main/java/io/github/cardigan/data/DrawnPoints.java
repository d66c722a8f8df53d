package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Points of the plane {@code [2]}, drawn by code, in their own coordinates (not within [-1, 1]). Each is drawn by itself: first its
 * label, all equally likely, then its place. The i-th depends on the seed and on i only, not on what was read before, nor on the count.
 */
public final class DrawnPoints implements Dataset {

    private static final Shape SHAPE = Shape.of(2);
    private static final long LABEL = 1;
    private static final long DRAWING = 2;

    private final PointPattern pattern;
    private final long seed;
    private final int count;

    /**
     * @param seed another seed, other points
     * @param count the number of samples, from 1 to {@link Integer#MAX_VALUE}
     * @throws IllegalArgumentException if the count is below 1
     */
    public DrawnPoints(PointPattern pattern, long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 point, got a count of " + count);
        }
        this.pattern = pattern;
        this.seed = seed;
        this.count = count;
    }

    /** What the points are drawn from, where that is a mixture of Gaussians. */
    public Optional<GaussianMixture> mixture() {
        return pattern.mixture();
    }

    @Override
    public String name() {
        return pattern.toString();
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<String> classes() {
        return pattern.classes();
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, count);
        int classes = pattern.classes().size();
        return classes == 0 ? -1 : new DrawnRandom(seed, LABEL, index).below(classes);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        GaussianMixture.Point point = pattern.draw(label(index), new DrawnRandom(seed, DRAWING, index));
        target[offset] = (float) point.x();
        target[offset + 1] = (float) point.y();
    }

    @Override
    public String fingerprint() {
        // Whoever changes a pattern counts the version up: data drawn otherwise is other data.
        return DrawnRandom.fingerprint("drawn-points/" + pattern + "/v1", seed, count);
    }
}
