package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.nio.charset.StandardCharsets;

/** Another set of images at another size: scaled to cover it, centre-cropped, rounded to 256 levels. */
final class ResizedDataset extends ForwardingDataset {

    private final Shape shape;
    private final CoverCrop crop;
    private final String sizeName;

    ResizedDataset(Dataset source, ImageSize size) {
        super(source);
        shape = Shape.image(source.shape().channels(), size.height(), size.width());
        crop = new CoverCrop(size);
        sizeName = size.toString();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        Shape from = source.shape();
        float[] values = new float[from.elements()];
        source.read(index, values, 0);
        byte[] levels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            levels[i] = (byte) Math.round((values[i] + 1) * 127.5f);
        }
        byte[] resized = crop.apply(new Planes(levels, from.channels(), from.height(), from.width()))
                .values();
        for (int i = 0; i < resized.length; i++) {
            target[offset + i] = (resized[i] & 0xff) / 127.5f - 1;
        }
    }

    @Override
    public String fingerprint() {
        return io.github.cardigan.io.Sha256.of(
                (source.fingerprint() + " resized to " + sizeName).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        source.close();
    }
}
