package io.github.cardigan.data;

import java.io.IOException;

/** Writes a film frame by frame; none is kept. */
public interface FilmWriter extends AutoCloseable {

    /**
     * Appends a frame.
     *
     * @throws IOException if the disk refuses
     * @throws IllegalArgumentException if it has another size than the film
     */
    void add(FilmFrame frame) throws IOException;

    /**
     * Writes what belongs behind the last frame. Without this the file is not whole.
     *
     * @throws IOException if the disk refuses
     */
    void finish() throws IOException;

    @Override
    void close();
}
