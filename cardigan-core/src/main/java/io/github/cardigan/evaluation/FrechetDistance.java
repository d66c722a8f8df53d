package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.BlasThreads;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@code fid-10k}: the Fréchet distance between two Gaussians with the moments of real and generated features (Heusel et al. 2017,
 * arXiv:1706.08500, eq. 6; Dowson, Landau 1982): {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2))}. Smaller is better, 0 is the
 * same. In float64, with unbiased covariances.
 *
 * <p>With {@code S1 = A A^T} and {@code S2 = B B^T} the trace of the square root is the sum of the singular values of {@code A^T B}.
 * That needs no root of a matrix that may not have one, loses half as many digits as eigenvalues of the product, and works for singular
 * covariances: eigenvalues below {@code size * 2^-52} of the largest count as zero.
 *
 * <p>The interval takes the real side as given and says how far the value would be with other samples of the same generator, as many as
 * these. It leaves out a twentieth of them at a time, and is there where the features of each are kept and have at most 512 values:
 * more would take minutes.
 *
 * <p>The value grows as samples get fewer (Chong, Forsyth 2020, arXiv:1911.07023), so only values of one count compare.
 */
public final class FrechetDistance implements Metric {

    /** Below this the bias is larger than what people compare. */
    private static final int CUSTOMARY = 10_000;

    /** Values of an image, for each of twenty more distances to take a fraction of a second. */
    private static final int MOST_FOR_INTERVAL = 512;

    private static final double EPSILON = 0x1p-52;

    @Override
    public String name() {
        return "fid";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.MOMENTS);
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        generated.requireComparable(real);
        requireTwo(real);
        requireTwo(generated);
        double distance = between(real.moments(), generated.moments());
        Score.Builder score = Score.of("fid", "", real, generated)
                .value(distance)
                .protocol("Frechet distance, float64, unbiased covariance, " + real.count() + " real")
                .warnings(warnings(real, generated));
        if (generated.parts().contains(Part.ROWS) && canDivide(generated.count(), generated.size())) {
            score.interval(Interval.jackknife(distance, withoutEachGroup(real.moments(), generated.rows())));
        }
        return List.of(score.build());
    }

    /**
     * What to keep of generated images, beside what the distance needs, so that it comes with an interval; nothing where it cannot.
     *
     * @param count of the images
     * @param size values of each
     */
    public static Set<Part> needsForInterval(int count, int size) {
        return canDivide(count, size) ? Set.of(Part.ROWS) : Set.of();
    }

    /** Without a group there must be more images than values, or the covariance is singular and the rest means nothing. */
    private static boolean canDivide(int count, int size) {
        long left = count - (long) (count + Interval.GROUPS - 1) / Interval.GROUPS;
        return size <= MOST_FOR_INTERVAL && left > size && (long) count * size <= Rows.MOST;
    }

    private static double[] withoutEachGroup(Moments real, Rows generated) {
        int count = generated.count();
        int[] order = Choice.withoutRepetition(count, count, new RandomSource(0)); // labels may come in turn
        List<Moments> groups = new ArrayList<>();
        try {
            for (int i = 0; i < Interval.GROUPS; i++) {
                int from = (int) ((long) i * count / Interval.GROUPS);
                int to = (int) ((long) (i + 1) * count / Interval.GROUPS);
                try (Rows group = generated.select(Arrays.copyOfRange(order, from, to))) {
                    groups.add(Moments.of(group));
                }
            }
            double[] distances = new double[Interval.GROUPS];
            for (int i = 0; i < distances.length; i++) {
                try (Moments rest = new Moments(generated.size())) {
                    for (Moments group : groups) {
                        if (group != groups.get(i)) {
                            rest.merge(group);
                        }
                    }
                    distances[i] = between(real, rest);
                }
            }
            return distances;
        } finally {
            groups.forEach(Moments::close);
        }
    }

    private static void requireTwo(Features features) {
        if (features.count() < 2) {
            throw new ConfigurationException(
                    "fid needs at least 2 images, got " + features.count() + " from " + features.name(),
                    "take " + CUSTOMARY + " for a figure to compare");
        }
    }

    private static List<String> warnings(Features real, Features generated) {
        List<String> warnings = new ArrayList<>();
        int fewest = Math.min(real.count(), generated.count());
        if (fewest <= generated.size()) {
            warnings.add("fid of " + fewest + " images with " + generated.size()
                    + " features: the covariance is singular and the value far too high");
        } else if (fewest < CUSTOMARY) {
            warnings.add(
                    "fid of " + fewest + " images is biased upwards: compare it only with values of the same count,"
                            + " or use " + CUSTOMARY + " or more");
        }
        return warnings;
    }

    /**
     * The distance.
     *
     * @throws IllegalArgumentException if the vectors differ in size
     * @throws IllegalStateException if one side has fewer than 2 vectors
     */
    public static double between(Moments first, Moments second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "expected vectors of one size, got " + first.size() + " and " + second.size());
        }
        double[] m1 = first.mean();
        double[] m2 = second.mean();
        double means = 0;
        for (int i = 0; i < m1.length; i++) {
            means += (m1[i] - m2[i]) * (m1[i] - m2[i]);
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad();
                BlasThreads one = new BlasThreads(1)) {
            Tensor s1 = first.covariance();
            Tensor s2 = second.covariance();
            double traces = s1.trace().item_double() + s2.trace().item_double();
            Tensor product = factor(s1).t().mm(factor(s2));
            double root = torch.linalg_svdvals(product).sum().item_double();
            return Math.max(
                    0, means + traces - 2 * root); // less than 0 is rounding: twice the root never exceeds the traces
        }
    }

    /** An A with {@code A A^T = S}: by Cholesky where S is safely definite, else by its eigenvalues above rounding. */
    private static Tensor factor(Tensor s) {
        T_TensorTensor_T cholesky = torch.linalg_cholesky_ex(s);
        Tensor a = cholesky.get0();
        if (cholesky.get1().item_int() == 0) {
            Tensor pivots = a.diagonal().square();
            double largest = s.diagonal().max().item_double();
            if (pivots.min().item_double() > s.size(0) * EPSILON * largest) {
                return a;
            }
        }
        T_TensorTensor_T eigen = torch.linalg_eigh(s);
        double[] values = io.github.cardigan.engine.Tensors.toDoubles(eigen.get0()); // ascending
        double threshold = values.length * EPSILON * Math.max(0, values[values.length - 1]);
        int first = 0;
        while (first < values.length && values[first] <= threshold) {
            first++;
        }
        if (first == values.length) {
            return torch.zeros(
                    new long[] {values.length, 1},
                    io.github.cardigan.engine.Device.cpu().options(ScalarType.Double)); // no spread at all
        }
        int rank = values.length - first;
        Tensor roots = eigen.get0().narrow(0, first, rank).sqrt();
        return eigen.get1().narrow(1, first, rank).mul(roots);
    }
}
