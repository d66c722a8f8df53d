package io.github.cardigan.data;

/**
 * Some samples side by side.
 *
 * @param values {@code size * shape.elements()} values in [-1, 1], sample by sample
 * @param labels one label per sample; -1 without labels
 * @param size the number of samples
 */
public record Batch(float[] values, int[] labels, int size) {}
