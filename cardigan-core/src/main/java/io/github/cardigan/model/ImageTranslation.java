package io.github.cardigan.model;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.ShapeException;
import io.github.cardigan.network.Translator;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * Sends images of any size through a translator. Sides that its layers cannot take are filled up with the image's mirror at its edge, and what was
 * made of that is cut off. Large images go in tiles that overlap; across a seam one tile fades into the other. Layers that look at
 * whole images, such as instance norm, look at a tile alone.
 *
 * @param translator whose network is used
 * @param tile the longest side that goes through as a whole, in pixels; at least 64
 * @param reference what goes beside each image, where the translator wants something
 */
public record ImageTranslation(Translator translator, int tile, Reference reference) {

    /** The image that says how it is to be done. */
    @FunctionalInterface
    public interface Reference {

        /** No image at all. */
        Reference NONE = (height, width) -> new float[0];

        /** {@code [channels, height, width]} in [-1, 1], at the size of the image that it goes beside. */
        float[] at(int height, int width);
    }

    /** Of a tile's side: how much it shares with the next one. */
    private static final int OVERLAP_PARTS = 8;

    private static final int SMALLEST_TILE = 64;
    private static final int MOST_FILLED = 512;

    public ImageTranslation {
        if (tile < SMALLEST_TILE) {
            throw new ConfigurationException(
                    "expected tiles of at least " + SMALLEST_TILE + " pixels, got " + tile,
                    "larger tiles have fewer seams and need more memory");
        }
    }

    /** Without a reference. */
    public ImageTranslation(Translator translator, int tile) {
        this(translator, tile, Reference.NONE);
    }

    /** Every image goes through as a whole. */
    public static ImageTranslation untiled(Translator translator) {
        return new ImageTranslation(translator, Integer.MAX_VALUE);
    }

    /** The same beside a reference. */
    public ImageTranslation beside(Reference other) {
        return new ImageTranslation(translator, tile, other);
    }

    /** How many tiles an image of these sides goes in: 1 for as a whole. */
    public int tiles(int height, int width) {
        return starts(height).length * starts(width).length;
    }

