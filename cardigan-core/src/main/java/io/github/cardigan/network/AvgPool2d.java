package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The mean of each square window: {@code [N, C, H, W] -> [N, C, H', W']} with {@code H' = (H + 2 padding - kernel) / stride + 1},
 * rounded down. PyTorch's {@code AvgPool2d}; the padding's zeros count, as they do there by default.
 *
 * @param kernel rows and columns of the window, at least 1
 * @param stride step between windows, at least 1
 * @param padding zeros around the image, at most half the kernel
 */
public record AvgPool2d(int kernel, int stride, int padding) implements Layer {

    public AvgPool2d {
        Pools.require(kernel, stride, padding);
    }

    /** Windows side by side: the image shrinks {@code kernel} times. */
    public static AvgPool2d of(int kernel) {
        return new AvgPool2d(kernel, kernel, 0);
    }

    @Override
    public Shape outputShape(Shape input) {
        return Images.slide(this, input.channels(), kernel, stride, padding, input);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.avg_pool2d(
                x,
                new long[] {kernel, kernel},
                new long[] {stride, stride},
                new long[] {padding, padding},
                false,
                true,
                new LongOptional());
    }

    @Override
    public String settings() {
        return Pools.settings(kernel, stride, padding);
    }
}
