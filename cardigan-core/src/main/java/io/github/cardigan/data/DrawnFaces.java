package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Faces from the front, drawn by code: {@code [3, 64, 64]}, red, green and blue in [-1, 1], without makeup ({@code plain}) and with
 * ({@code made-up}). Two domains to learn makeup from without pairs.
 *
 * <p>Skin, head, hair, eyes, brows, nose, mouth, pose and background vary. Makeup colours lips and lids, mostly also cheeks and a line along
 * the lids. Each sample is somebody else: nobody is there both plain and made up.
 *
 * <p>The i-th sample depends on the seed and on i only, not on what was read before, nor on the count. Each two samples from an even number on
 * hold both classes, in random order.
 */
public final class DrawnFaces implements Dataset {

    private static final List<String> CLASSES = List.of("plain", "made-up");
    private static final long ORDER = 1;
    private static final long IDENTITY = 2;
    private static final long STYLE = 3;

    private final long seed;
    private final int count;

    /**
     * @param seed another seed, other faces
     * @param count the number of samples, from 1 to {@link Integer#MAX_VALUE}
     * @throws IllegalArgumentException if the count is below 1
     */
    public DrawnFaces(long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 drawn face, got a count of " + count);
        }
        this.seed = seed;
        this.count = count;
    }

    @Override
    public String name() {
        return "faces";
    }

    @Override
    public Shape shape() {
        return Shape.image(3, FaceCanvas.SIDE, FaceCanvas.SIDE);
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<String> classes() {
        return CLASSES;
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, count);
        return new DrawnRandom(seed, ORDER, index / 2).permuted(2, index % 2);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        Makeup style = label(index) == 0 ? null : Makeup.draw(new DrawnRandom(seed, STYLE, index));
        new FaceDrawing(FaceIdentity.draw(new DrawnRandom(seed, IDENTITY, index))).paint(style, target, offset);
    }

    @Override
    public String fingerprint() {
        // Whoever changes the drawings counts the version up: data drawn otherwise is other data.
        return DrawnRandom.fingerprint("drawn-faces/v1", seed, count);
    }
}
