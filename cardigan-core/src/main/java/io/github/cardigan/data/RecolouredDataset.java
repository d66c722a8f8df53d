package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.nio.charset.StandardCharsets;

/**
 * Another set of images with another number of channels: grey is repeated, colour becomes luminance (ITU-R BT.601), as when a set is
 * opened.
 */
public final class RecolouredDataset extends ForwardingDataset {

    private static final double[] LUMINANCE = {0.299, 0.587, 0.114};

    private final Shape shape;

    private RecolouredDataset(Dataset source, int channels) {
        super(source);
        shape = Shape.image(channels, source.shape().height(), source.shape().width());
    }

    /**
     * The set with so many channels; itself where it has them already. Closing it closes the source.
     *
     * @param channels 1 or 3
     * @throws DataException if the set is not grey or coloured images
     */
    public static Dataset of(Dataset source, int channels) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("expected 1 or 3 channels, got " + channels);
        }
        int has = source.shape().channels();
        if (has != 1 && has != 3) {
            throw new DataException(
                    "expected images of 1 or 3 channels, got samples of " + source.shape() + " from " + source.name(),
                    "name a set of single images");
        }
        return has == channels ? source : new RecolouredDataset(source, channels);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        float[] values = new float[source.shape().elements()];
        source.read(index, values, 0);
        int pixels = shape.height() * shape.width();
        for (int i = 0; i < pixels; i++) {
            if (shape.channels() == 3) {
                for (int c = 0; c < 3; c++) {
                    target[offset + c * pixels + i] = values[i];
                }
            } else {
                target[offset + i] = luminance(values, i, pixels);
            }
        }
    }

    /** Of the pixel at {@code i} (ITU-R BT.601), whose green and blue lie {@code pixels} and twice as many behind its red. */
    static float luminance(float[] values, int i, int pixels) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += LUMINANCE[c] * values[c * pixels + i];
        }
        return (float) sum;
    }

    @Override
    public String fingerprint() {
        String text = source.fingerprint() + " in " + shape.channels() + " channels";
        return io.github.cardigan.io.Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        source.close();
    }
}
