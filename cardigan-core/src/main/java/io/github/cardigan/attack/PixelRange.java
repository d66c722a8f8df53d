package io.github.cardigan.attack;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Where images lie: here in [-1, 1], in the literature in [0, 1]. An epsilon of 0.3 there is a length of 0.6 here. Everything public
 * in this package speaks the literature's units; only what computes on tensors converts, and only with these methods.
 */
public final class PixelRange {

    private static final double LOW = -1;
    private static final double HIGH = 1;
    private static final double SPAN = HIGH - LOW;

    private PixelRange() {}

    /** A length between images in [0, 1] as a length between images in [-1, 1]. */
    public static double lengthHere(double lengthInUnitImages) {
        return lengthInUnitImages * SPAN;
    }

    /** The other way round. */
    public static double lengthInUnitImages(double lengthHere) {
        return lengthHere / SPAN;
    }

    /** The images with every value brought into [-1, 1]. */
    static Tensor clamp(Tensor images) {
        return torch.clamp(images, new ScalarOptional(new Scalar(LOW)), new ScalarOptional(new Scalar(HIGH)));
    }

    /** From [-1, 1] to [0, 1]. */
    static Tensor toUnit(Tensor images) {
        return images.sub(new Scalar(LOW)).div(new Scalar(SPAN));
    }

    /** From [0, 1] to [-1, 1]. */
    static Tensor fromUnit(Tensor images) {
        return images.mul(new Scalar(SPAN)).add(new Scalar(LOW));
    }
}
