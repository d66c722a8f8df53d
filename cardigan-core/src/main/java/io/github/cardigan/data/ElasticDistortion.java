package io.github.cardigan.data;

/**
 * A smooth random displacement of the plane, as an unsteady hand or a slipping sheet makes it: a coarse grid of random offsets
 * with cubic interpolation between them. After the elastic distortions of Simard, Steinkraus and Platt, "Best practices for
 * convolutional neural networks applied to visual document analysis", ICDAR 2003, but moving the points of a stroke rather than
 * pixels, so that the pen stays sharp.
 */
final class ElasticDistortion {

    private static final int CELLS = 3;
    private static final int NODES = CELLS + 3;

    private final double extent;
    private final double[] offsetX = new double[NODES * NODES];
    private final double[] offsetY = new double[NODES * NODES];

    /**
     * @param extent the side of the square [0, extent] x [0, extent] that it distorts; beyond, it goes on like at the rim
     * @param strength the standard deviation of the offsets, in the unit of extent
     */
    ElasticDistortion(double extent, double strength, DrawnRandom random) {
        this.extent = extent;
        for (int i = 0; i < NODES * NODES; i++) {
            offsetX[i] = strength * random.bell();
            offsetY[i] = strength * random.bell();
        }
    }

    /** Moves the points of a line. */
    void apply(StrokeLine line) {
        for (int i = 0; i < line.points(); i++) {
            double column = cell(line.x[i]);
            double row = cell(line.y[i]);
            line.x[i] += interpolate(offsetX, column, row);
            line.y[i] += interpolate(offsetY, column, row);
        }
    }

    private double cell(double position) {
        return Math.max(0, Math.min(CELLS - 1e-9, position / extent * CELLS));
    }

    private static double interpolate(double[] offset, double column, double row) {
        int left = (int) column;
        int top = (int) row;
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double weight = cubicB(i, row - top);
            for (int j = 0; j < 4; j++) {
                sum += weight * cubicB(j, column - left) * offset[(top + i) * NODES + left + j];
            }
        }
        return sum;
    }

    /** The four weights of a uniform cubic B-spline at {@code t} in [0, 1). */
    private static double cubicB(int which, double t) {
        double u = 1 - t;
        return switch (which) {
            case 0 -> u * u * u / 6;
            case 1 -> (3 * t * t * t - 6 * t * t + 4) / 6;
            case 2 -> (3 * u * u * u - 6 * u * u + 4) / 6;
            default -> t * t * t / 6;
        };
    }
}
