package io.github.cardigan.attack;

import io.github.cardigan.ConfigurationException;
import org.bytedeco.pytorch.Tensor;

/**
 * The images an attacker may choose from: not farther than epsilon from the original, and valid.
 *
 * @param norm how distance is measured
 * @param epsilon the distance, for images in [0, 1]: 0.3 is usual for MNIST in L-inf, 8/255 = 0.031 for CIFAR-10; in [0, 1] for
 *     L-inf, in [0, 1000] for L2
 */
public record Ball(Norm norm, double epsilon) {

    /**
     * @throws ConfigurationException if epsilon is out of range
     */
    public Ball {
        if (!(epsilon >= 0 && epsilon <= norm.largest())) {
            throw new ConfigurationException(
                    "expected an epsilon from 0 to " + (int) norm.largest() + " in " + norm + ", got " + epsilon,
                    "epsilon counts in images from 0 to 1: 8 of 255 grey levels are 0.031");
        }
    }

    public static Ball linf(double epsilon) {
        return new Ball(Norm.LINF, epsilon);
    }

    public static Ball l2(double epsilon) {
        return new Ball(Norm.L2, epsilon);
    }

    /** Epsilon for images in [-1, 1]. */
    double radius() {
        return PixelRange.lengthHere(epsilon);
    }

    /** The images nearest to {@code perturbed} that this ball around {@code images} holds; the range only ever shortens. */
    Tensor project(Tensor images, Tensor perturbed) {
        Tensor change = norm.shorten(Rows.flat(perturbed.sub(images)), radius());
        return moved(images, change);
    }

    /** Uniform in the ball, then cut to the range. */
    Tensor anywhere(Tensor images, ImageRandom random) {
        return moved(images, norm.anywhere(random, Rows.flat(images), radius()));
    }

    /** Uniform in the ball, beyond the range too. */
    Tensor anywhereUncut(Tensor images, ImageRandom random) {
        return images.add(norm.anywhere(random, Rows.flat(images), radius()).view_as(images));
    }

    /** Normal noise in the ball, then cut to the range. */
    Tensor bell(Tensor images, ImageRandom random) {
        return moved(images, norm.bell(random, Rows.flat(images), radius()));
    }

    private static Tensor moved(Tensor images, Tensor change) {
        return PixelRange.clamp(images.add(change.view_as(images)));
    }
}
