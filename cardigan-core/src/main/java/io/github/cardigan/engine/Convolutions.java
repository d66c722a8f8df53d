package io.github.cardigan.engine;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's convolutions of images, without dilation and groups, that are right on every processor.
 *
 * <p>oneDNN, which computes them, asks the processor how large its caches are. Where a virtual machine hides that, it loses parts of
 * the weights while it rearranges them, and the results are silently wrong for most numbers of channels (oneDNN issue 5313, there on ARM; seen with
 * oneDNN 3.7.1 on an AMD processor in a virtual machine). This class tries one such convolution and, where it comes out wrong, computes those
 * convolutions as matrix products of the image's windows, which takes several times longer and is right. Both have all gradients.
 */
public final class Convolutions {

    /** So many values of windows at once, 64 MB in fp32: they are kernel squared times the image's. */
    private static final long WINDOWS = 1L << 24;

    private Convolutions() {}

    /** Whether oneDNN convolves right on this processor, whatever the channels. */
    public static boolean areSound() {
        return Probe.SOUND;
    }

    /**
     * {@code [N, in, H, W] -> [N, out, H', W']}.
     *
     * @param weight {@code [out, in, rows, columns]}
     */
    public static Tensor convolve(Tensor x, Tensor weight, TensorOptional bias, long[] stride, long[] padding) {
        if (isSafe(x, weight)) {
            return torch.conv2d(x, weight, bias, stride, padding, new long[] {1, 1}, 1);
        }
        return withBias(convolveByWindows(x, weight, stride, padding), bias);
    }

    /**
     * {@code [N, in, H, W] -> [N, out, H', W']}.
     *
     * @param weight {@code [in, out, rows, columns]}
     */
    public static Tensor transposed(
            Tensor x, Tensor weight, TensorOptional bias, long[] stride, long[] padding, long[] outputPadding) {
        if (isSafe(x, weight)) {
            return torch.conv_transpose2d(x, weight, bias, stride, padding, outputPadding, 1, new long[] {1, 1});
        }
        return withBias(transposedByWindows(x, weight, stride, padding, outputPadding), bias);
    }

    private static boolean isSafe(Tensor x, Tensor weight) {
        return !x.is_cpu() || Probe.SOUND || (fillsBlocks(weight.size(0)) && fillsBlocks(weight.size(1)));
    }

    /** Channels that oneDNN's blocks of 16, 32 and 64 need no padding for; only padded blocks are wrong. */
    private static boolean fillsBlocks(long channels) {
        return channels == 16 || channels == 32 || channels % 64 == 0;
    }

    static Tensor convolveByWindows(Tensor x, Tensor weight, long[] stride, long[] padding) {
        long[] kernel = {weight.size(2), weight.size(3)};
        long rows = (x.size(2) + 2 * padding[0] - kernel[0]) / stride[0] + 1;
        long columns = (x.size(3) + 2 * padding[1] - kernel[1]) / stride[1] + 1;
        Tensor matrix = weight.reshape(weight.size(0), -1);
        return inPieces(
                x,
                matrix.size(1) * rows * columns,
                piece -> forEach(matrix, torch.im2col(piece, kernel, new long[] {1, 1}, padding, stride))
                        .reshape(piece.size(0), weight.size(0), rows, columns));
    }

    static Tensor transposedByWindows(Tensor x, Tensor weight, long[] stride, long[] padding, long[] outputPadding) {
        long[] kernel = {weight.size(2), weight.size(3)};
        long[] size = {
            (x.size(2) - 1) * stride[0] - 2 * padding[0] + kernel[0] + outputPadding[0],
            (x.size(3) - 1) * stride[1] - 2 * padding[1] + kernel[1] + outputPadding[1]
        };
        Tensor matrix = weight.reshape(weight.size(0), -1).t();
        return inPieces(
                x,
                matrix.size(0) * x.size(2) * x.size(3),
                piece -> torch.col2im(
                        forEach(matrix, piece.reshape(piece.size(0), piece.size(1), -1)),
                        size,
                        kernel,
                        new long[] {1, 1},
                        padding,
                        stride));
    }

    /**
     * {@code [m, k] x [N, k, n] -> [N, m, n]}, each image by itself, so that its result is the same in every batch; not by matmul,
     * which rounds otherwise where a gradient is wanted.
     */
    private static Tensor forEach(Tensor matrix, Tensor columns) {
        return torch.bmm(matrix.unsqueeze(0).expand(columns.size(0), -1, -1), columns);
    }

    /** So few images at once that their windows fit into memory; where a gradient is wanted, it still holds them all. */
    private static Tensor inPieces(Tensor x, long windowsOfOne, UnaryOperator<Tensor> convolution) {
        long atOnce = Math.max(1, WINDOWS / windowsOfOne);
        if (x.size(0) <= atOnce) {
            return convolution.apply(x);
        }
        TensorVector results = new TensorVector();
        for (long from = 0; from < x.size(0); from += atOnce) {
            results.push_back(convolution.apply(x.narrow(0, from, Math.min(atOnce, x.size(0) - from))));
        }
        return torch.cat(results, 0);
    }

    /** Adds a value per channel, in the type of the image. */
    public static Tensor withBias(Tensor image, TensorOptional bias) {
        return bias.has_value() ? image.add(bias.get().to(image.scalar_type()).view(-1, 1, 1)) : image;
    }

    private static final class Probe {

        static final boolean SOUND = countsRight();

        /** Where everything is 1, each pixel of the result says how many weights arrived. */
        private static boolean countsRight() {
            Natives.load();
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                int channels = 20;
                Tensor ones = torch.ones(2, channels, 3, 3);
                Tensor sum = torch.conv2d(ones, torch.ones(channels, channels, 3, 3));
                return sum.eq(new Scalar(channels * 9)).all().item_bool();
            }
        }
    }
}
