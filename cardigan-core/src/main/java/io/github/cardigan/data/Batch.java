package io.github.cardigan.data;

/**
 * Some samples side by side.
 *
 * @param values {@code size * shape.elements()} values, sample by sample; of images in [-1, 1], of points their own
 *     coordinates
 * @param labels one label per sample; -1 without labels
 * @param size the number of samples
 */
public record Batch(float[] values, int[] labels, int size) {}
