package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and writes videos. A module that is built on demand brings it and is found by {@link ServiceLoader}. */
public interface VideoLibrary {

    /**
     * Opens a video.
     *
     * @throws DataException if it cannot be read or has more pixels than allowed
     */
    Film read(Path file, DataLimits limits);

    /**
     * Begins a video without sound, or with that of another one where the format can hold it as it is.
     *
     * @param file what is written; its name need not end in anything
     * @param traits size and time
     * @param sound the video whose sound is copied, or null
     * @param notices told what is left out
     * @throws IOException if the disk refuses
     * @throws ConfigurationException if no encoder takes these traits
     */
    FilmWriter write(Path file, FilmFormat format, FilmTraits traits, @Nullable Path sound, Consumer<String> notices)
            throws IOException;

    /**
     * The one on the class path.
     *
     * @param file what needs it
     * @throws DataException if there is none
     */
    static VideoLibrary require(Path file) {
        return ServiceLoader.load(VideoLibrary.class)
                .findFirst()
                .orElseThrow(
                        () -> new DataException(
                                "expected images or an animated GIF, got the video " + file,
                                "videos need a module that is left out of the build: "
                                        + "build it with './mvnw -Pvideo -DskipTests package', and set CARDIGAN_MAVEN_ARGS=-Pvideo so that later builds keep it"));
    }
}
