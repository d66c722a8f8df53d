package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Points of the plane as a square picture: real ones grey, generated ones green over them, and behind them a field such as the
 * discriminator's score, from orange (low) over white to violet (high). No fonts, no axes; equal input gives equal pixels on every
 * machine.
 */
public final class ScatterPlot {

    private static final double[] WHITE = {1, 1, 1};
    private static final double[] LOW = {0.95, 0.64, 0.27};
    private static final double[] HIGH = {0.56, 0.49, 0.77};
    private static final double[] REAL = {0.45, 0.45, 0.45};
    private static final double[] FAKE = {0.0, 0.36, 0.28};
    private static final double OPACITY = 0.6;

    /** A dot's radius as a part of the picture's side; never below a pixel. */
    private static final double RADIUS = 1.0 / 220;

    private ScatterPlot() {}

    /**
     * The square of the plane that is shown; y goes up.
     *
     * @param left smallest x
     * @param bottom smallest y
     * @param side its width and height, above 0
     */
    public record Bounds(double left, double bottom, double side) {

        /** @throws IllegalArgumentException unless all are finite and the side is above 0 */
        public Bounds {
            if (!Double.isFinite(left) || !Double.isFinite(bottom) || !(side > 0) || Double.isInfinite(side)) {
                throw new IllegalArgumentException(
                        "expected a finite corner and a side above 0, got " + left + ", " + bottom + " and " + side);
            }
        }

        /**
         * The smallest square around points, in the middle of it, widened on each side.
         *
         * @param points {@code [N, 2]}, x and y by turns, at least one
         * @param margin to add on each side, as a part of the square's own side: 0.1
         * @throws IllegalArgumentException if there is no point, or a coordinate is not finite
         */
        public static Bounds around(float[] points, double margin) {
            requirePoints(points);
            double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int i = 0; i < points.length; i++) {
                low[i % 2] = Math.min(low[i % 2], points[i]);
                high[i % 2] = Math.max(high[i % 2], points[i]);
            }
            double extent = Math.max(high[0] - low[0], high[1] - low[1]);
            double side = extent > 0 ? extent * (1 + 2 * margin) : 1; // all at one place
            return new Bounds((low[0] + high[0] - side) / 2, (low[1] + high[1] - side) / 2, side);
        }

