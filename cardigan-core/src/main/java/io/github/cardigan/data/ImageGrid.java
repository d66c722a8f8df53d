package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * Images side by side as one PNG file: row by row from the top left, with {@value #PADDING} black pixels between them and around
 * them. Equal samples give equal bytes on one version of the JDK; equal pixels on all.
 */
public final class ImageGrid {

    /** Pixels between two images, and between an image and the rim. */
    public static final int PADDING = 2;

    /** Pixels of a grid, at most. */
    public static final int MOST_PIXELS = 1 << 28;

    private ImageGrid() {}

    /**
     * Lays out as many images as {@code samples} holds. What is left over in the last row stays black. A value v becomes
     * {@code round((v + 1) * 127.5)}, after clamping v to [-1, 1].
     *
     * @param samples whole images one after the other, values in [-1, 1], each channel by channel and row by row
     * @param shape the shape of one: {@code [1, height, width]} for grey or {@code [3, height, width]} for red, green, blue
     * @param columns images per row, at least 1; with fewer images the grid is as wide as they are
     * @return a PNG file, 8 bits per channel, grey or RGB
     * @throws IllegalArgumentException if the shape is not an image of 1 or 3 channels, the samples are not a whole number of
     *     images and at least one, a value is not a number, there is no column, or the grid would have more than 2^28 pixels
     */
    public static byte[] png(float[] samples, Shape shape, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("expected at least 1 column, got " + columns);
        }
        int count = count(samples, shape);
        int across = Math.min(columns, count);
        int down = (count - 1) / across + 1;
        BufferedImage grid =
                blank(shape, length(across, shape.width(), PADDING), length(down, shape.height(), PADDING));
        for (int i = 0; i < count; i++) {
            int left = PADDING + i % across * (shape.width() + PADDING);
            int top = PADDING + i / across * (shape.height() + PADDING);
            place(samples, i * shape.elements(), shape, grid, left, top);
        }
        return encode(grid);
    }

    /**
     * One image as it is, without a rim.
     *
     * @param sample exactly one image, as in {@link #png(float[], Shape, int)}
     * @param shape its shape
     * @throws IllegalArgumentException as there, or if there is not exactly one image
     */
    public static byte[] png(float[] sample, Shape shape) {
        if (count(sample, shape) != 1) {
            throw new IllegalArgumentException("expected one image %s of %d values, got %d values"
                    .formatted(shape, shape.elements(), sample.length));
        }
        BufferedImage image = blank(shape, shape.width(), shape.height());
        place(sample, 0, shape, image, 0, 0);
        return encode(image);
    }

    /** How many images these are. */
    static int count(float[] samples, Shape shape) {
        if (!shape.isImage() || (shape.channels() != 1 && shape.channels() != 3)) {
            throw new IllegalArgumentException(
                    "expected images [1, height, width] or [3, height, width], got samples of shape " + shape);
        }
        if (samples.length == 0 || samples.length % shape.elements() != 0) {
            throw new IllegalArgumentException("expected whole images %s of %d values each, got %d values"
                    .formatted(shape, shape.elements(), samples.length));
        }
        return samples.length / shape.elements();
    }

    /** How many pixels so many images of this height (or width) take in a grid. */
    public static int pixels(int images, int size) {
        return Math.toIntExact(length(images, size, PADDING));
    }

    /** Whether so many images in so many columns make a grid of no more than {@value #MOST_PIXELS} pixels. */
    public static boolean fits(int images, Shape shape, int columns) {
        int across = Math.min(columns, images);
        long width = length(across, shape.width(), PADDING);
        long height = length((images - 1) / across + 1, shape.height(), PADDING);
        return width <= MOST_PIXELS && height <= MOST_PIXELS && width * height <= MOST_PIXELS;
    }

    private static long length(int images, int size, int padding) {
        return padding + (long) images * (size + padding);
    }

    private static BufferedImage blank(Shape shape, long width, long height) {
        if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "expected a grid of at most %d pixels, got %d x %d".formatted(MOST_PIXELS, width, height));
        }
        int type = shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        return new BufferedImage((int) width, (int) height, type);
    }

    private static void place(float[] samples, int offset, Shape shape, BufferedImage image, int left, int top) {
        int plane = shape.height() * shape.width();
        int[] pixels = new int[shape.elements()];
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                pixels[i * shape.channels() + channel] = level(samples, offset + channel * plane + i);
            }
        }
        // Through the raster, not setRGB, which would bend grey levels through a colour profile.
        image.getRaster().setPixels(left, top, shape.width(), shape.height(), pixels);
    }

    /** A value in [-1, 1] as a byte, 0 to 255. */
    public static int level(float[] samples, int position) {
        float value = samples[position];
        if (Float.isNaN(value)) {
            throw new IllegalArgumentException("expected numbers in [-1, 1], got NaN at position " + position);
        }
        return Math.round((Math.max(-1, Math.min(1, value)) + 1) * 127.5f);
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException(
                        "expected a PNG writer in this JDK, found " + Arrays.toString(ImageIO.getWriterFormatNames()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
