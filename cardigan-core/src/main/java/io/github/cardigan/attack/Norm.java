package io.github.cardigan.attack;

import java.util.Locale;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How the size of a perturbation is measured. All methods work on rows {@code [N, values]}, each row by itself. */
public enum Norm {
    /** The largest change of any value. */
    LINF {
        @Override
        Tensor length(Tensor rows) {
            return rows.abs().amax(new long[] {1}, true);
        }

        @Override
        Tensor dualLength(Tensor rows) {
            return sum(rows.abs());
        }

        @Override
        Tensor direction(Tensor rows) {
            return rows.sign();
        }

        @Override
        Tensor shorten(Tensor rows, double radius) {
            return torch.clamp(rows, new ScalarOptional(new Scalar(-radius)), new ScalarOptional(new Scalar(radius)));
        }

        @Override
        Tensor anywhere(ImageRandom random, Tensor rows, double radius) {
            return random.uniform(rows).mul(new Scalar(2 * radius)).sub(new Scalar(radius));
        }

        @Override
        Tensor bell(ImageRandom random, Tensor rows, double radius) {
            return shorten(random.normal(rows).mul(new Scalar(radius / 2)), radius);
        }

        @Override
        double largest() {
            return 1;
        }
    },
    /** The Euclidean length of all changes. */
    L2 {
        @Override
        Tensor length(Tensor rows) {
            // Scaled first: the squares of a confident model's tiny gradients would all be zero.
            Tensor scale = LINF.length(rows).clamp_min(new Scalar(SMALLEST));
            Tensor scaled = rows.div(scale);
            return sum(scaled.mul(scaled)).sqrt().mul(scale);
        }

        @Override
        Tensor dualLength(Tensor rows) {
            return length(rows);
        }

        @Override
        Tensor direction(Tensor rows) {
            Tensor scaled = rows.div(LINF.length(rows).clamp_min(new Scalar(SMALLEST)));
            return scaled.div(length(scaled).clamp_min(new Scalar(SMALLEST)));
        }

        @Override
        Tensor shorten(Tensor rows, double radius) {
            Tensor length = length(rows).clamp_min(new Scalar(SMALLEST));
            Tensor factor = length.reciprocal().mul(new Scalar(radius));
            return rows.mul(torch.clamp(factor, new ScalarOptional(), new ScalarOptional(new Scalar(1.0))));
        }

        @Override
        Tensor anywhere(ImageRandom random, Tensor rows, double radius) {
            Tensor onSphere = direction(random.normal(rows));
            Tensor share = random.uniform(rows.narrow(1, 0, 1)).pow(new Scalar(1.0 / rows.size(1)));
            return onSphere.mul(share).mul(new Scalar(radius));
        }

        @Override
        Tensor bell(ImageRandom random, Tensor rows, double radius) {
            return direction(random.normal(rows)).mul(new Scalar(radius));
        }

        @Override
        double largest() {
            return 1000;
        }
    };

    /** The smallest normal number in 32 bits: what is shorter counts as nothing. */
    private static final double SMALLEST = 0x1.0p-126;

    private static Tensor sum(Tensor rows) {
        return rows.sum(new long[] {1}, true, new ScalarTypeOptional());
    }

    /** Lengths {@code [N, 1]}. */
    abstract Tensor length(Tensor rows);

    /** Lengths in the dual norm: how much a linear function with this gradient changes over a unit step of its steepest direction. */
    abstract Tensor dualLength(Tensor rows);

    /** Of all steps of length 1 the one that climbs a gradient fastest; nothing where the gradient is zero. */
    abstract Tensor direction(Tensor rows);

    /** The nearest rows that are not longer than the radius. */
    abstract Tensor shorten(Tensor rows, double radius);

    /** Uniform in the ball of this radius. */
    abstract Tensor anywhere(ImageRandom random, Tensor rows, double radius);

    /** Normal noise that fits into the ball: of half the radius as deviation and cut (L-inf), scaled to the radius (L2). */
    abstract Tensor bell(ImageRandom random, Tensor rows, double radius);

    /** The largest epsilon that makes sense. */
    abstract double largest();

    /** Lengths {@code [N]} of the perturbations between images, in 64 bits and the units of images in [0, 1]. */
    public Tensor distance(Tensor images, Tensor perturbed) {
        Tensor difference = perturbed.to(ScalarType.Double).sub(images.to(ScalarType.Double));
        return length(Rows.flat(difference)).flatten().mul(new Scalar(PixelRange.lengthInUnitImages(1)));
    }

    /** For example {@code linf}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
