package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makeup to transfer, and the answer: each sample {@code [9, 64, 64]} is three drawn faces on top of each other, colour in [-1, 1]. From
 * channel {@value #SOURCE} on x, somebody without makeup; from {@value #REFERENCE} on y, somebody else in makeup; from {@value #GUIDE} on
 * W(x, y), the makeup of y warped onto x by the landmarks of both faces, which is to guide a discriminator of styles (Chang et al. 2018,
 * "PairedCycleGAN", section 3.2). No labels.
 *
 * <p>W is made of the two pictures, without knowing the style. What nobody may learn from, but all be judged by, is not in the samples:
 * {@link #truth}, x in the makeup of y; {@link #mask}, where makeup may change x; {@link #copyPaste}, what to beat.
 *
 * <p>Everything depends on the seed and on the number of the sample only, not on what was read before, nor on the count.
 */
public final class MakeupFaces implements Dataset {

    /** The first channel of x, the face without makeup. */
    public static final int SOURCE = 0;

    /** The first channel of y, the face in makeup. */
    public static final int REFERENCE = 3;

    /** The first channel of W(x, y), the makeup of y warped onto x. */
    public static final int GUIDE = 6;

    /** The shape of each of the three, and of the truth. */
    public static final Shape FACE = Shape.image(3, FaceCanvas.SIDE, FaceCanvas.SIDE);

    /** The shape of a mask. */
    public static final Shape MASK = Shape.image(1, FaceCanvas.SIDE, FaceCanvas.SIDE);

    // Other purposes than those of DrawnFaces: not the same people under the same seed.
    private static final long SOURCE_IDENTITY = 11;
    private static final long REFERENCE_IDENTITY = 12;
    private static final long STYLE = 13;

    private final long seed;
    private final int count;

    /**
     * @param seed another seed, other faces
     * @param count the number of samples, from 1 to {@link Integer#MAX_VALUE}
     * @throws IllegalArgumentException if the count is below 1
     */
    public MakeupFaces(long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 transfer of makeup, got a count of " + count);
        }
        this.seed = seed;
        this.count = count;
    }

    @Override
    public String name() {
        return "makeup";
    }

    @Override
    public Shape shape() {
        return Shape.image(9, FaceCanvas.SIDE, FaceCanvas.SIDE);
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(new ImagePair(FACE.channels(), FACE.channels(), false, FACE.channels()));
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, count);
        return -1;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        FaceDrawing x = source(index);
        FaceDrawing y = reference(index);
        float[] source = painted(x);
        float[] reference = new float[FACE.elements()];
        y.paint(style(index), reference, 0);
        System.arraycopy(source, 0, target, offset + SOURCE * FaceCanvas.PLANE, source.length);
        System.arraycopy(reference, 0, target, offset + REFERENCE * FaceCanvas.PLANE, reference.length);
        MakeupTransfer.warp(source, x, reference, y.landmarks(), target, offset + GUIDE * FaceCanvas.PLANE);
    }

    /** Draws x in the makeup of y, {@code [3, 64, 64]}: what a perfect transfer gives. Outside of {@link #mask} it is x, to the bit. */
    public void truth(int index, float[] target, int offset) {
        source(index).paint(style(index), target, offset);
    }

    /** Where makeup may change x, {@code [1, 64, 64]}: 1 there, else 0. */
    public void mask(int index, float[] target, int offset) {
        source(index).areas().mask(target, offset);
    }

    /** The pixels of y at the same places within the mask of x, unwarped, {@code [3, 64, 64]}: a transfer to beat. */
    public void copyPaste(int index, float[] target, int offset) {
        FaceDrawing x = source(index);
        float[] reference = new float[FACE.elements()];
        reference(index).paint(style(index), reference, 0);
        MakeupTransfer.copyPaste(painted(x), x.areas(), reference, target, offset);
    }

    private static float[] painted(FaceDrawing face) {
        float[] plain = new float[FACE.elements()];
        face.paint(null, plain, 0);
        return plain;
    }

    private FaceDrawing source(int index) {
        return drawing(SOURCE_IDENTITY, index);
    }

    private FaceDrawing reference(int index) {
        return drawing(REFERENCE_IDENTITY, index);
    }

    private FaceDrawing drawing(long purpose, int index) {
        Objects.checkIndex(index, count);
        return new FaceDrawing(FaceIdentity.draw(new DrawnRandom(seed, purpose, index)));
    }

    private Makeup style(int index) {
        return Makeup.draw(new DrawnRandom(seed, STYLE, index));
    }

    @Override
    public String fingerprint() {
        // Whoever changes the drawings counts the version up: data drawn otherwise is other data.
        return DrawnRandom.fingerprint("makeup-faces/v1", seed, count);
    }
}
