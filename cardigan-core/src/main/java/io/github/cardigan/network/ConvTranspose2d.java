package io.github.cardigan.network;

import io.github.cardigan.engine.Convolutions;
import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Transposed convolution with a square kernel: {@code [N, in, H, W] -> [N, channels, H', W']} with {@code H' = (H - 1) stride - 2
 * padding + kernel + outputPadding}. PyTorch's {@code ConvTranspose2d}; the gradient of a {@link Conv2d}, used to grow images
 * (Zeiler et al. 2010; Radford et al. 2015, arXiv:1511.06434).
 *
 * @param channels outputs, at least 1
 * @param kernel rows and columns of the kernel, at least 1
 * @param stride how much the image grows, at least 1
 * @param padding rows and columns cut off around the result, at least 0
 * @param outputPadding rows and columns added at the bottom and right, below the stride
 * @param bias whether to add a bias per channel
 */
public record ConvTranspose2d(int channels, int kernel, int stride, int padding, int outputPadding, boolean bias)
        implements Layer {

    public ConvTranspose2d {
        Require.positive("channels", channels);
        Require.positive("kernel", kernel);
        Require.positive("stride", stride);
        Require.notNegative("padding", padding);
        if (outputPadding < 0 || outputPadding >= stride) {
            throw new IllegalArgumentException(
                    "expected an output padding from 0 to below the stride " + stride + ", got " + outputPadding);
        }
    }

    /**
     * Paddings such that the image grows exactly {@code stride} times.
     *
     * @throws IllegalArgumentException if the kernel is smaller than the stride, or even at stride 1: no padding does it then
     */
    public static ConvTranspose2d of(int channels, int kernel, int stride) {
        if (kernel < stride) {
            throw new IllegalArgumentException(
                    "expected a kernel of at least the stride " + stride + ", got " + kernel);
        }
        if (stride == 1 && kernel % 2 == 0) {
            throw new IllegalArgumentException("expected an odd kernel to keep the size at stride 1, got " + kernel);
        }
        int padding = (kernel - stride + 1) / 2;
        return new ConvTranspose2d(channels, kernel, stride, padding, stride + 2 * padding - kernel, true);
    }

    public ConvTranspose2d withoutBias() {
        return new ConvTranspose2d(channels, kernel, stride, padding, outputPadding, false);
    }

    @Override
    public Shape outputShape(Shape input) {
        Images.require(this, input);
        return Images.output(this, channels, size(input.height()), size(input.width()), input);
    }

    private long size(int in) {
        return (in - 1L) * stride - 2L * padding + kernel + outputPadding;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        // PyTorch takes the fan-in from the second dimension of the weight, which is the number of outputs here.
        Initializer initializer = new Initializer.FanIn((long) channels * kernel * kernel);
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(new ParameterSpec("weight", new long[] {input.channels(), channels, kernel, kernel}, initializer));
        if (bias) {
            specs.add(new ParameterSpec("bias", new long[] {channels}, initializer));
        }
        return specs;
    }

    @Override
    public long flops(Shape input) {
        return 2L * kernel * kernel * channels * input.elements();
    }

    @Override
    public Tensor forward(Tensor x, Weights weights, Pass pass) {
        Tensor weight = weights.get("weight");
        TensorOptional bias = this.bias ? weights.optional("bias") : new TensorOptional();
        FourierConvolution fourier = FourierConvolution.ifFaster(x, pass, channels, kernel, stride, padding);
        if (fourier != null) {
            return Convolutions.withBias(fourier.transposed(x, weight), bias);
        }
        return Convolutions.transposed(
                x, weight, bias, new long[] {stride, stride}, new long[] {padding, padding}, new long[] {
                    outputPadding, outputPadding
                });
    }

    @Override
    public String settings() {
        return Images.convolution(kernel, stride, channels, bias);
    }
}
