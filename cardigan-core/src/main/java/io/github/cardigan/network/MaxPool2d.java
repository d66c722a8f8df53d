package io.github.cardigan.network;

import io.github.cardigan.engine.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The largest value of each square window: {@code [N, C, H, W] -> [N, C, H', W']} with {@code H' = (H + 2 padding - kernel) /
 * stride + 1}, rounded down. PyTorch's {@code MaxPool2d}; what the padding adds never wins.
 *
 * @param kernel rows and columns of the window, at least 1
 * @param stride step between windows, at least 1
 * @param padding rows and columns around the image, at most half the kernel
 */
public record MaxPool2d(int kernel, int stride, int padding) implements Layer {

    public MaxPool2d {
        Pools.require(kernel, stride, padding);
    }

    /** Windows side by side: the image shrinks {@code kernel} times. */
    public static MaxPool2d of(int kernel) {
        return new MaxPool2d(kernel, kernel, 0);
    }

    @Override
    public Shape outputShape(Shape input) {
        return Images.slide(this, input.channels(), kernel, stride, padding, input);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        return torch.max_pool2d(
                x,
                new long[] {kernel, kernel},
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                false);
    }

    @Override
    public String settings() {
        return Pools.settings(kernel, stride, padding);
    }
}
