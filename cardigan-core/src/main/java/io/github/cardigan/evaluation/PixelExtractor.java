package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** The values of the image itself, in [-1, 1], channel by channel and row by row: knows nothing, needs nothing. */
public final class PixelExtractor implements Extractor {

    private final Shape shape;

    /**
     * @param shape of the images to come
     */
    public PixelExtractor(Shape shape) {
        this.shape = shape;
    }

    @Override
    public String name() {
        return "pixels";
    }

    @Override
    public int size() {
        return shape.elements();
    }

    @Override
    public void requireShape(Shape image) {
        if (!image.equals(shape)) {
            throw new ConfigurationException(
                    "expected images of " + shape + ", got " + image, "bring both sides to one size");
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
