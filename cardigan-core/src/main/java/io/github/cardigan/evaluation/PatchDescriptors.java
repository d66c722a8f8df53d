package io.github.cardigan.evaluation;

import io.github.cardigan.engine.RandomSource;
import org.bytedeco.pytorch.Tensor;

/** Small square patches of one level of a pyramid, each a row; room for a number of rows that is fixed beforehand. */
final class PatchDescriptors {

    static final int SIDE = 7;

    private final int channels;
    private final int rowSize;
    private final float[] rows;
    private int filled;

    PatchDescriptors(int channels, int count) {
        this.channels = channels;
        this.rowSize = channels * SIDE * SIDE;
        this.rows = new float[Math.multiplyExact(count, rowSize)];
    }

    /**
     * Takes patches from one image, at random places.
     *
     * @param values {@code [channels, height, width]} of this and other images
     * @param offset where the image begins
     */
    void add(float[] values, int offset, int height, int width, int patches, RandomSource random) {
        for (int patch = 0; patch < patches; patch++) {
            int top = random.nextInt(height - SIDE + 1);
            int left = random.nextInt(width - SIDE + 1);
            for (int channel = 0; channel < channels; channel++) {
                for (int row = 0; row < SIDE; row++) {
                    int from = offset + (channel * height + top + row) * width + left;
                    System.arraycopy(values, from, rows, filled, SIDE);
                    filled += SIDE;
                }
            }
        }
    }

    /**
     * Gives each channel mean 0 and standard deviation 1 over all patches and pixels.
     *
     * @return {@code [patches, channels * 49]} in fp32, owned by the current scope
     */
    Tensor normalised() {
        int plane = SIDE * SIDE;
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            double squares = 0;
            for (int row = channel * plane; row < filled; row += rowSize) {
                for (int i = row; i < row + plane; i++) {
                    sum += rows[i];
                    squares += (double) rows[i] * rows[i];
                }
            }
            double count = (double) filled / channels;
            double mean = sum / count;
            double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
            double scale = deviation == 0 ? 0 : 1 / deviation; // a channel without any detail
            for (int row = channel * plane; row < filled; row += rowSize) {
                for (int i = row; i < row + plane; i++) {
                    rows[i] = (float) ((rows[i] - mean) * scale);
                }
            }
        }
        return Tensor.create(rows, filled / rowSize, rowSize);
    }
}
