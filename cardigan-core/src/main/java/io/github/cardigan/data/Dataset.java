package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A finite, indexed set of samples, all of one shape. Implementations are safe to read from several threads at once, and the
 * i-th sample is the same at every reading.
 */
public interface Dataset extends AutoCloseable {

    /** What it is, for people: {@code digits}, or the path it was opened from. */
    String name();

    /** The shape of one sample: {@code [channels, height, width]} with 1 or 3 channels for images, {@code [2]} for points, an {@link ImagePair} for pairs,
     *  three images for {@link MakeupFaces}. */
    Shape shape();

    /** Where each sample is two images on top of each other; empty where it is one thing, or three. */
    default Optional<ImagePair> pair() {
        return Optional.empty();
    }

    /** The number of samples, at least 1. */
    int size();

    /** The names of the classes in label order; empty when the samples carry no labels. */
    List<String> classes();

    /** The label of a sample, from 0 to {@code classes().size() - 1}; -1 when there are no labels. */
    int label(int index);

    /** What one sample is called, for people: its file below the folder or ZIP, else its number. */
    default String sampleName(int index) {
        return Integer.toString(index);
    }

    /**
     * Writes one sample, {@code shape().elements()} values: of an image in [-1, 1], channel by channel and row by row, of a point its
     * own coordinates.
     *
     * @throws UnreadableSampleException if this one sample is damaged and the others may be fine
     * @throws DataException if the whole set has become unreadable
     */
    void read(int index, float[] target, int offset);

    /** SHA-256, in hexadecimal, over what determines the samples: the same data opened the same way has the same one. */
    String fingerprint();

    /** The names of files that were left out since no other belongs to them; empty where nothing is paired by name. */
    default List<String> alone() {
        return List.of();
    }

    /** Closes the files behind it. */
    @Override
    default void close() {}
}
