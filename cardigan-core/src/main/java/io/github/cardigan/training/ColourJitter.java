package io.github.cardigan.training;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** Each image brighter or darker, paler or more colourful, flatter or harder. Nothing is cut off at the ends of the range. */
final class ColourJitter {

    private ColourJitter() {}

    /** Adds a number to each image. */
    static Tensor brightness(Tensor images, double[] shift) {
        return images.add(PerSample.column(shift, images));
    }

    /** Stretches each pixel's channels about their mean: factor 0 is grey, 1 the image. */
    static Tensor saturation(Tensor images, double[] factor) {
        return stretch(images, factor, 1);
    }

    /** Stretches all values of each image about their mean: factor 0 is one even grey, 1 the image. */
    static Tensor contrast(Tensor images, double[] factor) {
        return stretch(images, factor, 1, 2, 3);
    }

    private static Tensor stretch(Tensor images, double[] factor, long... dimensions) {
        Tensor mean = images.mean(dimensions, true, new ScalarTypeOptional());
        return mean.lerp(images, PerSample.column(factor, images)); // mean + factor (images - mean), exact at 1
    }
}
