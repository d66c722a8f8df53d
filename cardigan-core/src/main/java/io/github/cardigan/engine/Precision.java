package io.github.cardigan.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The number format of matrix products and convolutions. Weights, losses, statistics and optimizers are always 32-bit.
 */
public enum Precision {
    /** {@link #BF16} where the device computes it natively, else {@link #FP32}. */
    AUTO,
    /** IEEE 754 single precision. */
    FP32,
    /** bfloat16: the range of fp32 with 8 bits of precision; needs no loss scaling. */
    BF16;

    /** What {@link #AUTO} means on a device; the others stand for themselves. */
    public Precision resolve(Device device) {
        if (this != AUTO) {
            return this;
        }
        return !device.isCpu() || cpuHasBf16() ? BF16 : FP32;
    }

    /** Whether this processor multiplies bfloat16 in hardware (AVX512-BF16 or AMX), as far as the operating system tells. */
    public static boolean cpuHasBf16() {
        Set<String> flags = cpuFlags();
        return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
    }

    /** The processor's feature flags as Linux lists them; empty on other systems. */
    public static Set<String> cpuFlags() {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpuinfo)) {
            return Set.of();
        }
        try (var lines = Files.lines(cpuinfo, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Set.copyOf(java.util.Arrays.asList(
                            line.substring(line.indexOf(':') + 1).trim().split("\\s+"))))
                    .orElse(Set.of());
        } catch (IOException e) {
            return Set.of(); // not knowing only costs speed
        }
    }

    /** For example {@code bf16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
