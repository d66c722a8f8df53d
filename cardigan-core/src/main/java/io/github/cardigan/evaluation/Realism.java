package io.github.cardigan.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How realistic each single image is (Kynkäänniemi et al. 2019, arXiv:1904.06991, eq. 3): the largest ratio, over real images, of the
 * radius of the real image's ball to the distance from its centre. At least 1 means inside the real manifold. As in the paper only the
 * smaller half of the balls counts, those with a radius of at most the median. For showing the best and the worst.
 */
public final class Realism {

    private Realism() {}

    /**
     * The realism of each generated row.
     *
     * @param k neighbours of the balls, 3 in the paper
     * @return {@code [generated.count]}, at least 0; infinite for an exact copy of a real image
     * @throws IllegalArgumentException if there are not more than k real rows, or the sizes differ
     */
    public static double[] of(Rows real, Rows generated, int k) {
        double[] radii = Neighbours.among(real, k).squaredRadii(k);
        double[] sorted = radii.clone();
        Arrays.sort(sorted);
        double median = sorted[(sorted.length - 1) / 2]; // for an even count, too: none lies between the middle two
        for (int i = 0; i < radii.length; i++) {
            radii[i] = radii[i] <= median ? radii[i] : -1;
        }
        double[] realism = new double[generated.count()];
        int position = 0;
        List<double[]> bands = DistanceTiles.forEach(generated, real, band -> new Best(band.rows, radii));
        for (double[] band : bands) {
            for (double squared : band) {
                realism[position++] = Math.sqrt(squared);
            }
        }
        return realism;
    }

    /** Keeps the largest squared ratio so far of each row of a band. */
    private static final class Best implements DistanceTiles.Visitor<double[]> {

        private final double[] squaredRadii;
        private final double[] best;

        private Best(int rows, double[] squaredRadii) {
            this.squaredRadii = squaredRadii;
            best = new double[rows];
        }

        @Override
        public void tile(DistanceTiles.Band band) {
            for (int row = 0; row < band.rows; row++) {
                double most = best[row];
                if (most == Double.POSITIVE_INFINITY) {
                    continue;
                }
                float[] lower = band.lower(row);
                for (int i = 0; i < band.columns(); i++) {
                    double radius = squaredRadii[band.column() + i];
                    if (radius >= 0 && radius >= most * lower[i]) {
                        most = Math.max(most, ratio(radius, band.exact(band.first + row, band.column() + i)));
                    }
                }
                best[row] = most;
            }
        }

        private static double ratio(double radius, double distance) {
            return distance == 0 ? Double.POSITIVE_INFINITY : radius / distance;
        }

        @Override
        public double[] result() {
            return best;
        }
    }

    /** The image numbers from the most to the least realistic; of equal ones the lower number first. */
    public static int[] ranking(double[] realism) {
        return java.util.stream.IntStream.range(0, realism.length)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble((Integer i) -> -realism[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
