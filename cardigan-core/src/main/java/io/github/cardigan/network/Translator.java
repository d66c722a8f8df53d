package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * From one image to another of the same size: labels to photographs, outlines to drawings (Isola et al. 2016, arXiv:1611.07004). One whose layers are
 * {@link BothWays} also knows the way back, and may want a reference beside each image.
 *
 * @param network from an image, with its reference behind it if it wants one, to an image of the same height and width
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

    /** The shape of the images that it was trained to read; other sizes fit if its layers let them. */
    public Shape input() {
        return network.layers() instanceof BothWays layers ? layers.source(network.inputShape()) : network.inputShape();
    }

    /** The shape of what it makes of that. */
    public Shape output() {
        return network.outputShape();
    }

    /** Channels of the reference that it wants beside each image; 0 for none. */
    public int referenceChannels() {
        return network.inputShape().channels() - input().channels();
    }

    /** The way there alone, as a network of its own; this one where it goes one way only. */
    public Network there() {
        return network.layers() instanceof BothWays ? network.part(BothWays.FORWARD) : network;
    }

    /** The way back, by the same weights and for as long as they live; it wants no reference. Empty where it goes one way only. */
    public Optional<Translator> backward() {
        return network.layers() instanceof BothWays
                ? Optional.of(new Translator(network.part(BothWays.BACKWARD)))
                : Optional.empty();
    }

    /**
     * Translated images.
     *
     * @param images {@code [N, channels, height, width]} in [-1, 1], of any size that the layers take, with their references behind them
     * @return {@code [N, channels', height, width]} in fp32, owned by the current scope
     * @throws ShapeException if the layers do not take this size, or do not keep it
     */
    public Tensor translate(Tensor images, Pass pass) {
        Tensor made = there().forwardResized(images, pass).to(torch.ScalarType.Float);
        if (made.size(2) != images.size(2) || made.size(3) != images.size(3)) {
            throw new ShapeException("a translator makes an image of the size of its input, got "
                    + Arrays.toString(Tensors.shape(made)) + " from " + Arrays.toString(Tensors.shape(images)));
        }
        return made;
    }

    /**
     * The same with a reference beside each image.
     *
     * @param references {@code [N, reference channels, height, width]} in [-1, 1]
     */
    public Tensor translate(Tensor images, Tensor references, Pass pass) {
        return translate(torch.cat(new TensorVector(images, references), 1), pass);
    }
}
