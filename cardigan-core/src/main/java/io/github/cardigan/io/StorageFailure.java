package io.github.cardigan.io;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in one line why the disk refused. */
final class StorageFailure {

    private static final String ELSEWHERE = "choose another folder, or ask for the right to write there";

    private StorageFailure() {}

    static StorageException of(Path path, IOException cause) {
        String reason = reason(cause);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota exceeded")) {
            return new StorageException(
                    "cannot write " + path + ": the disk is full" + freeSpace(path),
                    "free some space, or choose a folder on another disk",
                    cause);
        }
        if (lower.contains("read-only file system")) {
            return new StorageException("cannot write " + path + ": the disk is read-only", ELSEWHERE, cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new StorageException("cannot write " + path + ": permission denied", ELSEWHERE, cause);
        }
        return new StorageException("cannot write " + path + ": " + reason, "what was there before is unharmed", cause);
    }

    /** Nothing can be written beside {@code path} unless its parent is a folder. */
    static void requireFolder(Path path) {
        Path parent = parent(path);
        if (!Files.isDirectory(parent)) {
            String found = Files.exists(parent) ? "is not a folder" : "does not exist";
            throw new StorageException(
                    "cannot write " + path + ": " + parent + " " + found, "create that folder, or choose another");
        }
    }

    static StorageException inTheWay(Path path, String what) {
        return new StorageException(
                "cannot write " + path + ": " + what + " of that name is in the way",
                "choose another name, or move it away");
    }

    static IOException unwrap(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? new IOException(e) : cause;
    }

    static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("expected a path with a parent folder, got " + path);
        }
        return parent;
    }

    /** For example {@code 1.5 GiB}. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < 5) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %siB" : "%.0f %siB", value, "KMGTPE".charAt(unit));
    }

    static String reason(IOException cause) {
        String reason = cause.getMessage();
        if (cause instanceof NoSuchFileException) {
            reason = cause.getMessage() + " does not exist";
        } else if (cause instanceof FileAlreadyExistsException) {
            reason = cause.getMessage() + " exists already";
        } else if (cause instanceof FileSystemException detailed && detailed.getReason() != null) {
            reason = detailed.getReason();
        }
        return reason == null
                ? cause.getClass().getSimpleName()
                : reason.lines().findFirst().orElse("");
    }

    private static String freeSpace(Path path) {
        try {
            return " (" + size(Files.getFileStore(parent(path)).getUsableSpace()) + " free)";
        } catch (IOException e) {
            return "";
        }
    }
}
