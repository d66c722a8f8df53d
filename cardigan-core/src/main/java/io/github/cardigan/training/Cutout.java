package io.github.cardigan.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A rectangle of zeros in each image (DeVries, Taylor 2017, arXiv:1708.04552). */
final class Cutout {

    private Cutout() {}

    /**
     * Zero is mid-grey where images span -1 to 1. What lies outside an image is not missed.
     *
     * @param images {@code [N, channels, H, W]}
     * @param top each rectangle's edge in pixels: rows from {@code top} to below {@code top + height} become zero
     * @param left the same for columns
     */
    static Tensor apply(Tensor images, double[] top, double[] left, double height, double width) {
        Tensor rows = within(images, 2, top, height).unsqueeze(3); // [N, 1, H, 1]
        Tensor columns = within(images, 3, left, width).unsqueeze(2); // [N, 1, 1, W]
        return images.masked_fill(rows.logical_and(columns), new Scalar(0.0));
    }

    /** Truth values {@code [N, 1, size]}. */
    private static Tensor within(Tensor images, int dimension, double[] start, double length) {
        Tensor positions = torch.arange(new Scalar(images.size(dimension)), images.options())
                .sub(PerSample.column(start, images).squeeze(3)); // [N, 1, size]
        return positions.ge(new Scalar(0.0)).logical_and(positions.lt(new Scalar(length)));
    }
}
