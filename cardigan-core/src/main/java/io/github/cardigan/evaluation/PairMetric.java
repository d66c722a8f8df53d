package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;

/** How alike two images are, or how far apart: a number for each pair. */
public interface PairMetric {

    /** The metric's name: {@code ssim}, {@code lpips-vgg}. */
    String name();

    /** Whether a larger value means more alike; if not, it is a distance. */
    boolean largerIsCloser();

    /**
     * @throws io.github.cardigan.ConfigurationException if it cannot compare images of this shape
     */
    void requireShape(Shape image);

    /**
     * @param x {@code [N, C, H, W]} in floating point, in [-1, 1] unless the metric says otherwise
     * @param y the same shape; compared with x image by image
     * @return a value per pair
     */
    double[] compare(Tensor x, Tensor y);
}
