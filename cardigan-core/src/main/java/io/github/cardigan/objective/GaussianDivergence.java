package io.github.cardigan.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * How far the distribution that an encoder says is from the prior: {@code KL(N(mu, sigma^2) || N(0, I)) = sum (mu^2 + sigma^2 - 1 - log
 * sigma^2) / 2} in nats (Kingma, Welling 2013, arXiv:1312.6114, appendix B).
 */
public final class GaussianDivergence {

    private GaussianDivergence() {}

    /**
     * The divergence of each sample, {@code [N]}, at least 0.
     *
     * @param mean {@code [N, code]} in fp32
     * @param logVariance {@code [N, code]} in fp32, the logarithms of the variances
     */
    public static Tensor of(Tensor mean, Tensor logVariance) {
        Tensor each = mean.square().add(logVariance.exp()).sub(logVariance).sub(new Scalar(1.0)); // [N, code]
        return each.sum(1).mul(new Scalar(0.5));
    }
}
