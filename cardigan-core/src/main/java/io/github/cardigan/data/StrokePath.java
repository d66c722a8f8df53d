package io.github.cardigan.data;

import java.util.ArrayList;
import java.util.List;

/**
 * One stroke as the hand means it: the points it passes, x to the right and y down. Between them runs a Catmull-Rom curve
 * (Catmull and Rom, "A class of local interpolating splines", 1974), which breaks at the points marked as corners.
 */
final class StrokePath {

    private static final int PIECES_PER_SPAN = 6;

    private final double[] x;
    private final double[] y;
    private final boolean[] corner;

    private StrokePath(double[] x, double[] y, boolean[] corner) {
        this.x = x;
        this.y = y;
        this.corner = corner;
    }

    /**
     * Reads strokes such as {@code "12,5 80,5^ 42,40 / 30,50 70,50"}: points as {@code x,y}, a corner marked by {@code ^}, strokes
     * apart by a slash. At least two points each.
     */
    static List<StrokePath> parse(String drawing) {
        List<StrokePath> paths = new ArrayList<>();
        for (String stroke : drawing.split("/", -1)) {
            String[] points = stroke.strip().split("\\s+", -1);
            double[] x = new double[points.length];
            double[] y = new double[points.length];
            boolean[] corner = new boolean[points.length];
            for (int i = 0; i < points.length; i++) {
                corner[i] = points[i].endsWith("^");
                String[] xy = points[i].replace("^", "").split(",", -1);
                x[i] = Double.parseDouble(xy[0]);
                y[i] = Double.parseDouble(xy[1]);
            }
            paths.add(new StrokePath(x, y, corner));
        }
        return List.copyOf(paths);
    }

    int points() {
        return x.length;
    }

    /**
     * A stroke between this one ({@code share} 0) and another of as many points ({@code share} 1), its points missed a little.
     *
     * @param jitter the standard deviation by which the hand misses a point, in the paths' own unit
     */
    StrokePath toward(StrokePath other, double share, double jitter, DrawnRandom random) {
        double[] newX = new double[points()];
        double[] newY = new double[points()];
        for (int i = 0; i < points(); i++) {
            newX[i] = x[i] + share * (other.x[i] - x[i]) + jitter * random.bell();
            newY[i] = y[i] + share * (other.y[i] - y[i]) + jitter * random.bell();
        }
        return new StrokePath(newX, newY, corner);
    }

    /** The curve through the points. */
    StrokeLine line() {
        int spans = points() - 1;
        double[] lineX = new double[spans * PIECES_PER_SPAN + 1];
        double[] lineY = new double[lineX.length];
        for (int span = 0; span < spans; span++) {
            int before = span == 0 || corner[span] ? span : span - 1;
            int after = span == spans - 1 || corner[span + 1] ? span + 1 : span + 2;
            for (int piece = 0; piece < PIECES_PER_SPAN; piece++) {
                double t = (double) piece / PIECES_PER_SPAN;
                int i = span * PIECES_PER_SPAN + piece;
                lineX[i] = catmullRom(x[before], x[span], x[span + 1], x[after], t);
                lineY[i] = catmullRom(y[before], y[span], y[span + 1], y[after], t);
            }
        }
        lineX[lineX.length - 1] = x[spans];
        lineY[lineY.length - 1] = y[spans];
        return new StrokeLine(lineX, lineY);
    }

    private static double catmullRom(double p0, double p1, double p2, double p3, double t) {
        return p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
    }
}
