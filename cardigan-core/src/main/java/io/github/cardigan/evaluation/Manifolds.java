package io.github.cardigan.evaluation;

import java.util.BitSet;
import java.util.List;

/**
 * How two sets of vectors lie in each other's manifolds, where a manifold is the union of balls around its vectors that reach to the
 * k-th nearest other one, the surface included. Three passes over distances: within each set, and between them.
 *
 * @param generatedInReal generated rows in at least one real ball, of {@code k}
 * @param realInGenerated real rows in at least one generated ball, of {@code k}
 * @param ballsAround for each generated row, how many real balls of {@code densityK} it lies in
 * @param occupied real balls of {@code densityK} with at least one generated row in them
 */
record Manifolds(int generatedInReal, int realInGenerated, int[] ballsAround, int occupied) {

    static Manifolds compare(Rows real, Rows generated, int k, int densityK) {
        Neighbours amongReal = Neighbours.among(real, Math.max(k, densityK));
        double[] realRadii = amongReal.squaredRadii(k);
        double[] densityRadii = amongReal.squaredRadii(densityK);
        double[] generatedRadii = Neighbours.among(generated, k).squaredRadii(k);
        float[] farthest = new float[real.count()];
        for (int i = 0; i < farthest.length; i++) {
            farthest[i] = Math.nextUp((float) Math.max(realRadii[i], densityRadii[i]));
        }
        List<Count> bands = DistanceTiles.forEach(
                generated, real, band -> new Count(band, realRadii, densityRadii, generatedRadii, farthest));
        int generatedInReal = 0;
        int[] ballsAround = new int[generated.count()];
        BitSet realInGenerated = new BitSet();
        BitSet occupied = new BitSet();
        for (Count count : bands) {
            generatedInReal += count.inReal.cardinality();
            System.arraycopy(count.ballsAround, 0, ballsAround, count.first, count.ballsAround.length);
            realInGenerated.or(count.realInGenerated);
            occupied.or(count.occupied);
        }
        return new Manifolds(generatedInReal, realInGenerated.cardinality(), ballsAround, occupied.cardinality());
    }

    /** Generated rows of a band against all real ones. */
    private static final class Count implements DistanceTiles.Visitor<Count> {

        private final int first;
        private final double[] realRadii;
        private final double[] densityRadii;
        private final double[] generatedRadii;
        private final float[] farthest;
        private final BitSet inReal = new BitSet();
        private final BitSet realInGenerated = new BitSet();
        private final BitSet occupied = new BitSet();
        private final int[] ballsAround;

        private Count(
                DistanceTiles.Band band,
                double[] realRadii,
                double[] densityRadii,
                double[] generatedRadii,
                float[] farthest) {
            first = band.first;
            this.realRadii = realRadii;
            this.densityRadii = densityRadii;
            this.generatedRadii = generatedRadii;
            this.farthest = farthest;
            ballsAround = new int[band.rows];
        }

        @Override
        public void tile(DistanceTiles.Band band) {
            int columns = band.columns();
            int column = band.column();
            for (int row = 0; row < band.rows; row++) {
                float[] lower = band.lower(row);
                float reach = Math.nextUp((float) generatedRadii[first + row]);
                for (int i = 0; i < columns; i++) {
                    if (lower[i] <= farthest[column + i] || lower[i] <= reach) {
                        place(row, column + i, band.exact(first + row, column + i));
                    }
                }
            }
        }

        private void place(int row, int real, double squaredDistance) {
            if (squaredDistance <= realRadii[real]) {
                inReal.set(row);
            }
            if (squaredDistance <= densityRadii[real]) {
                ballsAround[row]++;
                occupied.set(real);
            }
            if (squaredDistance <= generatedRadii[first + row]) {
                realInGenerated.set(real);
            }
        }

        @Override
        public Count result() {
            return this;
        }
    }
}
