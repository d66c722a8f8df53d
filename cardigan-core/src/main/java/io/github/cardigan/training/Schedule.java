package io.github.cardigan.training;

import io.github.cardigan.ConfigurationException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a learning rate changes while the budget is used up: a factor on the initial rate.
 *
 * @param shape the curve
 * @param parameter what the curve's own Javadoc says
 */
public record Schedule(Shape shape, double parameter) implements Written {

    /** The curves. */
    public enum Shape {
        /** Always 1. */
        CONSTANT(0),
        /** 1 until the share {@code parameter} of the budget, then straight down to 0 (CycleGAN: 0.5). */
        LINEAR(0),
        /** Half a cosine from 1 down to {@code parameter} (Loshchilov, Hutter 2016, arXiv:1608.03983). */
        COSINE(0),
        /** Geometrically from 1 down to {@code parameter}. */
        EXPONENTIAL(0.1),
        /**
         * Straight up from 1/25 to 1 at the share {@code parameter} of the budget, then half a cosine down to 0 (Smith, Topin 2017,
         * arXiv:1708.07120, in the shape of fast.ai).
         */
        ONECYCLE(0.25);

        private final double defaultParameter;
        private final boolean needsParameter;

        Shape(double defaultParameter) {
            this.defaultParameter = defaultParameter;
            needsParameter = defaultParameter > 0;
        }
    }

    private static final double CYCLE_START = 0.04;

    private static final Pattern TEXT = Pattern.compile("([a-z]+)(?::([0-9.]+))?");

    public static Schedule constant() {
        return new Schedule(Shape.CONSTANT, 0);
    }

    /**
     * @param text a shape, optionally with its parameter: {@code constant}, {@code linear:0.5}, {@code cosine},
     *     {@code exponential:0.01},
     *     {@code onecycle:0.3}
     * @throws ConfigurationException for anything else
     */
    public static Schedule parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        try {
            if (matcher.matches()) {
                Shape shape = Shape.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
                double parameter =
                        matcher.group(2) == null ? shape.defaultParameter : Double.parseDouble(matcher.group(2));
                if (parameter >= 0 && parameter < 1 && (parameter > 0 || !shape.needsParameter)) {
                    return new Schedule(shape, parameter);
                }
            }
        } catch (IllegalArgumentException e) {
            // falls through to the message below
        }
        throw new ConfigurationException(
                "expected a schedule constant, linear[:START], cosine[:END], exponential[:END] or onecycle[:PEAK] with a number in [0, 1), got '"
                        + text + "'",
                "for example linear:0.5");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String text() {
        String name = shape.name().toLowerCase(Locale.ROOT);
        return parameter == shape.defaultParameter
                ? name
                : name + ":"
                        + BigDecimal.valueOf(parameter).stripTrailingZeros().toPlainString();
    }

    /**
     * @param used share of the budget, from 0 to 1
     * @return factor on the initial learning rate, in [0, 1]
     */
    public double factor(double used) {
        double t = Math.min(Math.max(used, 0), 1);
        return switch (shape) {
            case CONSTANT -> 1;
            case LINEAR -> t <= parameter ? 1 : (1 - t) / (1 - parameter);
            case COSINE -> parameter + (1 - parameter) * (1 + Math.cos(Math.PI * t)) / 2;
            case EXPONENTIAL -> Math.pow(parameter, t);
            case ONECYCLE ->
                t < parameter
                        ? CYCLE_START + (1 - CYCLE_START) * t / parameter
                        : (1 + Math.cos(Math.PI * (t - parameter) / (1 - parameter))) / 2;
        };
    }
}
