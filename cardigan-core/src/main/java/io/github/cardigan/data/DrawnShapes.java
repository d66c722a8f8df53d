package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Coloured shapes on a soft background, drawn by code: {@code [3, 32, 32]}, red, green and blue in [-1, 1], with the shape as
 * label: circle, square, triangle, star, ring, cross, crescent, heart. The embedded set for colour.
 *
 * <p>Colour, size, place and turn vary; the background runs from one colour to another across the image and differs clearly in
 * brightness from the shape.
 *
 * <p>The i-th sample depends on the seed and on i only, not on what was read before, nor on the count. Each eight samples from a
 * multiple of eight hold every shape once, in random order.
 */
public final class DrawnShapes implements Dataset {

    private static final int SIDE = 32;
    private static final DrawnShapesOutline[] OUTLINES = DrawnShapesOutline.values();
    private static final long ORDER = 1;
    private static final long DRAWING = 2;

    private final long seed;
    private final int count;

    /**
     * @param seed another seed, other drawings
     * @param count the number of samples, from 1 to {@link Integer#MAX_VALUE}
     * @throws IllegalArgumentException if the count is below 1
     */
    public DrawnShapes(long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 drawn shape, got a count of " + count);
        }
        this.seed = seed;
        this.count = count;
    }

    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public Shape shape() {
        return Shape.image(3, SIDE, SIDE);
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<String> classes() {
        return Stream.of(OUTLINES).map(DrawnShapesOutline::label).toList();
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, count);
        return new DrawnRandom(seed, ORDER, index / OUTLINES.length).permuted(OUTLINES.length, index % OUTLINES.length);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        DrawnShapesOutline outline = OUTLINES[label(index)];
        DrawnShapesScene.compose(SIDE, new DrawnRandom(seed, DRAWING, index)).paint(outline, target, offset);
    }

    @Override
    public String fingerprint() {
        // Whoever changes the drawings counts the version up: data drawn otherwise is other data.
        return DrawnRandom.fingerprint("drawn-shapes/v1", seed, count);
    }
}
