package io.github.cardigan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Room and rights on disk. Paths are shown relative to the home folder, so that a report can be passed on. */
final class DiskChecks {

    private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";
    private static final long LEAST_FOR_RUNS = 1L << 30;
    private static final long LEAST_FOR_NATIVES = 1L << 29;

    private DiskChecks() {}

    static Check workingFolder() {
        return workingFolder(Path.of("").toAbsolutePath());
    }

    static Check workingFolder(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String found = Bytes.text(free) + " free where runs are written";
            if (!Files.isWritable(folder)) {
                return Check.warning("disk", found + ", but not writable", "name another folder with --out");
            }
            return free < LEAST_FOR_RUNS
                    ? Check.warning("disk", found, "free some, or name a folder on another disk with --out")
                    : Check.ok("disk", found);
        } catch (IOException e) {
            return Check.warning("disk", "unknown: " + e.getClass().getSimpleName(), "name a folder with --out");
        }
    }

    /** Where the natives are unpacked at the first start. */
    static Check unpackCache() {
        String said = System.getProperty(CACHE_PROPERTY);
        Path home = Path.of(System.getProperty("user.home", ""));
        return said == null
                ? unpackCache(home.resolve(".javacpp").resolve("cache"), "~/.javacpp/cache")
                : unpackCache(Path.of(said), CACHE_PROPERTY);
    }

    static Check unpackCache(Path folder, String name) {
        String todo = "name a writable folder with room: CARDIGAN_JAVA_OPTS=-D" + CACHE_PROPERTY + "=FOLDER";
        Path existing = nearestExisting(folder);
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Check.failed("natives cache", name + " cannot be written", todo);
        }
        try {
            long used = Files.isDirectory(folder) ? size(folder) : 0;
            long free = Files.getFileStore(existing).getUsableSpace();
            String found = name + (used > 0 ? " holds " + Bytes.text(used) : " is empty, natives will be unpacked")
                    + ", " + Bytes.text(free) + " free";
            return used == 0 && free < LEAST_FOR_NATIVES
                    ? Check.failed("natives cache", found, todo)
                    : Check.ok("natives cache", found);
        } catch (IOException | UncheckedIOException e) {
            return Check.warning("natives cache", name + " cannot be read", todo);
        }
    }

    private static @Nullable Path nearestExisting(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(DiskChecks::fileSize)
                    .sum();
        }
    }

    private static long fileSize(Path file) {
        try {
            return Files.isSymbolicLink(file) ? 0 : Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
