package io.github.cardigan.network;

import io.github.cardigan.engine.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A convolution that keeps the size, by the convolution theorem: the spectrum of the result is the product of the spectra. Where a map is
 * hardly larger than the kernel, as in the first layers of a generator, that takes several times fewer operations. For a
 * 5x5 kernel on a map of 7x7, 25 products for each of 49 pixels become 121 in all.
 *
 * <p>Everything is a matrix product, so libtorch differentiates it, twice too. A map of {@code H x W} pixels is padded with zeros until
 * nothing wraps around. Its spectrum is real input's, so half of the frequencies suffice, and the product of two complex
 * numbers takes three real ones (Gauss; Knuth, The Art of Computer Programming 2, 4.6.4). Each frequency thus gives one or three
 * <em>points</em>: linear combinations of the pixels, multiplied with linear combinations of the kernel's weights.
 *
 * <p>It is for bf16 while training, where it is twice as fast: matrix products in bf16 gain more over fp32 than convolutions do.
 * In fp32 it gains nothing, measured. A trained network answers by the direct convolution.
 *
 * @param height rows of the map
 * @param width its columns
 * @param kernel rows and columns of the kernel, odd: the padding is half of it
 */
record FourierConvolution(int height, int width, int kernel) {

    /** How many times fewer operations it needs before it is faster, for the direct convolution runs nearer to the processor's limit. */
    private static final double WORTH = 3.3;

    /** With fewer multiplications the direct convolution is over too soon for any of this. */
    private static final double WORTH_STARTING = 5e7;

    /** With more values, the kernels' spectra outgrow caches and what the allocator keeps; then it is up to ten times slower. */
    private static final double MOST_VALUES = 4.5e6;

    private static final boolean CPU_HAS_BF16 = Precision.cpuHasBf16();
    private static final Map<FourierConvolution, Matrices> MATRICES = new ConcurrentHashMap<>();

    /** The matrices, row by row, with a row for each point; the last one tells what a point adds to each pixel of the result. */
    private record Matrices(
            int points, double[] ofPixels, double[] ofKernel, double[] ofMirroredKernel, double[] toPixels) {}

    /**
     * The one for a layer, where it keeps the size and this is faster than the direct convolution of a batch like this; else null.
     *
     * @param x {@code [N, in, H, W]}
     */
    static @Nullable FourierConvolution ifFaster(Tensor x, Pass pass, int out, int kernel, int stride, int padding) {
        if (stride != 1 || 2 * padding + 1 != kernel) {
            return null;
        }
        FourierConvolution fourier = new FourierConvolution((int) x.size(2), (int) x.size(3), kernel);
        return fourier.isFaster(x, pass, x.size(1), out) ? fourier : null;
    }

    private boolean isFaster(Tensor x, Pass pass, long in, long out) {
        if (!pass.training() || !CPU_HAS_BF16 || !x.is_cpu() || reach() > Math.min(height, width)) {
            return false;
        }
        if (x.scalar_type().intern() != ScalarType.BFloat16 && !torch.is_autocast_enabled(DeviceType.CPU)) {
            return false;
        }
        double batch = x.size(0);
        double pixels = (double) height * width;
        double taps = (double) kernel * kernel;
        double direct = batch * in * out * taps * pixels;
        double fourier = points() * (batch * in * out + batch * pixels * (in + out) + taps * in * out);
        return direct > WORTH_STARTING
                && direct > WORTH * fourier
                && Math.max(in * out, batch * Math.max(in, out)) * points() < MOST_VALUES;
    }

    /**
     * {@code [N, in, H, W] -> [N, out, H, W]}, what {@code conv2d} gives without bias.
     *
     * @param weight {@code [out, in, kernel, kernel]}
     */
    Tensor convolve(Tensor x, Tensor weight) {
        Matrices matrices = matrices();
        Tensor kernels = spectra(matrices.ofMirroredKernel, weight);
        return pixels(matrices, torch.bmm(spectra(matrices.ofPixels, x), kernels.transpose(1, 2)));
    }

    /**
     * {@code [N, in, H, W] -> [N, out, H, W]}, what {@code conv_transpose2d} gives without bias.
     *
     * @param weight {@code [in, out, kernel, kernel]}
     */
    Tensor transposed(Tensor x, Tensor weight) {
        Matrices matrices = matrices();
        return pixels(matrices, torch.bmm(spectra(matrices.ofPixels, x), spectra(matrices.ofKernel, weight)));
    }

    /** {@code [a, b, rows, columns] -> [points, a, b]}. */
    private static Tensor spectra(double[] matrix, Tensor maps) {
        long values = maps.size(2) * maps.size(3);
        Tensor rows = maps.reshape(-1, values);
        return torch.mm(tensor(matrix, values, maps), rows.t()).view(-1, maps.size(0), maps.size(1));
    }

