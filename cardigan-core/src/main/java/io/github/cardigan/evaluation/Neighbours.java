package io.github.cardigan.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * The nearest rows of a matrix, exact: distances in float64; of rows equally far away the one with the lower index is nearer.
 *
 * @param k how many for each row, nearest first
 * @param indexes {@code [rows * k]}
 * @param squaredDistances {@code [rows * k]}
 */
record Neighbours(int k, int[] indexes, double[] squaredDistances) {

    /** The nearest points of each query. */
    static Neighbours of(Rows queries, Rows points, int k) {
        return find(queries, points, k, false);
    }

    /** The nearest other rows of each row. */
    static Neighbours among(Rows rows, int k) {
        return find(rows, rows, k, true);
    }

    private static Neighbours find(Rows queries, Rows points, int k, boolean others) {
        int available = points.count() - (others ? 1 : 0);
        if (k < 1 || k > available) {
            throw new IllegalArgumentException("expected k from 1 to " + available + ", got " + k);
        }
        int[] indexes = new int[Math.multiplyExact(queries.count(), k)];
        double[] distances = new double[indexes.length];
        int position = 0;
        List<Search> bands = DistanceTiles.forEach(queries, points, band -> new Search(band.rows, k, others));
        for (Search band : bands) {
            System.arraycopy(band.indexes, 0, indexes, position, band.indexes.length);
            System.arraycopy(band.distances, 0, distances, position, band.distances.length);
            position += band.indexes.length;
        }
        return new Neighbours(k, indexes, distances);
    }

    /** Keeps the k nearest so far of each row of a band, sorted. */
    private static final class Search implements DistanceTiles.Visitor<Search> {

        private final int k;
        private final boolean others;
        private final int[] indexes;
        private final double[] distances;

        private Search(int rows, int k, boolean others) {
            this.k = k;
            this.others = others;
            indexes = new int[rows * k];
            distances = new double[rows * k];
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
        }

        @Override
        public void tile(DistanceTiles.Band band) {
            int columns = band.columns();
            for (int row = 0; row < band.rows; row++) {
                double farthest = distances[row * k + k - 1];
                if (farthest == 0) {
                    continue; // nothing is nearer
                }
                float[] lower = band.lower(row);
                float limit = Math.nextUp((float) farthest);
                for (int i = 0; i < columns; i++) {
                    if (lower[i] <= limit) {
                        farthest = consider(band, row, band.column() + i, farthest);
                        limit = farthest == 0 ? Float.NEGATIVE_INFINITY : Math.nextUp((float) farthest);
                    }
                }
            }
        }

        /** Returns the distance of the k-th nearest after it. */
        private double consider(DistanceTiles.Band band, int row, int index, double farthest) {
            if (others && index == band.first + row) {
                return farthest;
            }
            double distance = band.exact(band.first + row, index);
            if (distance >= farthest) {
                return farthest;
            }
            int place = row * k + k - 1;
            while (place > row * k && distances[place - 1] > distance) {
                distances[place] = distances[place - 1];
                indexes[place] = indexes[place - 1];
                place--;
            }
            distances[place] = distance;
            indexes[place] = index;
            return distances[row * k + k - 1];
        }

        @Override
        public Search result() {
            return this;
        }
    }

    /** How many rows were searched for. */
    int count() {
        return indexes.length / k;
    }

    /** The index of a row's nearest, {@code rank} from 0. */
    int index(int row, int rank) {
        return indexes[row * k + rank];
    }

    double squaredDistance(int row, int rank) {
        return squaredDistances[row * k + rank];
    }

    /** The squared distances of every row's {@code rank}-th nearest, counted from 1. */
    double[] squaredRadii(int rank) {
        double[] radii = new double[count()];
        for (int row = 0; row < radii.length; row++) {
            radii[row] = squaredDistance(row, rank - 1);
        }
        return radii;
    }
}
