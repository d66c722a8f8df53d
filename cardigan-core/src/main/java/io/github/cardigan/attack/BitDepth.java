package io.github.cardigan.attack;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Rounds every value to {@code 2^bits} levels between black and white (Xu, Evans, Qi 2017, arXiv:1704.01155, section III.A). One bit
 * leaves black and white, which suits MNIST.
 *
 * @param bits from 1 to 8
 */
public record BitDepth(int bits) implements Defence {

    public BitDepth {
        if (bits < 1 || bits > 8) {
            throw new io.github.cardigan.ConfigurationException(
                    "expected a bit depth from 1 to 8, got " + bits, "1 leaves black and white, 8 changes nothing");
        }
    }

    @Override
    public String name() {
        return "bit-depth-" + bits;
    }

    @Override
    public Tensor apply(Tensor images) {
        Scalar steps = new Scalar((1 << bits) - 1.0);
        return PixelRange.fromUnit(PixelRange.toUnit(images).mul(steps).round().div(steps));
    }
}
