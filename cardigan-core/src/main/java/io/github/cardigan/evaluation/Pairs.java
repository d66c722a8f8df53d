package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Two sets of images compared pair by pair: the i-th of one with the i-th of the other. */
public final class Pairs {

    private static final int BATCH = 16;

    private Pairs() {}

    /**
     * A pair metric over many pairs.
     *
     * @param count how many pairs
     * @param mean over the pairs
     * @param deviation their standard deviation, with count - 1; 0 for one pair
     */
    public record Summary(int count, double mean, double deviation) {

        /** Half the width of the 95 % interval of the mean, for independent pairs: {@code 1.96 deviation / sqrt(count)}. */
        public double halfInterval() {
            return 1.96 * deviation / Math.sqrt(count);
        }
    }

    /**
     * Compares the first images of two sets, as many as both have.
     *
     * @throws ConfigurationException if the images differ in shape, or the metric cannot compare such images
     * @throws DataException if an image holds values that are not numbers; names the pair
     */
    public static Summary compare(PairMetric metric, Images x, Images y) {
        if (!x.shape().equals(y.shape())) {
            throw new ConfigurationException(
                    metric.name() + " expects pairs of images of one shape, got " + x.shape() + " from " + x.name()
                            + " and " + y.shape() + " from " + y.name(),
                    "bring both to one size");
        }
        metric.requireShape(x.shape());
        double[] values = new double[Math.min(x.size(), y.size())];
        for (int first = 0; first < values.length; first += BATCH) {
            int count = Math.min(BATCH, values.length - first);
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                double[] batch = metric.compare(x.batch(first, count), y.batch(first, count));
                System.arraycopy(batch, 0, values, first, count);
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new DataException(
                        metric.name() + " expects numbers, got NaN for image " + i + " of " + x.name() + " and of "
                                + y.name(),
                        "one of the two images holds values that are not finite: has the training diverged?");
            }
        }
        return summarise(values);
    }

    static Summary summarise(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = values.length == 1 || Double.isInfinite(mean) ? 0 : Math.sqrt(squares / (values.length - 1));
        return new Summary(values.length, mean, deviation);
    }

    /**
     * What every metric asks of a caller first.
     *
     * @throws IllegalArgumentException unless both are batches of images of one shape
     */
    static void requirePairs(PairMetric metric, Tensor x, Tensor y) {
        long[] shape = Tensors.shape(x);
        if (shape.length != 4 || !Arrays.equals(shape, Tensors.shape(y))) {
            throw new IllegalArgumentException(metric.name() + " expects two batches [N, C, H, W] of one shape, got "
                    + Arrays.toString(shape) + " and " + Arrays.toString(Tensors.shape(y)));
        }
        metric.requireShape(Shape.image((int) shape[1], (int) shape[2], (int) shape[3]));
    }

    /** The values of a vector {@code [N]}, in double precision. */
    static double[] values(Tensor vector) {
        Tensor plain = vector.to(new org.bytedeco.pytorch.Device(DeviceType.CPU), ScalarType.Double)
                .contiguous();
        double[] values = new double[Math.toIntExact(plain.numel())];
        plain.data_ptr_double().get(values);
        return values;
    }

    /** A metric can only look at images. */
    static void requireImage(PairMetric metric, Shape image, int minSide, String hint) {
        if (!image.isImage() || Math.min(image.height(), image.width()) < minSide) {
            throw new ConfigurationException(
                    metric.name() + " expects images of at least " + minSide + "x" + minSide + " pixels, got " + image,
                    hint);
        }
    }
}
