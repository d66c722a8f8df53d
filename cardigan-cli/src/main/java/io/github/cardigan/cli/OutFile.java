package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where results go. */
final class OutFile {

    private OutFile() {}

    /** Where a path leads when links are followed, also if it, or the folders above it, are still to be made. */
    static Path real(Path path) {
        Path whole = path.toAbsolutePath();
        Path there = whole;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(whole)).normalize();
        } catch (IOException e) {
            throw new StorageException("cannot follow " + path + ": " + e.getMessage(), "check its permissions", e);
        }
    }

    static boolean endsWith(Path path, String extension) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(extension);
    }

    /** @throws ConfigurationException if it is a folder, or has none of these extensions */
    static void requireFile(Path path, String... extensions) {
        for (String extension : extensions) {
            if (endsWith(path, extension)) {
                if (Files.isDirectory(path)) {
                    throw new ConfigurationException(
                            "expected a file name, but " + path + " is a folder", "choose another --out");
                }
                return;
            }
        }
        throw new ConfigurationException(
                "expected --out to end in " + String.join(" or ", extensions) + ", got " + path,
                "choose another --out");
    }

    /** @throws ConfigurationException if there is a file in its place */
    static void requireFolder(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new ConfigurationException(
                    "expected --out to be a folder, got the file " + path, "choose another --out");
        }
    }
}
