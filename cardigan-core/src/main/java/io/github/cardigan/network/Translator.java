package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * From one image to another of the same size: labels to photographs, outlines to drawings (Isola et al. 2016, arXiv:1611.07004).
 *
 * @param network from an image to an image of the same height and width
 */
public record Translator(Network network) implements Product {

    public Translator {
        requireImages(network.inputShape(), network.outputShape());
    }

    /**
     * @throws ShapeException if these are not two images of one size
     */
    private static void requireImages(Shape input, Shape output) {
        if (!input.isImage()
                || !output.isImage()
                || input.height() != output.height()
                || input.width() != output.width()) {
            throw new ShapeException(
                    "a translator makes an image of the size of its input, got " + output + " from " + input);
        }
    }

    @Override
    public Translator around(Network other) {
        return new Translator(other);
    }

    /** The shape of what it was trained to read; other sizes fit if its layers let them. */
    public Shape input() {
        return network.inputShape();
    }

    /** The shape of what it makes of that. */
    public Shape output() {
        return network.outputShape();
    }

    /**
     * Translated images.
     *
     * @param images {@code [N, channels, height, width]} in [-1, 1], of any size that the layers take
     * @return {@code [N, channels', height, width]} in fp32, owned by the current scope
     * @throws ShapeException if the layers do not take this size
     */
    public Tensor translate(Tensor images, Pass pass) {
        return network.forwardResized(images, pass).to(torch.ScalarType.Float);
    }
}
