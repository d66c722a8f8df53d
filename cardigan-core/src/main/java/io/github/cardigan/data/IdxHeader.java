package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The header of an IDX file of unsigned bytes, as MNIST is published in (LeCun, Cortes, Burges): the magic number
 * {@code 00 00 08 d} for d dimensions, then d big-endian 32-bit sizes.
 *
 * @param dims the sizes; the first is the number of samples
 */
record IdxHeader(int[] dims) {

    /** The dimensions of a file of images: samples, rows, columns. */
    static final int IMAGES = 3;

    /** The dimensions of a file of labels: samples. */
    static final int LABELS = 1;

    private static final int MAX_SIDE = 4096;

    /** How many dimensions a file beginning so has; 0 if it is no IDX file of unsigned bytes. */
    static int dimensions(byte[] head) {
        boolean idx = head.length >= 4 && head[0] == 0 && head[1] == 0 && head[2] == 8;
        return idx ? Math.max(0, head[3]) : 0;
    }

    /** The length of the header of a file with so many dimensions. */
    static int bytes(int dimensions) {
        return 4 + 4 * dimensions;
    }

    /** @throws DataException if it is cut, of another kind, or claims impossible sizes */
    static IdxHeader parse(Path file, byte[] head, int dimensions) {
        if (dimensions(head) != dimensions) {
            throw new DataException(
                    "expected an IDX file with magic number 0000080%d, got %s in %s"
                            .formatted(dimensions, HexFormat.of().formatHex(head, 0, Math.min(4, head.length)), file),
                    "images are unsigned bytes in 3 dimensions, labels unsigned bytes in 1");
        }
        if (head.length < bytes(dimensions)) {
            throw new DataException(
                    "expected an IDX header of %d bytes, got %d in %s".formatted(bytes(dimensions), head.length, file),
                    "copy or download it again");
        }
        int[] dims = new int[dimensions];
        ByteBuffer.wrap(head, 4, 4 * dimensions).asIntBuffer().get(dims);
        for (int i = 0; i < dimensions; i++) {
            if (dims[i] < 1 || (i > 0 && dims[i] > MAX_SIDE)) {
                throw new DataException(
                        "expected at least one sample with sides of 1 to %d, got dimensions %s in %s"
                                .formatted(MAX_SIDE, Arrays.toString(dims), file),
                        "copy or download it again");
            }
        }
        return new IdxHeader(dims);
    }

    int count() {
        return dims[0];
    }

    /** The number of values in one sample. */
    int itemBytes() {
        return Arrays.stream(dims, 1, dims.length).reduce(1, (a, b) -> a * b);
    }

    /** The number of values in the file. */
    long contentBytes() {
        return (long) count() * itemBytes();
    }
}
