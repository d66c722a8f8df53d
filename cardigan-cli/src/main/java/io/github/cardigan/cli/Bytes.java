package io.github.cardigan.cli;

import java.util.Locale;

/** Numbers of bytes for people. */
final class Bytes {

    private Bytes() {}

    /** For example {@code 512 MiB} or {@code 1.5 GiB}. */
    static String text(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
                : String.format(Locale.ROOT, "%d MiB", bytes >> 20);
    }
}
