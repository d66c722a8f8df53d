package io.github.cardigan.evaluation;

import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Peak signal-to-noise ratio, {@code 10 log10(range^2 / MSE)}, in decibels; infinite for equal images.
 *
 * @param range the distance between the smallest and the largest value a pixel can have, above 0: 2 for images in [-1, 1]
 */
public record Psnr(double range) implements PairMetric {

    public Psnr {
        if (!(range > 0) || Double.isInfinite(range)) {
            throw new IllegalArgumentException("expected a range above 0, got " + range);
        }
    }

    /** For images in [-1, 1]. */
    public static Psnr of() {
        return new Psnr(2);
    }

    @Override
    public String name() {
        return "psnr";
    }

    @Override
    public boolean largerIsCloser() {
        return true;
    }

    @Override
    public void requireShape(Shape image) {
        Pairs.requireImage(this, image, 1, "");
    }

    @Override
    public double[] compare(Tensor x, Tensor y) {
        Pairs.requirePairs(this, x, y);
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor difference = x.to(ScalarType.Double).sub(y.to(ScalarType.Double));
            double[] errors = Pairs.values(difference.square().mean(1, 2, 3));
            return Arrays.stream(errors)
                    .map(error -> 10 * Math.log10(range * range / error))
                    .toArray();
        }
    }
}
