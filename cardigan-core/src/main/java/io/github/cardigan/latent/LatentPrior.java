package io.github.cardigan.latent;

import io.github.cardigan.engine.FlatTensors;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Latent;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What keeps a searched latent among those the generator was trained on.
 *
 * <p>Normal latents: minus the log density of the length r = |z|, a chi distribution: {@code r^2/2 - (d - 1) log r}, per value of z.
 * It is least at {@code sqrt(d - 1)}, where nearly all latents lie; the density of z itself would pull to the origin, where none do.
 *
 * <p>Uniform latents: none, but values that left [-1, 1] are drawn again in it (stochastic clipping, Lipton, Tripathi 2017,
 * arXiv:1702.04782), and are only cut off towards the end, so that the search settles.
 */
final class LatentPrior {

    private static final double NOT_ZERO = 1e-12;

    private final Latent latent;

    LatentPrior(Latent latent) {
        this.latent = latent;
    }

    /** One value per latent, {@code [N]}, for {@code z} of {@code [N, latent.size]}. */
    Tensor perSample(Tensor z) {
        Tensor squares = torch.sum(z.square(), 1); // [N]
        if (latent.distribution() == Latent.Distribution.UNIFORM) {
            return squares.mul(new Scalar(0.0));
        }
        int d = latent.size();
        Tensor logs = torch.clamp_min(squares, new Scalar(NOT_ZERO)).log().mul(new Scalar((d - 1) / 2.0));
        return squares.mul(new Scalar(0.5)).sub(logs).div(new Scalar((double) d));
    }

    /**
     * After a step.
     *
     * @param settling whether to cut off rather than to draw again
     */
    void keepInside(FlatTensors z, boolean settling, RandomSource random) {
        if (latent.distribution() == Latent.Distribution.NORMAL) {
            return;
        }
        float[] values = Tensors.toFloats(z.vector());
        boolean changed = false;
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) > 1) {
                values[i] = settling ? Math.signum(values[i]) : (float) (2 * random.nextDouble() - 1);
                changed = true;
            }
        }
        if (changed) {
            Tensors.fill(z.vector(), values);
        }
    }
}
