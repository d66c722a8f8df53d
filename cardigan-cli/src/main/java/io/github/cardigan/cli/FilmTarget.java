package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.StorageException;
import io.github.cardigan.data.FilmFormat;
import io.github.cardigan.data.FilmFrame;
import io.github.cardigan.data.FilmTraits;
import io.github.cardigan.data.GifWriter;
import io.github.cardigan.data.VideoLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a film goes.
 *
 * @param format of a file; null for a folder of numbered images
 */
record FilmTarget(Path path, @Nullable FilmFormat format) {

    private static final String PNG = ".png";

    static FilmTarget of(Path out) {
        return new FilmTarget(out, Files.isDirectory(out) ? null : FilmFormat.named(out));
    }

    /** The name of a frame's image. */
    static String name(FilmFrame frame) {
        return String.format(Locale.ROOT, "%06d%s", frame.number(), PNG);
    }

    /** Whether one image can go there as an image. */
    boolean suitsAnImage() {
        return format == null;
    }

    /** @throws ConfigurationException if a still image, or a folder or ZIP of such, is to become a film */
    void requireNoFilmFor(Path in) {
        if (format != null && Files.exists(in)) {
            String wanted = Files.isDirectory(in) || OutFile.endsWith(in, ".zip")
                    ? "DIR for the images in "
                    : "FILE.png or a folder for the image ";
            throw new ConfigurationException(
                    "expected --out " + wanted + in + ", got " + path, "only animated GIFs and videos become films");
        }
    }

    /** @throws ConfigurationException if these frames cannot go there, or something is there that is not to be written over */
    void require(FilmTraits film, boolean overwrite) {
        if (format == null && OutFile.endsWith(path, PNG) && !Files.isDirectory(path)) {
            String frames = film.frames() == FilmTraits.UNKNOWN ? "the frames" : "the " + film.frames() + " frames";
            throw new ConfigurationException(
                    "expected a film or a folder for " + frames + " of a film, got --out " + path,
                    "say --out FILE.gif (a video: FILE.mp4) for a film, or a folder for numbered images");
        }
        if (format == null) {
            requireFolder(overwrite);
            return;
        }
        if (Files.exists(path) && !overwrite) {
            throw new ConfigurationException(
                    "expected a new file, but " + path + " is there already",
                    "choose another --out, or say --overwrite");
        }
        if (format != FilmFormat.GIF) {
            VideoLibrary.require(path);
        } else if (Math.max(film.height(), film.width()) > GifWriter.MOST_SIDE) {
            throw new ConfigurationException(
                    "expected sides of at most " + GifWriter.MOST_SIDE + " pixels for a GIF",
                    "choose a smaller --size");
        }
    }

    /** The whole folder is replaced, so that it must hold nothing else. */
    private void requireFolder(boolean overwrite) {
        OutFile.requireFolder(path);
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            boolean empty = true;
            for (Path entry : (Iterable<Path>) entries::iterator) {
                empty = false;
                if (overwrite && !String.valueOf(entry.getFileName()).matches("\\d{6,}\\.png")) {
                    throw new ConfigurationException(
                            "expected a folder that holds numbered frames only, found " + entry,
                            "the whole folder would be replaced: choose another --out");
                }
            }
            if (!empty && !overwrite) {
                throw new ConfigurationException(
                        "expected a new or empty folder for the frames, but there are files in " + path,
                        "choose another --out, or say --overwrite");
            }
        } catch (IOException e) {
            throw new StorageException("cannot list " + path + ": " + e.getMessage(), "check its permissions", e);
        }
    }
}
