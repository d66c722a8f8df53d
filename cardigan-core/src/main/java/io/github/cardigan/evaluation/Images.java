package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Images to be judged, real or generated, read batch by batch; the i-th is the same at every reading, whatever the batch. Points of the
 * plane are judged in the same way, by whatever needs no image. For one thread at a time.
 *
 * @see DatasetImages
 * @see GeneratedImages
 */
public interface Images {

    /** What they are, for people. */
    String name();

    /** The shape of one image {@code [channels, height, width]}; of one point {@code [2]}. */
    Shape shape();

    /** How many, at least 1. */
    int size();

    /** Names of the classes; empty without labels. */
    List<String> classes();

    /**
     * The label of an image that was read: of a real one what it shows, of a generated one what was asked for; -1 without labels.
     */
    int label(int index);

    /**
     * Images {@code first} to {@code first + count - 1}.
     *
     * @return {@code [count, channels, height, width]}, fp32 in [-1, 1], or points {@code [count, 2]} in their own coordinates; on the
     *     processor, owned by the current scope
     */
    Tensor batch(int first, int count);

    /** SHA-256, in hexadecimal, over what determines the images. */
    String fingerprint();
}
