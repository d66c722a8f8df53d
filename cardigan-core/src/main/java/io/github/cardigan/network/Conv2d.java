package io.github.cardigan.network;

import io.github.cardigan.engine.Convolutions;
import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Convolution with a square kernel: {@code [N, in, H, W] -> [N, channels, H', W']} with {@code H' = (H + 2 padding - kernel) /
 * stride + 1}, rounded down. PyTorch's {@code Conv2d}.
 *
 * @param channels outputs, at least 1
 * @param kernel rows and columns of the kernel, at least 1
 * @param stride step between windows, at least 1
 * @param padding zeros around the image, at least 0
 * @param bias whether to add a bias per channel
 */
public record Conv2d(int channels, int kernel, int stride, int padding, boolean bias) implements Layer {

    public Conv2d {
        Require.positive("channels", channels);
        Require.positive("kernel", kernel);
        Require.positive("stride", stride);
        Require.notNegative("padding", padding);
    }

    /** Padding {@code kernel / 2}: keeps the size at stride 1 and an odd kernel, halves it at stride 2. */
    public static Conv2d of(int channels, int kernel, int stride) {
        return new Conv2d(channels, kernel, stride, kernel / 2, true);
    }

    public Conv2d withPadding(int newPadding) {
        return new Conv2d(channels, kernel, stride, newPadding, bias);
    }

    public Conv2d withoutBias() {
        return new Conv2d(channels, kernel, stride, padding, false);
    }

    @Override
    public Shape outputShape(Shape input) {
        return Images.slide(this, channels, kernel, stride, padding, input);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        Initializer initializer = new Initializer.FanIn((long) input.channels() * kernel * kernel);
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(new ParameterSpec("weight", new long[] {channels, input.channels(), kernel, kernel}, initializer));
        if (bias) {
            specs.add(new ParameterSpec("bias", new long[] {channels}, initializer));
        }
        return specs;
    }

    @Override
    public long flops(Shape input) {
        Shape output = outputShape(input);
        return 2L * kernel * kernel * input.channels() * output.elements();
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        Tensor weight = weights.get("weight");
        TensorOptional bias = this.bias ? weights.optional("bias") : new TensorOptional();
        FourierConvolution fourier = FourierConvolution.ifFaster(x, pass, channels, kernel, stride, padding);
        if (fourier != null) {
            return Convolutions.withBias(fourier.convolve(x, weight), bias);
        }
        return Convolutions.convolve(x, weight, bias, new long[] {stride, stride}, new long[] {padding, padding});
    }

    @Override
    public String settings() {
        return Images.convolution(kernel, stride, channels, bias);
    }
}
