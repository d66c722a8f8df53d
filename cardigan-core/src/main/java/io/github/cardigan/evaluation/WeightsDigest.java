package io.github.cardigan.evaluation;

import io.github.cardigan.io.Sha256;
import io.github.cardigan.io.TensorData;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checksum of tensors that does not depend on how a file orders, aligns or describes them: SHA-256 over each tensor in the order
 * of its name (by UTF-16 code units; all known names are ASCII): the length of the name in bytes, the name in UTF-8, the rank, each
 * size, and the values in row order. Lengths, rank and sizes are 64-bit, values 32-bit floats, all little endian.
 */
final class WeightsDigest {

    private WeightsDigest() {}

    /** 64 hexadecimal digits. */
    static String of(Map<String, TensorData> tensors) {
        Sha256 sum = new Sha256();
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            sum.update(utf8.length).update(utf8);
            sum.update(tensor.shape().length);
            for (long size : tensor.shape()) {
                sum.update(size);
            }
            sum.update(tensor.bytes());
        });
        return sum.hex();
    }
}
