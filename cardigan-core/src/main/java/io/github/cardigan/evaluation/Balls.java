package io.github.cardigan.evaluation;

import java.util.BitSet;
import java.util.List;

/**
 * Which points lie in which balls; a ball includes its surface.
 *
 * @param ballsAround for each point, how many balls it lies in
 * @param occupied the balls with at least one point in them
 */
record Balls(int[] ballsAround, BitSet occupied) {

    /**
     * @param points the rows to place
     * @param centres the rows that balls are around
     * @param squaredRadii of the balls; below 0 for a ball that holds nothing
     */
    static Balls place(Rows points, Rows centres, double[] squaredRadii) {
        int[] ballsAround = new int[points.count()];
        BitSet occupied = new BitSet(centres.count());
        int position = 0;
        List<Count> bands = DistanceTiles.forEach(points, centres, band -> new Count(band.rows, squaredRadii));
        for (Count band : bands) {
            System.arraycopy(band.ballsAround, 0, ballsAround, position, band.ballsAround.length);
            occupied.or(band.occupied);
            position += band.ballsAround.length;
        }
        return new Balls(ballsAround, occupied);
    }

    private static final class Count implements DistanceTiles.Visitor<Count> {

        private final double[] squaredRadii;
        private final int[] ballsAround;
        private final BitSet occupied;

        private Count(int rows, double[] squaredRadii) {
            this.squaredRadii = squaredRadii;
            ballsAround = new int[rows];
            occupied = new BitSet(squaredRadii.length);
        }

        @Override
        public void tile(DistanceTiles.Band band) {
            int columns = band.columns();
            int column = band.column();
            for (int row = 0; row < band.rows; row++) {
                for (int i = 0; i < columns; i++) {
                    double radius = squaredRadii[column + i];
                    if (band.lower(row, i) <= radius && band.exact(band.first + row, column + i) <= radius) {
                        ballsAround[row]++;
                        occupied.set(column + i);
                    }
                }
            }
        }

        @Override
        public Count result() {
            return this;
        }
    }

    /** How many points lie in at least one ball. */
    int covered() {
        int covered = 0;
        for (int balls : ballsAround) {
            covered += balls > 0 ? 1 : 0;
        }
        return covered;
    }
}
