package io.github.cardigan.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * The values of one tensor outside of the engine.
 *
 * <p>The bytes are not copied: whoever hands in a buffer must leave its content alone afterwards. {@link #bytes()} gives a view of
 * its own at every call, read-only, little endian, from the first value to the last.
 *
 * @param dtype the number format
 * @param shape sizes of at least 0, outermost first; empty for a single value
 * @param bytes the values, little endian, row by row; exactly as many as dtype and shape need
 */
public record TensorData(Dtype dtype, long[] shape, ByteBuffer bytes) {

    /**
     * @throws IllegalArgumentException if the number of bytes that remain in the buffer is not what dtype and shape need
     */
    public TensorData {
        shape = shape.clone();
        bytes = bytes.slice().asReadOnlyBuffer();
        long needed;
        try {
            needed = dtype.span(shape);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expected a shape that fits into memory, got " + Arrays.toString(shape), e);
        }
        if (needed != bytes.remaining()) {
            throw new IllegalArgumentException("expected " + needed + " bytes for " + dtype + " "
                    + Arrays.toString(shape) + ", got " + bytes.remaining());
        }
    }

    /** 32-bit floats in row order; they are copied. */
    public static TensorData ofFloats(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new TensorData(Dtype.F32, shape, bytes);
    }

    /** 64-bit floats in row order; they are copied. */
    public static TensorData ofDoubles(double[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
        bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
        return new TensorData(Dtype.F64, shape, bytes);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The values as 32-bit floats, in an array of their own.
     *
     * @throws IllegalStateException unless the dtype is {@link Dtype#F32}
     */
    public float[] toFloats() {
        if (dtype != Dtype.F32) {
            throw new IllegalStateException("expected F32, got " + dtype);
        }
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes().asFloatBuffer().get(values);
        return values;
    }

    /**
     * The values as 64-bit floats, in an array of their own.
     *
     * @throws IllegalStateException unless the dtype is {@link Dtype#F64}
     */
    public double[] toDoubles() {
        if (dtype != Dtype.F64) {
            throw new IllegalStateException("expected F64, got " + dtype);
        }
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes().asDoubleBuffer().get(values);
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorData that
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dtype, Arrays.hashCode(shape), bytes);
    }

    /** For example {@code F32 [64, 3, 4, 4]}. */
    @Override
    public String toString() {
        return dtype + " " + Arrays.toString(shape);
    }
}
