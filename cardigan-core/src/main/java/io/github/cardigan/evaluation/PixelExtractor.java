package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/**
 * The values of the sample itself: of an image in [-1, 1], channel by channel and row by row, of a point its coordinates. Knows nothing,
 * needs nothing.
 */
public final class PixelExtractor implements Extractor {

    static final String NAME = "pixels";

    private final Shape shape;

    /**
     * @param shape of the images or points to come
     */
    public PixelExtractor(Shape shape) {
        this.shape = shape;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int size() {
        return shape.elements();
    }

    @Override
    public void requireShape(Shape image) {
        if (!image.equals(shape)) {
            throw new ConfigurationException(
                    "expected " + (shape.isImage() ? "images" : "points") + " of " + shape + ", got " + image,
                    "bring both sides to one size");
        }
    }

    @Override
    public Tensor features(Tensor images) {
        return images.flatten(1, -1).contiguous();
    }

    @Override
    public String fingerprint() {
        return Fingerprints.of("pixels " + shape);
    }

    @Override
    public void close() {}
}
