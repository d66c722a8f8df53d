package io.github.cardigan.training;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How samples in [-1, 1] become pixels that are -1 or 1, as a Bernoulli likelihood has them. */
public enum Binarisation {
    /** They stay as they are. */
    NONE {
        @Override
        public Tensor apply(Tensor samples, RandomSource random) {
            return samples;
        }
    },
    /** 1 where a pixel is above the middle. Not the one fixed draw that some papers share as a file. */
    STATIC {
        @Override
        public Tensor apply(Tensor samples, RandomSource random) {
            return signs(samples.gt(new Scalar(0.0)));
        }
    },
    /** 1 with the probability that a pixel's intensity is, drawn anew each time (Salakhutdinov, Murray 2008, doi:10.1145/1390156.1390266). */
    DYNAMIC {
        @Override
        public Tensor apply(Tensor samples, RandomSource random) {
            Tensor bar = random.uniform(Device.cpu(), -1, 1, Tensors.shape(samples));
            return signs(samples.gt(bar.to(samples.device(), ScalarType.Float)));
        }
    };

    /**
     * The samples as this has them.
     *
     * @param samples {@code [N, ...]} in fp32, in [-1, 1]
     * @param random what chance decides; drawn from for {@link #DYNAMIC} only
     * @return the same shape, owned by the current scope
     */
    public abstract Tensor apply(Tensor samples, RandomSource random);

    private static Tensor signs(Tensor ones) {
        return ones.to(ScalarType.Float).mul(new Scalar(2.0)).sub(new Scalar(1.0));
    }
}
