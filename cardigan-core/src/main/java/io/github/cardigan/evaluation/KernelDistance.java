package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.BlasThreads;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
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

    private Sample values(Rows real, Rows generated) {
        Sample values = new Sample();
        RandomSource random = new RandomSource(seed);
        for (int i = 0; i < subsets; i++) {
            try (Rows x = real.select(Choice.withoutRepetition(real.count(), subsetSize, random));
                    Rows y = generated.select(Choice.withoutRepetition(generated.count(), subsetSize, random))) {
                values.add(squaredDiscrepancy(x, y));
            }
        }
        return values;
    }

    /**
     * The unbiased estimate over all rows: {@code sum_{i != j} k(x_i, x_j) / (m (m - 1)) + sum_{i != j} k(y_i, y_j) / (n (n - 1)) - 2
     * sum_ij k(x_i, y_j) / (m n)} (Gretton et al. 2012, eq. 3).
     *
     * @throws IllegalArgumentException if the sizes differ, or a side has fewer than 2 rows
     */
    public static double squaredDiscrepancy(Rows first, Rows second) {
        if (first.size() != second.size() || first.count() < 2 || second.count() < 2) {
            throw new IllegalArgumentException("expected at least 2 rows a side of one size, got " + first.count()
                    + " of " + first.size() + " and " + second.count() + " of " + second.size());
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad();
                BlasThreads threads = BlasThreads.all()) {
            Tensor x = first.tensor().to(ScalarType.Double);
            Tensor y = second.tensor().to(ScalarType.Double);
            return withinMean(x) + withinMean(y) - 2 * kernel(x, y).mean().item_double();
        }
    }

    /** The mean over pairs of two different rows. */
    private static double withinMean(Tensor x) {
        double n = x.size(0);
        Tensor k = kernel(x, x);
        return (k.sum().item_double() - k.trace().item_double()) / (n * (n - 1));
    }

    private static Tensor kernel(Tensor x, Tensor y) {
        Tensor inner = x.mm(y.t()).div_(new Scalar((double) x.size(1))).add_(new Scalar(1.0)); // [m, n]
        return inner.mul(inner).mul_(inner);
    }
}
