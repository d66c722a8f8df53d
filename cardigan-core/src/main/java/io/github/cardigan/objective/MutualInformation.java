package io.github.cardigan.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Lower bounds of the mutual information I(c; G(z, c)) of a code and what is generated from it, in nats (Chen et al. 2016, arXiv:1606.03657,
 * equations 4 and 5): {@code L_I(G, Q) = E[log Q(c | G(z, c))] + H(c)}, with Q being a network's guess of the code. Scalars, means over the batch; they
 * are to be raised.
 */
public final class MutualInformation {

    /** Q is never surer than a deviation of exp(-3) = 0.05: its likelihood, and so the bound, would grow without end. */
    private static final double SMALLEST_LOG_VARIANCE = -6;

    private MutualInformation() {}

    /**
     * Of a categorical code, each of whose K values is as likely as the others: {@code H(c) = log K}.
     *
     * @param logits of Q, {@code [N, K]} in fp32
     * @param codes {@code [N]}, 64-bit integers from 0 to K - 1
     */
    public static Tensor categorical(Tensor logits, Tensor codes) {
        double entropy = Math.log(logits.size(1));
        return new CrossEntropy(0).loss(logits, codes).neg().add(new Scalar(entropy));
    }

    /**
     * Of independent codes, uniform in [-1, 1), added: {@code H(c) = log 2} each. Q is a diagonal normal distribution.
     *
     * @param means of Q, {@code [N, C]} in fp32
     * @param logVariances of Q, {@code [N, C]}; below -6 they count as -6
     * @param codes {@code [N, C]}
     */
    public static Tensor continuous(Tensor means, Tensor logVariances, Tensor codes) {
        Tensor logVariance = logVariances.clamp(new ScalarOptional(new Scalar(SMALLEST_LOG_VARIANCE)));
        Tensor distance = codes.sub(means).square().div(logVariance.exp());
        double constant = Math.log(2) - 0.5 * Math.log(2 * Math.PI);
        return logVariance
                .add(distance)
                .mul(new Scalar(-0.5))
                .add(new Scalar(constant)) // [N, C]
                .sum(1)
                .mean();
    }
}
