package io.github.cardigan.evaluation;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Multi-scale structural similarity (Wang, Simoncelli, Bovik 2003, doi:10.1109/ACSSC.2003.1292216, equation 7): contrast and
 * structure at five scales, luminance at the last, weighted by 0.0448, 0.2856, 0.3001, 0.2363, 0.1333; window and constants as in
 * {@link Ssim}. Between scales each 2x2 becomes its mean. A negative mean at some scale counts as 0, since a power of it would not
 * be a number. Each channel for itself, then averaged.
 *
 * <p>Among random pairs of one set it measures variety: the lower, the more (Odena et al. 2016, arXiv:1610.09585).
 *
 * @param range the distance between the smallest and the largest value a pixel can have, above 0: 2 for images in [-1, 1]
 */
public record MsSsim(double range) implements PairMetric {

    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    /** The smallest side that still holds a window after it was halved at every scale but the first. */
    private static final int MIN_SIDE = SsimIndex.WINDOW << (WEIGHTS.length - 1);

    public MsSsim {
        if (!(range > 0) || Double.isInfinite(range)) {
            throw new IllegalArgumentException("expected a range above 0, got " + range);
        }
    }

    /** For images in [-1, 1]. */
    public static MsSsim of() {
        return new MsSsim(2);
    }

    @Override
    public String name() {
        return "ms-ssim";
    }

    @Override
    public boolean largerIsCloser() {
        return true;
    }

    @Override
    public void requireShape(Shape image) {
        Pairs.requireImage(
                this,
                image,
                MIN_SIDE,
                "five scales of an 11x11 window need 11 * 2^4 pixels; ssim takes smaller images");
    }

    @Override
    public double[] compare(Tensor x, Tensor y) {
        Pairs.requirePairs(this, x, y);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor one = x.to(ScalarType.Double);
            Tensor other = y.to(ScalarType.Double);
            SsimIndex index = SsimIndex.of(one, other, range);
            Tensor product = power(index.structure(), WEIGHTS[0]);
            for (int scale = 1; scale < WEIGHTS.length; scale++) {
                one = halve(one);
                other = halve(other);
                index = SsimIndex.of(one, other, range);
                boolean last = scale == WEIGHTS.length - 1;
                product = product.mul(power(last ? index.similarity() : index.structure(), WEIGHTS[scale]));
            }
            return Pairs.values(product.mean(1));
        }
    }

    private static Tensor power(Tensor x, double exponent) {
        return x.clamp_min(new Scalar(0.0)).pow(new Scalar(exponent));
    }

    private static Tensor halve(Tensor x) {
        return torch.avg_pool2d(x, 2, 2);
    }
}
