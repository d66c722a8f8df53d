package io.github.cardigan.training;

import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Pass;
import io.github.cardigan.objective.GaussianDivergence;
import io.github.cardigan.objective.Reconstruction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The evidence lower bound of a variational autoencoder: {@code log p(x) >= E_q(z|x) [log p(x|z)] - KL(q(z|x) || p(z))} (Kingma, Welling
 * 2013, arXiv:1312.6114, equations 3 and 10; told a class: Sohn et al. 2015, equation 4), with one z per sample, drawn as {@code mu +
 * sigma epsilon}.
 *
 * @param autoencoder variational, its prior N(0, I)
 * @param likelihood {@code -log p(x|z)}
 */
public record VariationalBound(Autoencoder autoencoder, Reconstruction likelihood) {

    /**
     * The two parts of the negative bound, {@code [N]} each, in nats.
     *
     * @param reconstruction {@code -log p(x|z)}
     * @param divergence {@code KL(q(z|x) || p(z))}
     */
    public record Terms(Tensor reconstruction, Tensor divergence) {}

    public VariationalBound {
        boolean normal = autoencoder
                .prior()
                .filter(prior -> prior.distribution() == Latent.Distribution.NORMAL)
                .isPresent();
        if (!autoencoder.variational() || !normal || (likelihood.fromLogits() && !autoencoder.saysLogits())) {
            throw new IllegalArgumentException("expected a variational autoencoder with a normal prior"
                    + (likelihood.fromLogits() ? " that says logits" : "") + ", got " + autoencoder);
        }
    }

    /**
     * @param samples {@code [N, ...shape]} in [-1, 1], as the likelihood has them
     * @param labels {@code [N]}, of no matter where no classes are told
     * @param noise epsilon from N(0, 1), {@code [N, code]}
     */
    public Terms of(Tensor samples, Tensor labels, Tensor noise, Pass pass) {
        Tensor encoded = autoencoder.encoded(samples, labels, pass).to(ScalarType.Float); // [N, 2 code]
        long code = autoencoder.codeSize();
        Tensor mean = encoded.narrow(1, 0, code);
        Tensor logVariance = encoded.narrow(1, code, code);
        Tensor deviation = logVariance.mul(new Scalar(0.5)).exp();
        Tensor z = mean.add(deviation.mul(noise)); // [N, code]
        Tensor outputs = likelihood.fromLogits()
                ? autoencoder.logits(z, labels, pass)
                : autoencoder.decode(z, labels, pass); // [N, ...shape]
        return new Terms(
                likelihood.of(outputs.to(ScalarType.Float), samples), GaussianDivergence.of(mean, logVariance));
    }
}
