package io.github.cardigan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says of this process's memory. */
final class ProcessMemory {

    private ProcessMemory() {}

    /** Highest resident set so far, MiB; -1 where there is no {@code /proc}. */
    static double peakRssMb() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .orElse(-1.0);
        } catch (IOException e) {
            return -1;
        }
    }
}
