package io.github.cardigan.evaluation;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Structural similarity (Wang et al. 2004, doi:10.1109/TIP.2003.819861, equation 13): 11x11 Gaussian window of sigma 1.5 in valid
 * positions, K1 = 0.01, K2 = 0.03; 1 for equal images. Computed in double precision for each channel, then averaged over channels.
 * Large images are not shrunk first, as the authors' later program does.
 *
 * @param range the distance between the smallest and the largest value a pixel can have, above 0: 2 for images in [-1, 1]
 */
public record Ssim(double range) implements PairMetric {

    public Ssim {
        if (!(range > 0) || Double.isInfinite(range)) {
            throw new IllegalArgumentException("expected a range above 0, got " + range);
        }
    }

    /** For images in [-1, 1]. */
    public static Ssim of() {
        return new Ssim(2);
    }

    @Override
    public String name() {
        return "ssim";
    }

    @Override
    public boolean largerIsCloser() {
        return true;
    }

    @Override
    public void requireShape(Shape image) {
        Pairs.requireImage(this, image, SsimIndex.WINDOW, "psnr compares images of any size");
    }

    @Override
    public double[] compare(Tensor x, Tensor y) {
        Pairs.requirePairs(this, x, y);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            SsimIndex index = SsimIndex.of(x.to(ScalarType.Double), y.to(ScalarType.Double), range);
            return Pairs.values(index.similarity().mean(1));
        }
    }
}
