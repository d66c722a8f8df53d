package io.github.cardigan.attack;

/**
 * One image, attacked.
 *
 * @param original in [-1, 1], channel by channel and row by row
 * @param result the same, attacked
 * @param label what it shows
 * @param readBefore as what the original is read
 * @param readAfter as what the result is read
 * @param probability the model's for {@code readAfter}
 * @param distance between them, in the units of images in [0, 1]
 */
public record Example(
        float[] original,
        float[] result,
        int label,
        int readBefore,
        int readAfter,
        double probability,
        double distance) {}
