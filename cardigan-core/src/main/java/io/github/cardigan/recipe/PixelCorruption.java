package io.github.cardigan.recipe;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What spoils samples in [-1, 1], each value on its own (Vincent et al. 2010, JMLR 11, section 3.3). */
enum PixelCorruption {
    /** Normal noise is added; not clamped, as in the paper. */
    GAUSSIAN {
        @Override
        Tensor apply(Tensor samples, double amount, RandomSource random) {
            Tensor noise = random.normal(Device.cpu(), Tensors.shape(samples)).to(samples.device(), ScalarType.Float);
            return samples.add(noise.mul(new Scalar(2 * amount))); // our range is 2 wide
        }
    },
    /** Some become -1, which is the papers' 0. */
    MASKING {
        @Override
        Tensor apply(Tensor samples, double amount, RandomSource random) {
            return samples.masked_fill(chance(samples, random).lt(new Scalar(amount)), new Scalar(-1.0));
        }
    },
    /** Some become -1 or 1, both as likely. */
    SALT_AND_PEPPER {
        @Override
        Tensor apply(Tensor samples, double amount, RandomSource random) {
            Tensor chance = chance(samples, random);
            return samples.masked_fill(chance.lt(new Scalar(amount)), new Scalar(1.0))
                    .masked_fill(chance.lt(new Scalar(amount / 2)), new Scalar(-1.0));
        }
    };

    /**
     * Spoiled copies.
     *
     * @param samples {@code [N, ...]} in fp32
     * @param amount share of the values in (0, 1], or deviation for values from 0 to 1
     */
    abstract Tensor apply(Tensor samples, double amount, RandomSource random);

    private static Tensor chance(Tensor samples, RandomSource random) {
        return random.uniform(Device.cpu(), 0, 1, Tensors.shape(samples)).to(samples.device(), ScalarType.Float);
    }
}
