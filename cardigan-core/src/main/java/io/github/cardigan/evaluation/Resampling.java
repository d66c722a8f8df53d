package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * How images are brought to the size that a feature network wants. FID moves by several points with it (Parmar et al. 2022,
 * arXiv:2104.11222), so the way is part of a protocol. All compute in floating point; none rounds to whole grey levels. At the
 * same size each is the identity.
 */
public enum Resampling {
    /**
     * Bicubic, a = -0.5, with the kernel widened when shrinking, so that nothing aliases: Pillow's bicubic on float images, the
     * clean-fid protocol. May overshoot the range of its input.
     */
    CLEAN("clean") {
        @Override
        AxisMatrix axis(int to, int from) {
            double scale = (double) from / to;
            double stretch = Math.max(scale, 1);
            return AxisMatrix.of(to, from, (i, weights) -> {
                double centre = (i + 0.5) * scale;
                int first = Math.max(0, (int) (centre - 2 * stretch + 0.5));
                int end = Math.min(from, (int) (centre + 2 * stretch + 0.5));
                double sum = 0;
                for (int j = first; j < end; j++) {
                    weights[j] = cubic((j + 0.5 - centre) / stretch);
                    sum += weights[j];
                }
                for (int j = first; j < end; j++) {
                    weights[j] /= sum;
                }
            });
        }
    },

    /**
     * TensorFlow 1's {@code resize_bilinear} with {@code align_corners=false}: output i lies at {@code i * from / to}, without half
     * pixels and without antialiasing. What the Inception graph of 2015 does inside; the protocol of the first FIDs.
     */
    TF1_BILINEAR("tf1-bilinear") {
        @Override
        AxisMatrix axis(int to, int from) {
            double scale = (double) from / to;
            return AxisMatrix.of(to, from, (i, weights) -> linear(i * scale, weights));
        }
    },

    /** PyTorch's {@code interpolate(mode="bilinear", align_corners=False)}: half-pixel centres, no antialiasing. */
    PYTORCH_BILINEAR("pytorch-bilinear") {
        @Override
        AxisMatrix axis(int to, int from) {
            double scale = (double) from / to;
            return AxisMatrix.of(to, from, (i, weights) -> linear(Math.max(0, (i + 0.5) * scale - 0.5), weights));
        }
    },

    /** The pixel at {@code floor(i * from / to)}, as in PyTorch and TensorFlow 1. */
    NEAREST("nearest") {
        @Override
        AxisMatrix axis(int to, int from) {
            return AxisMatrix.of(to, from, (i, weights) -> weights[(int) ((long) i * from / to)] = 1);
        }
    };

    private final String label;

    Resampling(String label) {
        this.label = label;
    }

    /**
     * @param name as {@link #toString} gives it
     * @throws ConfigurationException for any other name
     */
    public static Resampling named(String name) {
        return Arrays.stream(values())
                .filter(way -> way.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "expected a way of resizing "
                                + Arrays.stream(values())
                                        .map(Resampling::toString)
                                        .collect(Collectors.joining(", "))
                                + ", got '" + name + "'",
                        "clean is the least biased; the others are there to compare with older figures"));
    }

    /**
     * @param images {@code [N, C, H, W]} in floating point
     * @return {@code [N, C, height, width]}, owned by the current scope; the images themselves where the size is right already
     */
    public Tensor resize(Tensor images, int height, int width) {
        int fromHeight = Math.toIntExact(images.size(2));
        int fromWidth = Math.toIntExact(images.size(3));
        if (fromHeight == height && fromWidth == width) {
            return images;
        }
        return AxisMatrix.apply(images, axis(height, fromHeight), axis(width, fromWidth));
    }

    abstract AxisMatrix axis(int to, int from);

    private static void linear(double position, double[] weights) {
        int lower = Math.min((int) position, weights.length - 1);
        int upper = Math.min(lower + 1, weights.length - 1);
        double share = position - lower;
        weights[lower] += 1 - share;
        weights[upper] += share;
    }

    /** Keys 1981 with a = -0.5. */
    private static double cubic(double x) {
        double a = -0.5;
        double t = Math.abs(x);
        if (t < 1) {
            return ((a + 2) * t - (a + 3)) * t * t + 1;
        }
        return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0;
    }

    /** For example {@code tf1-bilinear}. */
    @Override
    public String toString() {
        return label;
    }
}
