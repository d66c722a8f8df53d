package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code memorisation-10k}: whether a generator copies what it learned from (Meehan et al. 2020, arXiv:2004.05675, section 3, without its
 * cells). For each generated image the distance to the nearest training image is taken, and so for each image of a test set that the
 * generator has not seen. The value is the share of pairs of a generated and a test image in which the generated one is nearer to the
 * training set, ties counting half: the Mann-Whitney statistic over the number of pairs. In [0, 1]; 0.5 is ideal, above it copies,
 * below it underfits. Distances are Euclidean in feature space, exact in float64.
 */
public final class Memorisation {

    private Memorisation() {}

    /**
     * A generated image and the training images it is nearest to.
     *
     * @param image its number
     * @param training numbers of the training images, nearest first
     * @param distances to them in feature space
     */
    public record Nearest(int image, int[] training, double[] distances) {}

    /**
     * The nearest training images of the first generated ones, to be shown beside them.
     *
     * @param images how many generated images, from 1 to their count
     * @param k neighbours each, from 1 to the count of training images
     */
    public static List<Nearest> nearest(Features training, Features generated, int images, int k) {
        generated.requireComparable(training);
        if (images < 1 || images > generated.count() || k < 1 || k > training.count()) {
            throw new IllegalArgumentException("expected from 1 to " + generated.count() + " images and from 1 to "
                    + training.count() + " neighbours, got " + images + " and " + k);
        }
        int[] first = java.util.stream.IntStream.range(0, images).toArray();
        try (Rows queries = generated.rows().select(first)) {
            Neighbours neighbours = Neighbours.of(queries, training.rows(), k);
            List<Nearest> nearest = new ArrayList<>();
            for (int image = 0; image < images; image++) {
                int[] indexes = new int[k];
                double[] distances = new double[k];
                for (int rank = 0; rank < k; rank++) {
                    indexes[rank] = neighbours.index(image, rank);
                    distances[rank] = Math.sqrt(neighbours.squaredDistance(image, rank));
                }
                nearest.add(new Nearest(image, indexes, distances));
            }
            return nearest;
        }
    }

    /**
     * The share of pairs in which the generated image is nearer.
     *
     * @param training what the generator learned from
     * @param test of the same kind, unseen by it
     * @throws ConfigurationException if the features are of different extractors, or rows were not kept
     */
    public static Score score(Features training, Features test, Features generated) {
        generated.requireComparable(training);
        generated.requireComparable(test);
        double[] near = Neighbours.of(generated.rows(), training.rows(), 1).squaredRadii(1);
        double[] far = Neighbours.of(test.rows(), training.rows(), 1).squaredRadii(1);
        double share = shareBelow(near, far);
        return Score.of("memorisation", "", training, generated)
                .value(share)
                .interval(interval(share, near, far))
                .protocol("share of pairs of generated and test images (" + test.count() + " of " + test.name()
                        + ") with the generated one nearer to " + training.count() + " training images")
                .build();
    }

    /** The probability that a value of the first is below one of the second; half of it where they are equal. */
    static double shareBelow(double[] first, double[] second) {
        double[] sorted = second.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : first) {
            sum += placement(value, sorted);
        }
        return sum / first.length;
    }

    private static double placement(double value, double[] sorted) {
        int below = bound(sorted, value, false);
        int upTo = bound(sorted, value, true);
        return (sorted.length - upTo + (upTo - below) / 2.0) / sorted.length;
    }

    /** How many of the sorted are below the value, or at most it. */
    private static int bound(double[] sorted, double value, boolean inclusive) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (inclusive && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** DeLong, DeLong, Clarke-Pearson 1988 (doi:10.2307/2531595): the spread of placements on both sides. */
    private static Interval interval(double share, double[] near, double[] far) {
        double[] sortedFar = far.clone();
        Arrays.sort(sortedFar);
        double[] sortedNear = near.clone();
        Arrays.sort(sortedNear);
        Sample ofNear = new Sample();
        for (double value : near) {
            ofNear.add(placement(value, sortedFar));
        }
        Sample ofFar = new Sample();
        for (double value : far) {
            ofFar.add(1 - placement(value, sortedNear));
        }
        double error = Math.hypot(ofNear.standardError(), ofFar.standardError());
        Interval normal = Interval.normal(share, error);
        return new Interval(Math.max(0, normal.low()), Math.min(1, normal.high()), "95 % DeLong");
    }
}
