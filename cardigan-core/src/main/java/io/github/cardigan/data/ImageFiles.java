package io.github.cardigan.data;

import java.io.IOException;
import java.util.List;

/** Encoded images in one place, a folder or a ZIP. Safe for several threads. */
interface ImageFiles extends AutoCloseable {

    /** {@code folder} or {@code zip}. */
    String kind();

    /** Paths below the root, with slashes, in ascending order. Hidden files and files that are no images are not among them. */
    List<String> names();

    /**
     * The content of one of {@link #names()}.
     *
     * @throws IOException if it cannot be read, or is larger than the limit
     */
    byte[] bytes(String name) throws IOException;

    /** Adds what tells these files from others, for some of {@link #names()}. Never the place on this machine. */
    void addTo(Fingerprint fingerprint, List<String> names);

    @Override
    default void close() {}
}
