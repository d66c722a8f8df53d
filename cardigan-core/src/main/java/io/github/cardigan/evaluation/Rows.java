package io.github.cardigan.evaluation;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One vector per image, as a matrix {@code [count, size]} in fp32 in native memory: 50,000 rows of 2,048 take 410 MB. Lives until
 * {@link #close()}. Reading is safe from several threads.
 */
public final class Rows implements AutoCloseable {

    /** Values that one matrix holds at most. */
    static final int MOST = Integer.MAX_VALUE / Float.BYTES;

    private final Tensor matrix;
    private final int count;
    private final int size;
    private final FloatBuffer values;

    /** Zeros. */
    Rows(int count, int size) {
        if (count < 1 || size < 1 || (long) count * size > MOST) {
            throw new IllegalArgumentException(
                    "expected rows of together from 1 to " + MOST + " values, got " + count + " x " + size);
        }
        try (TensorScope scope = new TensorScope()) {
            matrix = TensorScope.own(torch.zeros(count, size));
        }
        this.count = count;
        this.size = size;
        try (TensorScope scope = new TensorScope()) {
            FloatPointer pointer = matrix.data_ptr_float();
            values = pointer.capacity((long) count * size).asByteBuffer().asFloatBuffer();
        }
    }

    /**
     * @param values {@code count * size}, row by row; they are copied
     */
    public static Rows of(float[] values, int count, int size) {
        if (values.length != (long) count * size) {
            throw new IllegalArgumentException("expected " + count + " x " + size + " values, got " + values.length);
        }
        Rows rows = new Rows(count, size);
        rows.values.duplicate().put(values);
        return rows;
    }

    /** Overwrites rows from {@code first} on by {@code [n, size]}. */
    void put(int first, Tensor rows) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            matrix.narrow(0, first, rows.size(0)).copy_(rows);
        }
    }

    public int count() {
        return count;
    }

    /** Values per row. */
    public int size() {
        return size;
    }

    /** The matrix itself {@code [count, size]}; must not be changed. */
    public Tensor tensor() {
        return matrix;
    }

    /** One value. */
    public float get(int row, int column) {
        return values.get(row * size + column);
    }

    /** A copy of one row. */
    public float[] row(int row) {
        float[] copy = new float[size];
        values.get(row * size, copy);
        return copy;
    }

    /** A copy of some rows, which the caller closes. */
    public Rows select(int[] indexes) {
        Rows selected = new Rows(indexes.length, size);
        for (int i = 0; i < indexes.length; i++) {
            selected.values.put(i * size, values, indexes[i] * size, size);
        }
        return selected;
    }

    /** A copy of the values, row by row. */
    float[] toArray() {
        return Tensors.toFloats(matrix);
    }

    /**
     * The squared Euclidean distance between a row of this and one of the other, in float64 and always summed in one order: equal
     * rows are exactly 0 apart, and there is as far as back.
     */
    double squaredDistance(int row, Rows other, int otherRow) {
        int a = row * size;
        int b = otherRow * size;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < size; i += 4) {
            double d0 = (double) values.get(a + i) - other.values.get(b + i);
            double d1 = (double) values.get(a + i + 1) - other.values.get(b + i + 1);
            double d2 = (double) values.get(a + i + 2) - other.values.get(b + i + 2);
            double d3 = (double) values.get(a + i + 3) - other.values.get(b + i + 3);
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < size; i++) {
            double d = (double) values.get(a + i) - other.values.get(b + i);
            s0 += d * d;
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void close() {
        TensorScope.release(matrix);
    }
}
