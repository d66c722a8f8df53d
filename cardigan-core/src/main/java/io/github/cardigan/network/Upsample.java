package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Grows images without learning anything: {@code [N, C, H, W] -> [N, C, factor H, factor W]}. PyTorch's {@code Upsample}. A
 * convolution after it avoids the checkerboards of transposed convolutions (Odena et al. 2016, doi:10.23915/distill.00003).
 *
 * @param factor how often the image grows, at least 1
 * @param mode where new pixels come from
 */
public record Upsample(int factor, Mode mode) implements Layer {

    /** Where new pixels come from. */
    public enum Mode {
        /** Copies of the pixel. */
        NEAREST,
        /** Linear in both directions between pixel centres ({@code align_corners=false}), edges repeated. */
        BILINEAR;

        /** For example {@code nearest}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Upsample {
        Require.positive("factor", factor);
    }

    public static Upsample nearest(int factor) {
        return new Upsample(factor, Mode.NEAREST);
    }

    public static Upsample bilinear(int factor) {
        return new Upsample(factor, Mode.BILINEAR);
    }

    @Override
    public Shape outputShape(Shape input) {
        Images.require(this, input);
        return Images.output(
                this, input.channels(), (long) factor * input.height(), (long) factor * input.width(), input);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        long[] size = {factor * x.size(2), factor * x.size(3)};
        return switch (mode) {
            case NEAREST -> torch.upsample_nearest2d(x, size);
            case BILINEAR -> torch.upsample_bilinear2d(x, size, false);
        };
    }

    @Override
    public String settings() {
        return factor + "x, " + mode;
    }
}
