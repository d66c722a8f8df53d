package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Handwritten-looking digits, drawn by code: {@code [1, 28, 28]}, white ink at up to 1 on a background of exactly -1, with the
 * digit as label. The default data of Cardigan; nothing is downloaded and no font is used.
 *
 * <p>Each digit is a few pen strokes (curves through skeleton points, in several styles such as a seven with or without a bar),
 * written by an unsteady hand: slant, size, pen, pressure and wobble vary. Size and place follow MNIST: about 20 x 20 pixels,
 * with the middle of the ink near the middle of the sheet.
 *
 * <p>The i-th sample depends on the seed and on i only, not on what was read before, nor on the count. Each ten samples from a
 * multiple of ten hold every digit once, in random order.
 */
public final class DrawnDigits implements Dataset {

    private static final int SIDE = 28;
    private static final int DIGITS = 10;
    private static final long ORDER = 1;
    private static final long DRAWING = 2;

    private final long seed;
    private final int count;

    /**
     * @param seed another seed, other handwriting
     * @param count the number of samples, from 1 to {@link Integer#MAX_VALUE}
     * @throws IllegalArgumentException if the count is below 1
     */
    public DrawnDigits(long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("expected at least 1 drawn digit, got a count of " + count);
        }
        this.seed = seed;
        this.count = count;
    }

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public Shape shape() {
        return Shape.image(1, SIDE, SIDE);
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<String> classes() {
        return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, count);
        return new DrawnRandom(seed, ORDER, index / DIGITS).permuted(DIGITS, index % DIGITS);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        int digit = label(index);
        DrawnRandom random = new DrawnRandom(seed, DRAWING, index);
        StrokeCanvas sheet = new StrokeCanvas(SIDE, SIDE);
        DrawnDigitsStyle style = DrawnDigitsStyles.choose(digit, random);
        DrawnDigitsHand.pick(random).write(style, sheet, SIDE, random);
        sheet.write(target, offset);
    }

    @Override
    public String fingerprint() {
        // Whoever changes the drawings counts the version up: data drawn otherwise is other data.
        return DrawnRandom.fingerprint("drawn-digits/v1", seed, count);
    }
}
