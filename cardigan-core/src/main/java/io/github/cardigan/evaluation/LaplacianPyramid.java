package io.github.cardigan.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * An image as details at ever coarser scales (Burt, Adelson 1983): each level is what is lost by blurring (1 4 6 4 1)/16 along both
 * axes and dropping every second pixel; the last is what remains. At the border the image is mirrored, the border itself not
 * repeated.
 */
final class LaplacianPyramid {

    private static final double[] BLUR = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

    private LaplacianPyramid() {}

    /**
     * @param images {@code [N, C, H, W]}
     * @param levels at least 1
     * @return {@code levels} tensors, the finest first, level l of size {@code ceil(H / 2^l) x ceil(W / 2^l)}
     */
    static List<Tensor> of(Tensor images, int levels) {
        List<Tensor> pyramid = new ArrayList<>();
        Tensor rest = images;
        for (int level = 1; level < levels; level++) {
            int height = Math.toIntExact(rest.size(2));
            int width = Math.toIntExact(rest.size(3));
            Tensor half = AxisMatrix.apply(rest, shrink(height), shrink(width));
            pyramid.add(rest.sub(AxisMatrix.apply(half, enlarge(height), enlarge(width))));
            rest = half;
        }
        pyramid.add(rest);
        return pyramid;
    }

    /** Blurs and keeps every second value. */
    private static AxisMatrix shrink(int from) {
        return AxisMatrix.of((from + 1) / 2, from, (i, weights) -> {
            for (int k = 0; k < BLUR.length; k++) {
                weights[mirrored(2 * i + k - 2, from)] += BLUR[k];
            }
        });
    }

    /** Puts a zero behind every value, blurs, and doubles what the zeros took away. */
    private static AxisMatrix enlarge(int to) {
        int from = (to + 1) / 2;
        return AxisMatrix.of(to, from, (i, weights) -> {
            for (int k = 0; k < BLUR.length; k++) {
                int position = mirrored(i + k - 2, 2 * from);
                if (position % 2 == 0) {
                    weights[position / 2] += 2 * BLUR[k];
                }
            }
        });
    }

    private static int mirrored(int position, int size) {
        int reflected = Math.abs(position);
        return reflected < size ? reflected : 2 * (size - 1) - reflected;
    }
}
