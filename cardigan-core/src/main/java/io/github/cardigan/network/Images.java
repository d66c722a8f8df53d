package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;

/** What the layers that work on images check. */
final class Images {

    private Images() {}

    /**
     * The input itself.
     *
     * @throws ShapeException if it is not {@code [channels, height, width]}
     */
    static Shape require(Layer layer, Shape input) {
        if (!input.isImage()) {
            throw ShapeException.expected(layer, "an image [channels, height, width]", input);
        }
        return input;
    }

    /**
     * An output image.
     *
     * @throws ShapeException if nothing is left of it, or it has more values than Java can count
     */
    static Shape output(Layer layer, long channels, long height, long width, Shape input) {
        if (height < 1 || width < 1) {
            throw ShapeException.expected(
                    layer, "an image of which something is left, not " + height + "x" + width, input);
        }
        if (Math.max(height, width) > Integer.MAX_VALUE || channels * height > Integer.MAX_VALUE / width) {
            throw ShapeException.expected(layer, "an image that gives at most " + Integer.MAX_VALUE + " values", input);
        }
        return Shape.image((int) channels, (int) height, (int) width);
    }

    /** What tables say of a convolution: {@code 5x5, stride 2, 128}. */
    static String convolution(int kernel, int stride, int channels, boolean bias) {
        return kernel + "x" + kernel + ", stride " + stride + ", " + channels + (bias ? "" : ", no bias");
    }

    /** How often a window fits: {@code (size + 2 padding - kernel) / stride + 1}, rounded down; below 1 where it does not. */
    static long windows(int size, int kernel, int stride, int padding) {
        return Math.floorDiv(size + 2L * padding - kernel, stride) + 1L;
    }

    /**
     * The shape that a window sliding over the image leaves.
     *
     * @throws ShapeException if the input is no image, or is smaller than the window
     */
    static Shape slide(Layer layer, int channels, int kernel, int stride, int padding, Shape input) {
        int smallest = kernel - 2 * padding;
        if (require(layer, input).height() < smallest || input.width() < smallest) {
            throw ShapeException.expected(
                    layer, "height and width of at least " + smallest + " for kernel " + kernel, input);
        }
        return output(
                layer,
                channels,
                windows(input.height(), kernel, stride, padding),
                windows(input.width(), kernel, stride, padding),
                input);
    }
}
