package io.github.cardigan.data;

import java.util.Arrays;

/**
 * Brings a picture to a size: scaled so that it just covers it, centred, the overhang cut off. Nothing is stretched.
 *
 * <p>Resampling is separable and antialiased: a Catmull-Rom cubic (Keys 1981, IEEE TASSP 29(6), a = -1/2) that is widened by the
 * scale when shrinking, its weights normalised, so that a constant stays constant and every source pixel counts.
 */
final class CoverCrop {

    private static final double CUBIC_SUPPORT = 2;

    private final ImageSize size;

    CoverCrop(ImageSize size) {
        this.size = size;
    }

    /** The picture at the wanted size; the picture itself where it has that size already. */
    Planes apply(Planes source) {
        int height = source.height();
        int width = source.width();
        if (height == size.height() && width == size.width()) {
            return source;
        }
        // Source pixels per target pixel: the smaller of the two ratios, so that the picture covers the target.
        double step = Math.min((double) height / size.height(), (double) width / size.width());
        Axis rows = Axis.centred(height, size.height(), step);
        Axis columns = Axis.centred(width, size.width(), step);
        byte[] result = new byte[source.channels() * size.height() * size.width()];
        float[] narrow = new float[height * size.width()];
        for (int c = 0; c < source.channels(); c++) {
            resampleRows(source, c, columns, rows, narrow);
            resampleColumns(narrow, rows, result, c * size.height() * size.width());
        }
        return new Planes(result, source.channels(), size.height(), size.width());
    }

    /** {@code [height, width]} of one channel to {@code [height, size.width]}, only the rows that will be looked at. */
    private void resampleRows(Planes source, int channel, Axis columns, Axis rows, float[] narrow) {
        byte[] values = source.values();
        int targetWidth = size.width();
        for (int y = rows.first(); y < rows.end(); y++) {
            int row = (channel * source.height() + y) * source.width();
            for (int x = 0; x < targetWidth; x++) {
                float[] weights = columns.weights[x];
                int start = row + columns.starts[x];
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * (values[start + k] & 0xff);
                }
                narrow[y * targetWidth + x] = sum;
            }
        }
    }

    /** {@code [height, size.width]} to {@code [size.height, size.width]}, rounded and held within 0 to 255. */
    private void resampleColumns(float[] narrow, Axis rows, byte[] result, int offset) {
        int targetWidth = size.width();
        float[] sums = new float[targetWidth];
        for (int y = 0; y < size.height(); y++) {
            float[] weights = rows.weights[y];
            Arrays.fill(sums, 0);
            for (int k = 0; k < weights.length; k++) {
                int row = (rows.starts[y] + k) * targetWidth;
                for (int x = 0; x < targetWidth; x++) {
                    sums[x] += weights[k] * narrow[row + x];
                }
            }
            for (int x = 0; x < targetWidth; x++) {
                result[offset + y * targetWidth + x] = (byte) Math.max(0, Math.min(255, Math.round(sums[x])));
            }
        }
    }

    /** For each target pixel along one axis: the first source pixel it looks at, and the weights from there on. */
    private static final class Axis {

        private final int[] starts;
        private final float[][] weights;

        private Axis(int[] starts, float[][] weights) {
            this.starts = starts;
            this.weights = weights;
        }

        /** {@code target} pixels, each {@code step} source pixels wide, in the middle of {@code source} pixels. */
        static Axis centred(int source, int target, double step) {
            double origin = (source - target * step) / 2;
            double widening = Math.max(1, step);
            double support = CUBIC_SUPPORT * widening;
            int[] starts = new int[target];
            float[][] weights = new float[target][];
            for (int i = 0; i < target; i++) {
                double centre = origin + (i + 0.5) * step;
                int start = Math.max(0, (int) Math.floor(centre - support + 0.5));
                int end = Math.min(source, (int) Math.floor(centre + support + 0.5));
                starts[i] = start;
                weights[i] = normalised(start, end, centre, widening);
            }
            return new Axis(starts, weights);
        }

        private static float[] normalised(int start, int end, double centre, double widening) {
            double[] raw = new double[end - start];
            double sum = 0;
            for (int k = 0; k < raw.length; k++) {
                raw[k] = cubic((start + k + 0.5 - centre) / widening);
                sum += raw[k];
            }
            float[] weights = new float[raw.length];
            for (int k = 0; k < raw.length; k++) {
                weights[k] = (float) (raw[k] / sum);
            }
            return weights;
        }

        private static double cubic(double x) {
            double t = Math.abs(x);
            if (t < 1) {
                return (1.5 * t - 2.5) * t * t + 1;
            }
            return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
        }

        int first() {
            return starts[0];
        }

        int end() {
            int last = starts.length - 1;
            return starts[last] + weights[last].length;
        }
    }
}
