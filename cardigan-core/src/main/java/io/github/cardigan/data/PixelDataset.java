package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A {@link Dataset} of images over a {@link PixelSource}: bytes 0 to 255 become floats -1 to 1. */
final class PixelDataset implements Dataset {

    private static final float[] UNIT = new float[256];

    static {
        for (int i = 0; i < UNIT.length; i++) {
            UNIT[i] = (float) (i / 127.5 - 1);
        }
    }

    /** What the samples are called. @param of one per sample, empty without labels @param classes names in label order */
    record Labels(int[] of, List<String> classes) {

        static final Labels NONE = new Labels(new int[0], List.of());
    }

    private final String name;
    private final Shape shape;
    private final int size;
    private final Labels labels;
    private final PixelSource source;
    private final Supplier<String> fingerprint;
    private final Runnable onClose;
    private final List<String> names;

    PixelDataset(
            String name,
            Shape shape,
            int size,
            Labels labels,
            PixelSource source,
            Supplier<String> fingerprint,
            Runnable onClose) {
        this(name, shape, size, labels, source, fingerprint, onClose, List.of());
    }

    /** @param names of the samples; none where they are numbered */
    PixelDataset(
            String name,
            Shape shape,
            int size,
            Labels labels,
            PixelSource source,
            Supplier<String> fingerprint,
            Runnable onClose,
            List<String> names) {
        this.name = name;
        this.shape = shape;
        this.size = size;
        this.labels = labels;
        this.source = source;
        this.fingerprint = fingerprint;
        this.onClose = onClose;
        this.names = names;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<String> classes() {
        return labels.classes();
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, size);
        return labels.of().length == 0 ? -1 : labels.of()[index];
    }

    @Override
    public String sampleName(int index) {
        return names.isEmpty() ? Dataset.super.sampleName(index) : names.get(index);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        Objects.checkIndex(index, size);
        byte[] pixels = source.pixels(index);
        Objects.checkFromIndexSize(offset, pixels.length, target.length);
        spread(pixels, target, offset);
    }

    /** Bytes 0 to 255 as floats -1 to 1. */
    static void spread(byte[] pixels, float[] target, int offset) {
        for (int i = 0; i < pixels.length; i++) {
            target[offset + i] = UNIT[pixels[i] & 0xff];
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint.get();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
