package io.github.cardigan.engine;

import java.util.Arrays;

/**
 * Standard normal values by Marsaglia and Tsang's ziggurat (2000, doi:10.18637/jss.v005.i08): the density is covered by 256
 * strips of equal area, and a point drawn in one lies under the density without further work 99 times in 100. Layer and position
 * come from different bits of one word, which mends the original's correlation (Doornik 2005). Exact, and the same on every
 * platform.
 */
final class Ziggurat {

    private static final int STRIPS = 256;

    /** Where the tail begins, and the area of a strip: the solution for 256 strips in the paper. */
    private static final double TAIL = 3.6541528853610088;

    private static final double AREA = 0.00492867323399;

    /** The strips' right ends, falling: strip i lies between the heights {@code f(EDGES[i])} and {@code f(EDGES[i + 1])}. */
    private static final double[] EDGES = edges();

    private static final double[] HEIGHTS =
            Arrays.stream(EDGES).map(Ziggurat::density).toArray();

    private Ziggurat() {}

    /** The lowest strip is as wide as a rectangle of its area, tail included, would be. */
    private static double[] edges() {
        double[] edges = new double[STRIPS + 1];
        edges[0] = AREA / density(TAIL);
        edges[1] = TAIL;
        for (int i = 1; i < STRIPS - 1; i++) {
            edges[i + 1] = StrictMath.sqrt(-2 * StrictMath.log(AREA / edges[i] + density(edges[i])));
        }
        return edges; // the last one is 0
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2);
    }

    static double next(RandomSource random) {
        while (true) {
            long bits = random.nextLong();
            int strip = (int) bits & (STRIPS - 1);
            double x = (bits >> 10) * 0x1.0p-53 * EDGES[strip]; // 54 bits with their sign: [-1, 1) times the edge
            if (Math.abs(x) < EDGES[strip + 1]) {
                return x;
            }
            if (strip == 0) {
                return tail(random, x < 0);
            }
            double height = HEIGHTS[strip] + random.nextDouble() * (HEIGHTS[strip + 1] - HEIGHTS[strip]);
            if (height < density(x)) {
                return x;
            }
        }
    }

    /** Marsaglia (1964): beyond the last edge the density falls like an exponential one, corrected by rejection. */
    private static double tail(RandomSource random, boolean negative) {
        while (true) {
            double beyond = -StrictMath.log(1 - random.nextDouble()) / TAIL;
            double y = -StrictMath.log(1 - random.nextDouble());
            if (2 * y >= beyond * beyond) {
                return negative ? -TAIL - beyond : TAIL + beyond;
            }
        }
    }
}
