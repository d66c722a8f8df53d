package io.github.cardigan.data;

import io.github.cardigan.ConfigurationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size images are brought to, in pixels.
 *
 * @param height rows, from {@value #MIN} to {@value #MAX}
 * @param width columns, from {@value #MIN} to {@value #MAX}
 */
public record ImageSize(int height, int width) {

    /** The smallest side. */
    public static final int MIN = 4;

    /** The largest side. */
    public static final int MAX = 4096;

    private static final Pattern HEIGHT_X_WIDTH = Pattern.compile("([0-9]{1,9})[xX]([0-9]{1,9})");

    /** @throws ConfigurationException if a side is below {@value #MIN} or above {@value #MAX} */
    public ImageSize {
        if (!allows(height, width)) {
            throw new ConfigurationException(
                    "expected an image size of %d to %d pixels a side, got %dx%d".formatted(MIN, MAX, height, width),
                    "sizes are rows x columns, for example 64x64");
        }
    }

    /**
     * Reads {@code HxW}: {@code 32x48} is 32 rows of 48 columns.
     *
     * @throws ConfigurationException if the text is something else, or a side is out of range
     */
    public static ImageSize parse(String text) {
        Matcher matcher = HEIGHT_X_WIDTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ConfigurationException(
                    "expected an image size as HEIGHTxWIDTH, got '%s'".formatted(text),
                    "for example 64x64, or 32x48 for 32 rows of 48 columns");
        }
        return new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether both sides are in range. */
    static boolean allows(int height, int width) {
        return height >= MIN && height <= MAX && width >= MIN && width <= MAX;
    }

    /** For example {@code 32x48}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
