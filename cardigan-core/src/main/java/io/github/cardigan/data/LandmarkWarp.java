package io.github.cardigan.data;

import java.util.List;

/**
 * The smoothest map of the plane that takes given points to given points: a thin-plate spline (Bookstein 1989, "Principal warps", IEEE PAMI
 * 11(6), equations 1 to 8), {@code f(p) = a + b x + c y + sum of w_i U(|p - p_i|)} with {@code U(r) = r^2 log r^2}.
 */
final class LandmarkWarp {

    private final List<FacePoint> from;
    private final double[][] weights;

    /**
     * @param from at least three points, no two alike, not all on one line
     * @param to where each of them goes
     * @throws IllegalArgumentException if there are not as many of both, or they determine no map
     */
    LandmarkWarp(List<FacePoint> from, List<FacePoint> to) {
        int n = from.size();
        if (to.size() != n || n < 3) {
            throw new IllegalArgumentException(
                    "expected at least 3 points and as many to go to, got " + n + " and " + to.size());
        }
        this.from = List.copyOf(from);
        double[][] system = new double[n + 3][n + 5];
        for (int i = 0; i < n; i++) {
            FacePoint point = from.get(i);
            for (int j = 0; j < i; j++) {
                system[i][j] = bend(point, from.get(j).x(), from.get(j).y());
                system[j][i] = system[i][j];
            }
            double[] straight = {1, point.x(), point.y()};
            for (int k = 0; k < 3; k++) {
                system[i][n + k] = straight[k];
                system[n + k][i] = straight[k];
            }
            system[i][n + 3] = to.get(i).x();
            system[i][n + 4] = to.get(i).y();
        }
        weights = solve(system);
    }

    private static double bend(FacePoint point, double x, double y) {
        double dx = x - point.x();
        double dy = y - point.y();
        double square = dx * dx + dy * dy;
        return square == 0 ? 0 : square * StrictMath.log(square);
    }

    /** Gauss and Jordan with pivots: the columns right of the square, solved for. */
    private static double[][] solve(double[][] rows) {
        int n = rows.length;
        for (int column = 0; column < n; column++) {
            int best = column;
            for (int row = column + 1; row < n; row++) {
                best = Math.abs(rows[row][column]) > Math.abs(rows[best][column]) ? row : best;
            }
            double[] pivot = rows[best];
            if (Math.abs(pivot[column]) < 1e-9) {
                throw new IllegalArgumentException("expected points that are apart and not on one line");
            }
            rows[best] = rows[column];
            rows[column] = pivot;
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : rows[row][column] / pivot[column];
                for (int k = column; factor != 0 && k < pivot.length; k++) {
                    rows[row][k] -= factor * pivot[k];
                }
            }
        }
        double[][] solution = new double[n][2];
        for (int i = 0; i < n; i++) {
            solution[i][0] = rows[i][n] / rows[i][i];
            solution[i][1] = rows[i][n + 1] / rows[i][i];
        }
        return solution;
    }

    /** Where a point goes. */
    FacePoint apply(double x, double y) {
        int n = from.size();
        double toX = weights[n][0] + weights[n + 1][0] * x + weights[n + 2][0] * y;
        double toY = weights[n][1] + weights[n + 1][1] * x + weights[n + 2][1] * y;
        for (int i = 0; i < n; i++) {
            double u = bend(from.get(i), x, y);
            toX += weights[i][0] * u;
            toY += weights[i][1] * u;
        }
        return new FacePoint(toX, toY);
    }
}
