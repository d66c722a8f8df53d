package io.github.cardigan.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory there is: tensors live outside the Java heap, data sets inside. */
final class MemoryChecks {

    private static final long LEAST_FREE = 2L << 30;
    private static final long LEAST_HEAP = 512L << 20;
    /** Where Linux keeps a container's limit, in version 2 and 1 of control groups. */
    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    private MemoryChecks() {}

    static Check memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long physical = system.getTotalMemorySize();
        return memory(physical, available(system), Runtime.getRuntime().maxMemory(), containerLimit(physical));
    }

    /**
     * @param limit 0 for none
     */
    static Check memory(long physical, long free, long heap, long limit) {
        String found = Bytes.text(physical) + " of memory, " + Bytes.text(free) + " free; heap up to "
                + Bytes.text(heap) + "; container limit " + (limit > 0 ? Bytes.text(limit) : "none");
        if (free < LEAST_FREE) {
            return Check.warning(
                    "memory",
                    found,
                    "close other programs, or keep networks and batches small (--set width=16 --batch 16)");
        }
        return heap < LEAST_HEAP
                ? Check.warning("memory", found, "give Java more for large data sets: CARDIGAN_JAVA_OPTS=-Xmx2g")
                : Check.ok("memory", found);
    }

    /** Linux counts caches that would be given up as available; the JDK's figure does not. */
    private static long available(OperatingSystemMXBean system) {
        Path meminfo = Path.of("/proc/meminfo");
        long free = system.getFreeMemorySize();
        if (!Files.isReadable(meminfo)) {
            return free;
        }
        try {
            return Files.readAllLines(meminfo).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .map(machine -> Math.min(machine, system.getTotalMemorySize()))
                    .findFirst()
                    .orElse(free);
        } catch (IOException | NumberFormatException e) {
            return free;
        }
    }

    private static long containerLimit(long physical) {
        for (Path file : LIMITS) {
            try {
                if (Files.isReadable(file)) {
                    String text = Files.readString(file).strip();
                    long limit = text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
                    return limit <= physical ? limit : 0; // "no limit" is written as a huge number
                }
            } catch (IOException e) {
                return 0;
            }
        }
        return 0;
    }
}
