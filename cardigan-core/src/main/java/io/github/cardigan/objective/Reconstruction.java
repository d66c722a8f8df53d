package io.github.cardigan.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How badly a sample is reconstructed: a sum over the values of each sample. The probabilistic ones are negative log-likelihoods in nats
 * (Kingma, Welling 2013, arXiv:1312.6114, appendix C). Stateless.
 */
public sealed interface Reconstruction {

    /**
     * The loss of each sample, {@code [N]}.
     *
     * @param outputs {@code [N, ...]} in fp32: values in [-1, 1], or logits where {@link #fromLogits} says so
     * @param samples {@code [N, ...]} in [-1, 1], of the same shape
     */
    Tensor of(Tensor outputs, Tensor samples);

    /** Whether the outputs are logits of a pixel being 1 rather than values. */
    default boolean fromLogits() {
        return false;
    }

    private static Tensor perSample(Tensor values) {
        return values.flatten(1, -1).sum(1);
    }

    /** {@code sum (x - y)^2}. */
    record SquaredError() implements Reconstruction {
        @Override
        public Tensor of(Tensor outputs, Tensor samples) {
            return perSample(samples.sub(outputs).square());
        }
    }

    /** {@code sum |x - y|}. */
    record AbsoluteError() implements Reconstruction {
        @Override
        public Tensor of(Tensor outputs, Tensor samples) {
            return perSample(samples.sub(outputs).abs());
        }
    }

    /**
     * Bernoulli pixels: {@code -sum p log s(l) + (1 - p) log(1 - s(l))} with the sigmoid s of logits l. A pixel x in [-1, 1] counts as the
     * probability {@code p = (x + 1) / 2} of being 1: a likelihood for pixels that are -1 or 1, a cross entropy for those between. Computed
     * from logits by softplus: finite for any finite logit.
     */
    record Bernoulli() implements Reconstruction {
        @Override
        public Tensor of(Tensor outputs, Tensor samples) {
            Tensor p = samples.add(new Scalar(1.0)).mul(new Scalar(0.5));
            Tensor ifOne = torch.softplus(outputs.neg()); // -log s(l)
            Tensor ifZero = torch.softplus(outputs); // -log(1 - s(l))
            return perSample(p.mul(ifOne).add(p.neg().add(new Scalar(1.0)).mul(ifZero)));
        }

        @Override
        public boolean fromLogits() {
            return true;
        }
    }

    /**
     * Normal values around the outputs: {@code sum ((x - y) / sigma)^2 / 2 + log(sigma sqrt(2 pi))}. A density: may be negative.
     *
     * @param deviation sigma, above 0, for values in [-1, 1]
     */
    record Gaussian(double deviation) implements Reconstruction {

        public Gaussian {
            if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected a deviation above 0, got " + deviation);
            }
        }

        @Override
        public Tensor of(Tensor outputs, Tensor samples) {
            Tensor squares = samples.sub(outputs).div(new Scalar(deviation)).square();
            double constant = Math.log(deviation * Math.sqrt(2 * Math.PI));
            return perSample(squares.mul(new Scalar(0.5)).add(new Scalar(constant)));
        }
    }
}
