package io.github.cardigan.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A smooth line through points of a picture, or the area within it: a chain of short straight pieces along Catmull-Rom curves, with corners
 * where two of them meet. Coordinates and distances in pixels.
 */
final class FaceCurve {

    private static final int PIECES_PER_SPAN = 3;

    private final double[] xs;
    private final double[] ys;
    private final double[] inverse; // of the squared length of the piece that begins at each point
    private final boolean area;

    private FaceCurve(List<FacePoint> points, boolean area) {
        xs = points.stream().mapToDouble(FacePoint::x).toArray();
        ys = points.stream().mapToDouble(FacePoint::y).toArray();
        this.area = area;
        int n = xs.length;
        inverse = new double[n];
        for (int i = 0; i < n; i++) {
            double dx = xs[(i + 1) % n] - xs[i];
            double dy = ys[(i + 1) % n] - ys[i];
            inverse[i] = 1 / Math.max(1e-12, dx * dx + dy * dy);
        }
    }

    /** A line from the first point to the last. */
    static FaceCurve line(List<FacePoint> through) {
        return new FaceCurve(smooth(through, false), false);
    }

    /** An area without corners. */
    static FaceCurve round(List<FacePoint> through) {
        return new FaceCurve(smooth(through, true), true);
    }

    /** An area between lines, each from the end of the one before, the last to the beginning of the first; corners where they meet. */
    @SafeVarargs
    static FaceCurve between(List<FacePoint>... lines) {
        return between(List.of(lines));
    }

    /** The same of lines in a list. */
    static FaceCurve between(List<List<FacePoint>> lines) {
        List<FacePoint> all = new ArrayList<>();
        for (List<FacePoint> line : lines) {
            all.addAll(smooth(line, false));
        }
        return new FaceCurve(all, true);
    }

    /** The points from the last to the first. */
    static List<FacePoint> back(List<FacePoint> points) {
        List<FacePoint> back = new ArrayList<>(points);
        Collections.reverse(back);
        return back;
    }

    private static List<FacePoint> smooth(List<FacePoint> through, boolean closed) {
        int n = through.size();
        List<FacePoint> fine = new ArrayList<>();
        for (int i = 0; i < (closed ? n : n - 1); i++) {
            FacePoint before = through.get(closed ? (i + n - 1) % n : Math.max(0, i - 1));
            FacePoint from = through.get(i);
            FacePoint to = through.get((i + 1) % n);
            FacePoint after = through.get(closed ? (i + 2) % n : Math.min(n - 1, i + 2));
            for (int piece = 0; piece < PIECES_PER_SPAN; piece++) {
                double t = (double) piece / PIECES_PER_SPAN;
                fine.add(new FacePoint(
                        catmullRom(before.x(), from.x(), to.x(), after.x(), t),
                        catmullRom(before.y(), from.y(), to.y(), after.y(), t)));
            }
        }
        fine.add(through.get(closed ? 0 : n - 1));
        return fine;
    }

    private static double catmullRom(double p0, double p1, double p2, double p3, double t) {
        return p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
    }

    /** How far a place is from the line, or outside of the area: negative inside, by the even-odd rule. */
    double distance(double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        boolean inside = false;
        int last = area ? xs.length - 1 : 0;
        for (int i = area ? 0 : 1; i < xs.length; i++) {
            double fromX = xs[last];
            double fromY = ys[last];
            double dx = xs[i] - fromX;
            double dy = ys[i] - fromY;
            double along = ((x - fromX) * dx + (y - fromY) * dy) * inverse[last];
            along = Math.max(0, Math.min(1, along));
            double gapX = x - fromX - along * dx;
            double gapY = y - fromY - along * dy;
            nearest = Math.min(nearest, gapX * gapX + gapY * gapY);
            if (fromY > y != ys[i] > y && x < fromX + (y - fromY) / dy * dx) {
                inside = !inside;
            }
            last = i;
        }
        return area && inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
    }

    /** Left, top, right and bottom of the box around it, in pixels. */
    double[] box() {
        return new double[] {
            Arrays.stream(xs).min().orElseThrow(),
            Arrays.stream(ys).min().orElseThrow(),
            Arrays.stream(xs).max().orElseThrow(),
            Arrays.stream(ys).max().orElseThrow()
        };
    }
}
