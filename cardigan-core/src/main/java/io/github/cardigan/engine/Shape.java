package io.github.cardigan.engine;

import java.util.Arrays;

/**
 * The shape of one sample, without the batch dimension: {@code [channels, height, width]} for an image, {@code [features]} for
 * a vector. Immutable.
 */
public final class Shape {

    private final int[] dims;

    private Shape(int[] dims) {
        this.dims = dims;
    }

    /**
     * @param dims one or more sizes, each at least 1
     * @throws IllegalArgumentException if there is none, one is below 1, or there are more values than an int counts
     */
    public static Shape of(int... dims) {
        if (dims.length == 0) {
            throw new IllegalArgumentException("expected at least one dimension, got none");
        }
        for (int dim : dims) {
            if (dim < 1) {
                throw new IllegalArgumentException("expected dimensions of at least 1, got " + Arrays.toString(dims));
            }
        }
        double elements = Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (elements > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "expected at most " + Integer.MAX_VALUE + " values, got " + Arrays.toString(dims));
        }
        return new Shape(dims.clone());
    }

    /** An image: {@code [channels, height, width]}. */
    public static Shape image(int channels, int height, int width) {
        return of(channels, height, width);
    }

    /** How many dimensions: 1 for a vector, 3 for an image. */
    public int rank() {
        return dims.length;
    }

    /** The size of dimension {@code axis}, counted from 0. */
    public int dim(int axis) {
        return dims[axis];
    }

    public boolean isImage() {
        return dims.length == 3;
    }

    /** The first dimension: channels of an image, features of a vector. */
    public int channels() {
        return dims[0];
    }

    /** Rows of an image. */
    public int height() {
        return dims[1];
    }

    /** Columns of an image. */
    public int width() {
        return dims[2];
    }

    /** The number of values in one sample. */
    public int elements() {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    /** The same with {@code count} samples in front, as libtorch wants it: {@code [count, ...]}. */
    public long[] batch(long count) {
        long[] sizes = new long[dims.length + 1];
        sizes[0] = count;
        for (int i = 0; i < dims.length; i++) {
            sizes[i + 1] = dims[i];
        }
        return sizes;
    }

    public int[] toArray() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** For example {@code [1, 28, 28]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
