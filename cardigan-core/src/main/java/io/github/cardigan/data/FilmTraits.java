package io.github.cardigan.data;

/**
 * What is known of a film before its first frame. Time is counted in whole ticks.
 *
 * @param height of its frames as they are shown, in pixels
 * @param width likewise
 * @param frames how many there are, or {@link #UNKNOWN}
 * @param loops how often it is repeated: 0 for ever, or {@link #UNKNOWN} where the file does not say
 * @param ticksPerSecond the frame rate where it is constant, so that each frame lasts one tick; else finer
 * @param pixelAspect a pixel's width to its height
 */
public record FilmTraits(int height, int width, int frames, int loops, Ratio ticksPerSecond, Ratio pixelAspect) {

    /** A number that the file does not tell. */
    public static final int UNKNOWN = -1;

    /** @throws IllegalArgumentException if a side is below 1 */
    public FilmTraits {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "expected sides of at least 1 pixel, got %d x %d".formatted(height, width));
        }
    }

    /** A fraction above 0. */
    public record Ratio(int numerator, int denominator) {

        public static final Ratio ONE = new Ratio(1, 1);

        /** @throws IllegalArgumentException if one of them is below 1 */
        public Ratio {
            if (numerator < 1 || denominator < 1) {
                throw new IllegalArgumentException(
                        "expected a fraction above 0, got %d/%d".formatted(numerator, denominator));
            }
        }
    }

    /** The same with frames of another size. */
    public FilmTraits sized(ImageSize size) {
        return new FilmTraits(size.height(), size.width(), frames, loops, ticksPerSecond, pixelAspect);
    }

    /** Hundredths of a second from one tick to a later one, so rounded that they do not drift apart over many frames. */
    public int hundredths(long from, long to) {
        return (int) (hundredths(to) - hundredths(from));
    }

    private long hundredths(long tick) {
        return Math.round(100.0 * tick * ticksPerSecond.denominator() / ticksPerSecond.numerator());
    }
}
