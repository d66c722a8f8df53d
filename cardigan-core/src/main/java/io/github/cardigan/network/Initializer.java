package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Where the first values of a parameter come from. */
public sealed interface Initializer {

    /** A tensor of first values, owned by the current scope. */
    Tensor draw(RandomSource random, Device device, long... shape);

    /**
     * Uniform in {@code [-1/sqrt(fanIn), 1/sqrt(fanIn)]}: what PyTorch gives dense and convolutional weights and biases (He et
     * al. 2015, arXiv:1502.01852, with negative slope sqrt(5)).
     *
     * @param fanIn inputs per output
     */
    record FanIn(long fanIn) implements Initializer {
        @Override
        public Tensor draw(RandomSource random, Device device, long... shape) {
            double bound = 1 / Math.sqrt(fanIn);
            return random.uniform(device, -bound, bound, shape);
        }
    }

    /** Normal values, such as DCGAN's N(0, 0.02). */
    record Normal(double mean, double deviation) implements Initializer {
        @Override
        public Tensor draw(RandomSource random, Device device, long... shape) {
            return random.normal(device, shape)
                    .mul(new org.bytedeco.pytorch.Scalar(deviation))
                    .add(new org.bytedeco.pytorch.Scalar(mean));
        }
    }

    /** The same value everywhere. */
    record Constant(double value) implements Initializer {
        @Override
        public Tensor draw(RandomSource random, Device device, long... shape) {
            return torch.full(shape, new org.bytedeco.pytorch.Scalar(value), device.options(ScalarType.Float));
        }
    }
}