        /**
         * Where to ask for a field: the centres of square cells, row by row from the top left.
         *
         * @param cells per side, at least 1
         * @return {@code [cells * cells, 2]}, x and y by turns
         */
        public float[] grid(int cells) {
            float[] points = new float[2 * cells * cells];
            for (int i = 0; i < cells * cells; i++) {
                points[2 * i] = (float) (left + (i % cells + 0.5) * side / cells);
                points[2 * i + 1] = (float) (bottom + (cells - i / cells - 0.5) * side / cells);
            }
            return points;
        }
    }

    /**
     * A number at every place.
     *
     * @param values at {@link Bounds#grid}; interpolated between these places
     * @param cells per side
     * @param middle the value that is white: 0 for logits, 0.5 for probabilities
     * @param reach how far from the middle the colours are full, above 0; the same for pictures that are to be compared
     */
    public record Field(float[] values, int cells, double middle, double reach) {

        /** @throws IllegalArgumentException unless there are {@code cells * cells} finite values and a reach above 0 */
        public Field {
            if (cells < 1 || values.length != (long) cells * cells || !(reach > 0) || !Double.isFinite(middle)) {
                throw new IllegalArgumentException(
                        "expected cells x cells values, a finite middle and a reach above 0," + " got " + values.length
                                + " values, " + cells + " cells, middle " + middle + ", reach " + reach);
            }
            requireFinite(values);
        }

        /** With the colours full at the value that is farthest from the middle. */
        public static Field of(float[] values, int cells, double middle) {
            double reach = 0;
            for (float value : values) {
                reach = Math.max(reach, Math.abs(value - middle));
            }
            return new Field(values, cells, middle, reach > 0 ? reach : 1);
        }

        /** From -1 to 1, at a place given as parts of the side from the top left. */
        private double at(double x, double y) {
            double column = Math.max(0, Math.min(cells - 1, x * cells - 0.5));
            double row = Math.max(0, Math.min(cells - 1, y * cells - 0.5));
            int c = (int) column;
            int r = (int) row;
            int right = Math.min(c + 1, cells - 1);
            int below = Math.min(r + 1, cells - 1);
            double upper = mix(values[r * cells + c], values[r * cells + right], column - c);
            double lower = mix(values[below * cells + c], values[below * cells + right], column - c);
            return Math.max(-1, Math.min(1, (mix(upper, lower, row - r) - middle) / reach));
        }
    }

    /**
     * The picture as a PNG file of {@code pixels x pixels}. Points outside the bounds are not shown.
     *
     * @param real {@code [N, 2]}, x and y by turns; may be empty
     * @param fake the same of generated ones
     * @param pixels per side, from 1 to 4,096
     * @param field to lay behind them, if any
     * @throws IllegalArgumentException if a coordinate is not finite or one is left over, or the pixels are out of range
     */
    public static byte[] png(float[] real, float[] fake, Bounds bounds, int pixels, @Nullable Field field) {
        return ImageGrid.png(image(real, fake, bounds, pixels, field), Shape.image(3, pixels, pixels));
    }

    /**
     * The same picture as a sample {@code [3, pixels, pixels]} in [-1, 1], for {@link ImageGrid} and {@link GifAnimation}.
     *
     * @throws IllegalArgumentException as {@link #png}
     */
    public static float[] image(float[] real, float[] fake, Bounds bounds, int pixels, @Nullable Field field) {
        if (pixels < 1 || pixels > ImageSize.MAX) {
            throw new IllegalArgumentException("expected from 1 to " + ImageSize.MAX + " pixels, got " + pixels);
        }
        requireWhole(real);
        requireWhole(fake);
        float[] image = new float[3 * pixels * pixels];
        Arrays.fill(image, 1);
        if (field != null) {
            lay(field, image, pixels);
        }
        dots(real, REAL, bounds, image, pixels);
        dots(fake, FAKE, bounds, image, pixels);
        return image;
    }

    private static void lay(Field field, float[] image, int pixels) {
        for (int i = 0; i < pixels * pixels; i++) {
            double value = field.at((i % pixels + 0.5) / pixels, (i / pixels + 0.5) / pixels);
            double[] colour = value < 0 ? LOW : HIGH;
            for (int channel = 0; channel < 3; channel++) {
                double level = mix(WHITE[channel], colour[channel], Math.abs(value));
                image[channel * pixels * pixels + i] = (float) (2 * level - 1);
            }
        }
    }

    private static void dots(float[] points, double[] colour, Bounds bounds, float[] image, int pixels) {
        double radius = Math.max(1, RADIUS * pixels);
        for (int i = 0; i < points.length; i += 2) {
            double x = (points[i] - bounds.left) / bounds.side * pixels;
            double y = (1 - (points[i + 1] - bounds.bottom) / bounds.side) * pixels;
            if (x >= 0 && x <= pixels && y >= 0 && y <= pixels) {
                dot(x, y, radius, colour, image, pixels);
            }
        }
    }

    /** A disc with a soft rim, half through which one sees what is below it. */
    private static void dot(double x, double y, double radius, double[] colour, float[] image, int pixels) {
        int reach = (int) Math.ceil(radius + 1);
        for (int row = Math.max(0, (int) y - reach); row <= Math.min(pixels - 1, (int) y + reach); row++) {
            for (int column = Math.max(0, (int) x - reach); column <= Math.min(pixels - 1, (int) x + reach); column++) {
                double dx = column + 0.5 - x;
                double dy = row + 0.5 - y;
                double cover = Math.max(0, Math.min(1, radius + 0.5 - Math.sqrt(dx * dx + dy * dy))) * OPACITY;
                for (int channel = 0; channel < 3; channel++) {
                    int place = (channel * pixels + row) * pixels + column;
                    image[place] = (float) mix(image[place], 2 * colour[channel] - 1, cover);
                }
            }
        }
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static void requirePoints(float[] points) {
        if (points.length == 0) {
            throw new IllegalArgumentException("expected at least 1 point, got none");
        }
        requireWhole(points);
    }

    private static void requireWhole(float[] points) {
        if (points.length % 2 != 0) {
            throw new IllegalArgumentException("expected points [N, 2], got " + points.length + " coordinates");
        }
        requireFinite(points);
    }

    private static void requireFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("expected finite numbers, got " + values[i] + " at position " + i);
            }
        }
    }
}
