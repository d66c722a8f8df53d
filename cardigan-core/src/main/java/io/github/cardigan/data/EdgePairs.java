package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.Optional;

/**
 * Images with their outlines before them: pairs whose answer is known, of any images. The outline is the length of Sobel's gradient of the
 * luminance (ITU-R BT.601), dark on white, one channel; the step from black to white across a straight edge is black. Owns its source.
 */
final class EdgePairs extends ForwardingDataset {

    private static final double FULL = 4; // Sobel's answer to a step of 1: 1 + 2 + 1

    private final ImagePair pair;

    /**
     * @throws DataException if these are no single images
     */
    EdgePairs(Dataset source) {
        super(source);
        if (!source.shape().isImage()
                || source.pair().isPresent()
                || source.shape().channels() > 3) {
            throw new DataException(
                    "edges expects images, got samples of " + source.shape() + " from " + source.name(),
                    "for example edges:shapes, or edges:photos/");
        }
        pair = new ImagePair(1, source.shape().channels());
    }

    @Override
    public String name() {
        return PairSets.EDGES + ":" + source.name();
    }

    @Override
    public Shape shape() {
        return pair.shape(new ImageSize(source.shape().height(), source.shape().width()));
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(pair);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        int height = source.shape().height();
        int width = source.shape().width();
        source.read(index, target, offset + height * width);
        outline(luminance(target, offset + height * width, height * width), height, width, target, offset);
    }

    private float[] luminance(float[] values, int from, int pixels) {
        float[] grey = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            grey[i] = source.shape().channels() == 1
                    ? values[from + i]
                    : RecolouredDataset.luminance(values, from + i, pixels);
        }
        return grey;
    }

    /** Pixels beyond the border are as those at it. */
    private static void outline(float[] grey, int height, int width, float[] target, int offset) {
        for (int y = 0; y < height; y++) {
            int above = Math.max(0, y - 1) * width;
            int here = y * width;
            int below = Math.min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - 1);
                int right = Math.min(width - 1, x + 1);
                double across = grey[above + right]
                        + 2 * grey[here + right]
                        + grey[below + right]
                        - grey[above + left]
                        - 2 * grey[here + left]
                        - grey[below + left];
                double down = grey[below + left]
                        + 2 * grey[below + x]
                        + grey[below + right]
                        - grey[above + left]
                        - 2 * grey[above + x]
                        - grey[above + right];
                // values go from -1 to 1, a step of 2: an edge of full contrast has the gradient 2 FULL
                double strength = Math.min(1, Math.hypot(across, down) / (2 * FULL));
                target[offset + here + x] = (float) (1 - 2 * strength);
            }
        }
    }

    @Override
    public String fingerprint() {
        return new Fingerprint().add("edges/v1").add(source.fingerprint()).hex();
    }

    @Override
    public void close() {
        source.close();
    }
}
