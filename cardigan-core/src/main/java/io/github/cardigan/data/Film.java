package io.github.cardigan.data;

import io.github.cardigan.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A moving picture, read frame by frame from the first to the last; one frame is in memory at a time. Of one thread. */
public interface Film extends AutoCloseable {

    /** What is known before the first frame. */
    FilmTraits traits();

    /**
     * The next frame, or null after the last one.
     *
     * @throws DataException if this frame is damaged or the file ends too early; the message names the frame
     */
    @Nullable
    FilmFrame next();

    @Override
    void close();

    /**
     * Opens an animated GIF or, with the module for videos, a video.
     *
     * @param notices told what is odd about it
     * @throws DataException if the file is missing or damaged, is no film, or is a video and the module for videos is not there
     */
    static Film open(Path file, Consumer<String> notices) {
        if (!Files.exists(file)) {
            throw new DataException("expected a film at '" + file + "', found nothing there", "check the path");
        }
        FilmFormat format = FilmFormat.of(file);
        if (format == null) {
            throw new DataException(
                    "expected an animated GIF or a video, got " + file, "read are GIF and " + FilmFormat.VIDEOS);
        }
        if (format != FilmFormat.GIF) {
            return VideoLibrary.require(file).read(file, DataLimits.defaults());
        }
        try {
            return GifFilm.open(file, DataLimits.defaults(), notices);
        } catch (IOException e) {
            throw new DataException(
                    "expected a GIF that can be read, got " + file + ": " + e.getMessage(), "check its permissions", e);
        }
    }
}
