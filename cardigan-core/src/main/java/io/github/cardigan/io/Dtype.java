package io.github.cardigan.io;

import java.util.Locale;

/** The number formats of a safetensors file, named as the format names them. All are little endian. */
public enum Dtype {
    /** One byte, 0 or 1. */
    BOOL(1),
    U8(1),
    I8(1),
    I16(2),
    U16(2),
    /** IEEE 754 half precision. */
    F16(2),
    /** The upper half of a 32-bit float. */
    BF16(2),
    I32(4),
    U32(4),
    F32(4),
    F64(8),
    I64(8),
    U64(8);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one value in bytes. */
    public int bytes() {
        return bytes;
    }

    /**
     * The bytes that a tensor of this shape takes. A shape without dimensions is one value.
     *
     * @throws ArithmeticException if that does not fit into 63 bits
     * @throws IllegalArgumentException if a dimension is negative
     */
    public long span(long... shape) {
        long product = 1;
        for (long dim : shape) {
            if (dim < 0) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "expected dimensions of at least 0, got %d", dim));
            }
            product = Math.multiplyExact(product, dim);
        }
        return Math.multiplyExact(product, bytes);
    }
}
