package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where results go. */
final class OutFile {

    private OutFile() {}

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