    /** {@code [points, N, out] -> [N, out, H, W]}. */
    private Tensor pixels(Matrices matrices, Tensor products) {
        return torch.mm(
                        products.reshape(matrices.points, -1).t(),
                        tensor(matrices.toPixels, (long) height * width, products))
                .view(products.size(1), products.size(2), height, width);
    }

    private static Tensor tensor(double[] matrix, long columns, Tensor like) {
        return Tensor.create(matrix).view(-1, columns).to(like.scalar_type());
    }

    private Matrices matrices() {
        return MATRICES.computeIfAbsent(this, FourierConvolution::build);
    }

    /** How far the kernel reaches beyond a pixel: so many zeros keep the ends of a period apart. */
    private int reach() {
        return kernel / 2;
    }

    private int points() {
        int rows = height + reach();
        int columns = width + reach();
        int real = (rows % 2 == 0 ? 2 : 1) * (columns % 2 == 0 ? 2 : 1);
        return real + 3 * (rows * columns - real) / 2;
    }

    private Matrices build() {
        int rows = height + reach();
        int columns = width + reach();
        List<double[]> ofPixels = new ArrayList<>();
        List<double[]> ofKernel = new ArrayList<>();
        List<double[]> ofMirroredKernel = new ArrayList<>();
        List<double[]> toPixels = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int mirroredRow = (rows - row) % rows;
                int mirroredColumn = (columns - column) % columns;
                if (row > mirroredRow || (row == mirroredRow && column > mirroredColumn)) {
                    continue; // the conjugate of one that is there
                }
                boolean real = row == mirroredRow && column == mirroredColumn;
                Wave wave = new Wave(2 * Math.PI * row / rows, 2 * Math.PI * column / columns, real);
                ofPixels.addAll(wave.ofPixels(height, width));
                ofKernel.addAll(wave.ofKernel(kernel, 1));
                ofMirroredKernel.addAll(wave.ofKernel(kernel, -1));
                toPixels.addAll(wave.toPixels(height, width, 1.0 / (rows * columns)));
            }
        }
        return new Matrices(ofPixels.size(), flat(ofPixels), flat(ofKernel), flat(ofMirroredKernel), flat(toPixels));
    }

    private static double[] flat(List<double[]> rows) {
        return rows.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * One frequency {@code w}, in radians per row and per column. With the coefficients {@code X} of the pixels and {@code K} of the kernel, the
     * result's is {@code Y = X K}, from {@code k1 = re K (re X + im X)}, {@code k2 = re X (im K - re K)} and {@code k3 = im X (re K + im K)}:
     * {@code re Y = k1 - k3}, {@code im Y = k1 + k2}.
     *
     * @param real whether real input has a real coefficient there, so that {@code re K re X} is all
     */
    private record Wave(double perRow, double perColumn, boolean real) {

        /** Rows that give {@code re X + im X, re X, im X}, with {@code X = sum of x exp(-iwp)} over the pixels p. */
        List<double[]> ofPixels(int height, int width) {
            double[] re = cos(height, width, 0);
            double[] im = sum(-1, sin(height, width, 0), 0, re);
            return real ? List.of(re) : List.of(sum(1, re, 1, im), re, im);
        }

        /** Rows that give {@code re K, im K - re K, re K + im K}; mirrored, where the sign is -1, for a convolution. */
        List<double[]> ofKernel(int kernel, int sign) {
            double[] re = cos(kernel, kernel, kernel / 2);
            double[] im = sum(-sign, sin(kernel, kernel, kernel / 2), 0, re);
            return real ? List.of(re) : List.of(re, sum(1, im, -1, re), sum(1, re, 1, im));
        }

        /** Rows that tell what k1, k2 and k3 add to each pixel: {@code y = re (Y exp(iwp))}, twice, for the conjugate adds the same. */
        List<double[]> toPixels(int height, int width, double scale) {
            double[] cos = cos(height, width, 0);
            double[] sin = sin(height, width, 0);
            return real
                    ? List.of(sum(scale, cos, 0, sin))
                    : List.of(
                            sum(2 * scale, cos, -2 * scale, sin),
                            sum(0, cos, -2 * scale, sin),
                            sum(-2 * scale, cos, 0, sin));
        }

        private double[] cos(int rows, int columns, int centre) {
            double[] values = new double[rows * columns];
            Arrays.setAll(values, i -> Math.cos(angle(i / columns - centre, i % columns - centre)));
            return values;
        }

        private double[] sin(int rows, int columns, int centre) {
            double[] values = new double[rows * columns];
            Arrays.setAll(values, i -> Math.sin(angle(i / columns - centre, i % columns - centre)));
            return values;
        }

        private double angle(int row, int column) {
            return perRow * row + perColumn * column;
        }

        private static double[] sum(double a, double[] left, double b, double[] right) {
            double[] sum = new double[left.length];
            Arrays.setAll(sum, i -> a * left[i] + b * right[i]);
            return sum;
        }
    }
}
