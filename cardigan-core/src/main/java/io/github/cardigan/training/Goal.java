package io.github.cardigan.training;

/**
 * Which measured value tells better from worse.
 *
 * @param value its name
 * @param higherIsBetter else lower is
 */
public record Goal(String value, boolean higherIsBetter) {

    public static Goal highest(String value) {
        return new Goal(value, true);
    }

    public static Goal lowest(String value) {
        return new Goal(value, false);
    }

    /**
     * Whether {@code now} beats {@code best}. What is not finite never does.
     *
     * @param best NaN for nothing yet
     */
    public boolean better(double now, double best) {
        return Double.isFinite(now) && (Double.isNaN(best) || (higherIsBetter ? now > best : now < best));
    }
}