    /**
     * Translates.
     *
     * @param image {@code [channels, height, width]} in [-1, 1]
     * @return {@code [channels', height, width]}
     * @throws ConfigurationException if the layers take no image of nearly this size, or want a reference and there is none
     */
    public float[] translate(float[] image, int height, int width) {
        float[] values = withReference(image, height, width);
        if (tiles(height, width) == 1) {
            return whole(values, height, width);
        }
        int out = translator.output().channels();
        float[] sums = new float[Math.multiplyExact(Math.multiplyExact(out, height), width)];
        float[] weights = new float[height * width];
        for (int top : starts(height)) {
            for (int left : starts(width)) {
                Tile part = new Tile(top, left, Math.min(tile, height), Math.min(tile, width));
                float[] made = whole(cut(values, part, height, width), part.height, part.width);
                blend(made, part, sums, weights, width);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= weights[i % weights.length];
        }
        return sums;
    }

    private record Tile(int top, int left, int height, int width) {}

    /** The pixels of a tile, {@code [channels, tile height, tile width]}. */
    private float[] cut(float[] values, Tile part, int height, int width) {
        int in = channels();
        float[] cut = new float[in * part.height * part.width];
        for (int c = 0; c < in; c++) {
            for (int y = 0; y < part.height; y++) {
                int from = (c * height + part.top + y) * width + part.left;
                System.arraycopy(values, from, cut, (c * part.height + y) * part.width, part.width);
            }
        }
        return cut;
    }

    /** Adds what was made of a tile where it belongs, each pixel with its say. */
    private void blend(float[] made, Tile part, float[] sums, float[] weights, int width) {
        int pixels = part.height * part.width;
        for (int y = 0; y < part.height; y++) {
            for (int x = 0; x < part.width; x++) {
                float weight = fade(y, part.height) * fade(x, part.width);
                int place = (part.top + y) * width + part.left + x;
                weights[place] += weight;
                for (int c = 0; c < made.length / pixels; c++) {
                    sums[c * weights.length + place] += weight * made[c * pixels + y * part.width + x];
                }
            }
        }
    }

    private float[] withReference(float[] image, int height, int width) {
        if (translator.referenceChannels() == 0) {
            return image;
        }
        float[] other = reference.at(height, width);
        if (other.length != translator.referenceChannels() * height * width) {
            throw new ConfigurationException(
                    "expected a reference image of " + translator.referenceChannels()
                            + " channels, which this model wants beside each image, got "
                            + (other.length == 0 ? "none" : "one of another size"),
                    "name one with --reference");
        }
        float[] both = Arrays.copyOf(image, image.length + other.length);
        System.arraycopy(other, 0, both, image.length, other.length);
        return both;
    }

    /** Of what goes in: the image's and its reference's. */
    private int channels() {
        return translator.there().inputShape().channels();
    }

    /** Where tiles begin along a side: evenly, with at least their overlap in common. */
    private int[] starts(int side) {
        if (side <= tile) {
            return new int[] {0};
        }
        int step = tile - tile / OVERLAP_PARTS;
        int count = 1 + (side - tile + step - 1) / step;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) ((long) (side - tile) * i / (count - 1));
        }
        return starts;
    }

    /** A tile's say at a place: it grows from its border over the overlap. */
    private float fade(int place, int side) {
        int fromBorder = Math.min(place, side - 1 - place) + 1;
        return Math.min(1f, (float) fromBorder / Math.max(1, tile / OVERLAP_PARTS));
    }

    private float[] whole(float[] values, int height, int width) {
        return wholes(values, 1, height, width);
    }

    /**
     * Translates several images of one size at once, each as a whole.
     *
     * @param images {@code [count, channels, height, width]} in [-1, 1], each with its reference behind it if one is wanted
     * @return {@code [count, channels', height, width]}
     * @throws ConfigurationException if the layers take no image of nearly this size
     */
    float[] wholes(float[] images, int count, int height, int width) {
        int fullHeight = filled(height, true);
        int fullWidth = filled(width, false);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            int in = channels();
            float[] full = fullHeight == height && fullWidth == width
                    ? images
                    : mirrored(images, count * in, height, width, fullHeight, fullWidth);
            Tensor batch = Tensor.create(full, new long[] {count, in, fullHeight, fullWidth});
            Tensor made = translator.translate(translator.network().device().move(batch), Pass.inference());
            return Tensors.toFloats(made.narrow(2, 0, height).narrow(3, 0, width));
        }
    }

    /** Planes of pixels, and behind the lower and right border of each its mirror. */
    private static float[] mirrored(float[] values, int planes, int height, int width, int fullHeight, int fullWidth) {
        float[] full = new float[planes * fullHeight * fullWidth];
        for (int c = 0; c < planes; c++) {
            for (int y = 0; y < fullHeight; y++) {
                for (int x = 0; x < fullWidth; x++) {
                    full[(c * fullHeight + y) * fullWidth + x] =
                            values[(c * height + mirror(y, height)) * width + mirror(x, width)];
                }
            }
        }
        return full;
    }

    private static int mirror(int place, int side) {
        int within = place % (2 * side);
        return within < side ? within : 2 * side - 1 - within;
    }

    /** The shortest side from this one on that the layers take, beside a side that they take. */
    private int filled(int side, boolean vertical) {
        Shape known = translator.there().inputShape();
        for (int full = side; full <= side + MOST_FILLED; full++) {
            Shape input = vertical
                    ? Shape.image(known.channels(), full, known.width())
                    : Shape.image(known.channels(), known.height(), full);
            if (takes(input)) {
                return full;
            }
        }
        throw new ConfigurationException(
                "expected an image that the model's layers take, got a side of " + side + " pixels",
                "choose another --size, for example the " + known.height() + "x" + known.width()
                        + " it was trained on");
    }

    private boolean takes(Shape input) {
        try {
            Shape output = translator.there().layers().outputShape(input);
            return output.height() == input.height() && output.width() == input.width();
        } catch (ShapeException e) {
            return false;
        }
    }
}
