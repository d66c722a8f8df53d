package io.github.cardigan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against libtorch in double precision, which it computes without oneDNN. */
class ConvolutionsTest {

    private static final long[] ONE = {1, 1};

    private final RandomSource random = new RandomSource(3);

    /** Channels that do and do not fill oneDNN's blocks: some came out wrong where a virtual machine hides the sizes of its caches. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 20, 32, 48, 64, 100, 128})
    void areRightForAnyNumberOfChannels(int channels) {
        for (int others : new int[] {1, 12, 16, 20, 48, 64}) {
            for (int kernel : new int[] {1, 3, 5}) {
                for (ScalarType type : new ScalarType[] {ScalarType.Float, ScalarType.BFloat16}) {
                    requireRight(channels, others, kernel, type);
                }
            }
        }
    }

    private void requireRight(int in, int out, int kernel, ScalarType type) {
        try (TensorScope scope = new TensorScope()) {
            long[] padding = {kernel / 2, kernel / 2};
            TensorOptional none = new TensorOptional();
            Tensor[] exact = {
                positive(4, in, 8, 7).to(type).to(ScalarType.Double),
                noise(out, in, kernel, kernel).to(type).to(ScalarType.Double),
                noise(in, out, kernel, kernel).to(type).to(ScalarType.Double)
            };
            Tensor[] rounded = {exact[0].to(type), exact[1].to(type), exact[2].to(type)};
            for (Tensor tensor : exact) {
                tensor.set_requires_grad(true);
            }
            for (Tensor tensor : rounded) {
                tensor.set_requires_grad(true);
            }
            double tolerance = type == ScalarType.Float ? 1e-5 : 0.05;

            requireClose(
                    Convolutions.convolve(rounded[0], rounded[1], none, ONE, padding),
                    torch.conv2d(exact[0], exact[1], none, ONE, padding, ONE, 1),
                    tolerance);
            requireClose(
                    Convolutions.transposed(rounded[0], rounded[2], none, ONE, padding, new long[] {0, 0}),
                    torch.conv_transpose2d(exact[0], exact[2], none, ONE, padding, new long[] {0, 0}, 1, ONE),
                    tolerance);
            for (int i = 0; i < exact.length; i++) {
                assertThat(relativeError(rounded[i].grad(), exact[i].grad()))
                        .as("gradient %d of %d to %d channels, kernel %d, %s", i, in, out, kernel, type)
                        .isLessThan(tolerance);
            }
        }
    }

    @ParameterizedTest(name = "kernel {0}x{1}, stride {2}x{3}, padding {4}x{5}, output padding {6}x{7}")
    @CsvSource({"3, 3, 1, 1, 1, 1, 0, 0", "5, 5, 2, 2, 2, 2, 1, 1", "1, 7, 1, 1, 0, 3, 0, 0", "4, 3, 3, 2, 0, 1, 2, 1"})
    void byWindowsAreTheSame(int kh, int kw, int sh, int sw, int ph, int pw, int oh, int ow) {
        try (TensorScope scope = new TensorScope()) {
            long[] stride = {sh, sw};
            long[] padding = {ph, pw};
            long[] outputPadding = {oh, ow};
            Tensor x = noise(2, 3, 9, 8).to(ScalarType.Double).set_requires_grad(true);
            Tensor down = noise(4, 3, kh, kw).to(ScalarType.Double).set_requires_grad(true);
            Tensor up = noise(3, 4, kh, kw).to(ScalarType.Double).set_requires_grad(true);

            requireClose(
                    Convolutions.convolveByWindows(x, down, stride, padding),
                    torch.conv2d(x, down, new TensorOptional(), stride, padding, ONE, 1),
                    1e-13);
            requireClose(
                    Convolutions.transposedByWindows(x, up, stride, padding, outputPadding),
                    torch.conv_transpose2d(x, up, new TensorOptional(), stride, padding, outputPadding, 1, ONE),
                    1e-13);
        }
    }

    /** 25 windows of 600x600 are 9 million values an image: one image at a time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void largeImagesGoOneByOne(int images) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor x = noise(images, 1, 600, 600);
            Tensor weight = noise(1, 1, 5, 5);
            long[] padding = {2, 2};

            Tensor y = Convolutions.convolveByWindows(x, weight, ONE, padding);

            Tensor exact = torch.conv2d(
                    x.to(ScalarType.Double), weight.to(ScalarType.Double), new TensorOptional(), ONE, padding, ONE, 1);
            assertThat(Tensors.shape(y)).containsExactly(images, 1, 600, 600);
            assertThat(relativeError(y, exact)).isLessThan(1e-5);
        }
    }

    private Tensor noise(long... shape) {
        return random.normal(Device.cpu(), shape);
    }

    /** Sums of such do not cancel, so that what is left is not mere rounding. */
    private Tensor positive(long... shape) {
        return random.uniform(Device.cpu(), 0, 1, shape);
    }

    private void requireClose(Tensor actual, Tensor expected, double tolerance) {
        assertThat(Tensors.shape(actual)).isEqualTo(Tensors.shape(expected));
        assertThat(relativeError(actual, expected)).isLessThan(tolerance);
        Tensor direction = positive(Tensors.shape(expected));
        actual.mul(direction.to(actual.scalar_type())).sum().backward();
        expected.mul(direction.to(actual.scalar_type()).to(expected.scalar_type()))
                .sum()
                .backward();
    }

    private static double relativeError(Tensor actual, Tensor expected) {
        Tensor exact = expected.to(ScalarType.Double);
        return actual.to(ScalarType.Double).sub(exact).norm().item_double()
                / exact.norm().item_double();
    }
}
