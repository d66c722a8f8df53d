package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a film.
 *
 * @param number from 1 on
 * @param pixels {@code [3, height, width]}: red, green, blue, one byte (0 to 255) each; owned by this record
 * @param start when it is shown, in ticks of {@link FilmTraits#ticksPerSecond()} since the film began
 * @param ticks how long it stays, at least 0
 */
public record FilmFrame(int number, byte[] pixels, int height, int width, long start, long ticks) {

    private static final int CHANNELS = 3;

    /** @throws IllegalArgumentException if there are not as many pixels as the sides say */
    public FilmFrame {
        if (pixels.length != CHANNELS * height * width) {
            throw new IllegalArgumentException("expected %d values for [%d, %d, %d], got %d"
                    .formatted(CHANNELS * height * width, CHANNELS, height, width, pixels.length));
        }
    }

    /**
     * What a network reads.
     *
     * @param channels 1 or 3: colour becomes luminance for 1
     * @param size what it is scaled and cropped to; null for its own
     */
    public Pictures.Picture picture(int channels, @Nullable ImageSize size) {
        return Pictures.picture(new Planes(pixels, CHANNELS, height, width).withChannels(channels), size);
    }

    /**
     * The same moment of another picture.
     *
     * @param values in [-1, 1]
     * @param shape {@code [1, height, width]} or {@code [3, height, width]}
     * @throws IllegalArgumentException if these are no single image, or a value is not a number
     */
    public FilmFrame showing(float[] values, Shape shape) {
        if (ImageGrid.count(values, shape) != 1) {
            throw new IllegalArgumentException("expected one image " + shape + ", got " + values.length + " values");
        }
        int plane = shape.height() * shape.width();
        byte[] levels = new byte[CHANNELS * plane];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) ImageGrid.level(values, i % (shape.channels() * plane));
        }
        return new FilmFrame(number, levels, shape.height(), shape.width(), start, ticks);
    }

    /** Its pixels as {@code 0xRRGGBB}, row by row. */
    public int[] rgb() {
        int plane = height * width;
        int[] rgb = new int[plane];
        for (int i = 0; i < plane; i++) {
            rgb[i] = (pixels[i] & 0xff) << 16 | (pixels[plane + i] & 0xff) << 8 | pixels[2 * plane + i] & 0xff;
        }
        return rgb;
    }
}
