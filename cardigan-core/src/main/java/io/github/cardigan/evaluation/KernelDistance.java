package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@code kid-100x1k-50k}: the squared maximum mean discrepancy between real and generated features under the kernel {@code k(x, y) = (x.y /
 * size + 1)^3}, unbiased, as the mean over random subsets (Bińkowski et al. 2018, arXiv:1801.01401, section 4 and appendix A.3.2). In
 * float64. Smaller is better; unbiased, it is 0 on average for equal distributions and may be below 0.
 *
 * <p>A subset is drawn without repetition from each side, anew for each of the subsets. The interval is one standard deviation over
 * subsets, as the field reports it.
 *
 * @param subsets how many, at least 1; the field takes 100
 * @param subsetSize images of each side in a subset, at least 2; the field takes 1,000
 * @param seed of the choice
 */
public record KernelDistance(int subsets, int subsetSize, long seed) implements Metric {

    /** Of which all products are in memory at once: 2 GB, as much as a buffer holds. */
    private static final int MAX_ROWS = 16_383;

    public KernelDistance() {
        this(100, 1000, 0);
    }

    public KernelDistance {
        if (subsets < 1 || subsetSize < 2) {
            throw new ConfigurationException(
                    "expected at least 1 subset of at least 2 images, got " + subsets + " of " + subsetSize,
                    "the field takes 100 of 1000");
        }
    }

    @Override
    public String name() {
        return "kid";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.ROWS);
    }

    @Override
    public List<Score> scores(Features real, Features generated) {
        generated.requireComparable(real);
        requireEnough(real);
        requireEnough(generated);
        Sample values = values(real.rows(), generated.rows());
        return List.of(Score.of("kid", subsets + "x" + Score.count(subsetSize), real, generated)
                .value(values.mean())
                .interval(Interval.deviation(values.mean(), values.deviation(), subsets + " subsets"))
                .protocol("unbiased MMD^2, cubic kernel, float64, mean over " + subsets + " subsets of " + subsetSize
                        + ", seed " + seed + ", " + real.count() + " real")
                .build());
    }

    private void requireEnough(Features features) {
        if (features.count() < subsetSize) {
            throw new ConfigurationException(
                    "kid needs at least " + subsetSize + " images a side, got " + features.count() + " from "
                            + features.name(),
                    "take more images, or choose smaller subsets, which goes into the metric's name");
        }
    }

    Sample values(Rows real, Rows generated) {
        RandomSource random = new RandomSource(seed);
        List<Double> each = Parallel.map(subsets, subset -> {
            RandomSource own = random.split(subset);
            try (Rows x = real.select(Choice.withoutRepetition(real.count(), subsetSize, own));
                    Rows y = generated.select(Choice.withoutRepetition(generated.count(), subsetSize, own))) {
                return squaredDiscrepancy(x, y);
            }
        });
        Sample values = new Sample();
        each.forEach(values::add);
        return values;
    }

    /**
     * The unbiased estimate over all rows: {@code sum_{i != j} k(x_i, x_j) / (m (m - 1)) + sum_{i != j} k(y_i, y_j) / (n (n - 1)) - 2
     * sum_ij k(x_i, y_j) / (m n)} (Gretton et al. 2012, eq. 3).
     *
     * @throws IllegalArgumentException if the sizes differ, or a side has fewer than 2 rows or more than 16,383
     */
    public static double squaredDiscrepancy(Rows first, Rows second) {
        int fewest = Math.min(first.count(), second.count());
        int most = Math.max(first.count(), second.count());
        if (first.size() != second.size() || fewest < 2 || most > MAX_ROWS) {
            throw new IllegalArgumentException("expected from 2 to " + MAX_ROWS + " rows a side of one size, got "
                    + first.count() + " of " + first.size() + " and " + second.count() + " of " + second.size());
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor x = first.tensor().to(ScalarType.Double);
            Tensor y = second.tensor().to(ScalarType.Double);
            double withinFirst = sum(x, x, true) / ((double) first.count() * (first.count() - 1));
            double withinSecond = sum(y, y, true) / ((double) second.count() * (second.count() - 1));
            return withinFirst + withinSecond - 2 * sum(x, y, false) / ((double) first.count() * second.count());
        }
    }

    /** The sum of the kernel over all pairs, or over those of two different rows; one pass in Java, where libtorch would take five. */
    private static double sum(Tensor x, Tensor y, boolean different) {
        try (TensorScope scope = new TensorScope()) {
            Tensor products = x.mm(y.t()); // [m, n]
            int m = (int) x.size(0);
            int n = (int) y.size(0);
            double size = x.size(1);
            DoubleBuffer values = products.data_ptr_double()
                    .capacity((long) m * n)
                    .asByteBuffer()
                    .asDoubleBuffer();
            double sum = 0;
            for (int i = 0; i < m; i++) {
                double row = 0;
                for (int j = 0; j < n; j++) {
                    double inner = values.get(i * n + j) / size + 1;
                    row += different && i == j ? 0 : inner * inner * inner;
                }
                sum += row;
            }
            return sum;
        }
    }
}
