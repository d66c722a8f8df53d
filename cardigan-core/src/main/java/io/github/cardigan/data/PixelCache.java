package io.github.cardigan.data;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Keeps the pixels of every sample that was read once. For sets that fit into memory. */
final class PixelCache implements PixelSource {

    private final PixelSource source;
    private final AtomicReferenceArray<byte[]> kept;

    private PixelCache(PixelSource source, int size) {
        this.source = source;
        this.kept = new AtomicReferenceArray<>(size);
    }

    /** The source behind a cache if {@code size} samples of {@code sampleBytes} fit into the budget, else the source itself. */
    static PixelSource ifFits(PixelSource source, int size, long sampleBytes, long budgetBytes) {
        return size * sampleBytes <= budgetBytes ? new PixelCache(source, size) : source;
    }

    @Override
    public byte[] pixels(int index) {
        byte[] pixels = kept.get(index);
        if (pixels == null) {
            // Two threads may decode the same sample; they get the same bytes.
            pixels = source.pixels(index);
            kept.set(index, pixels);
        }
        return pixels;
    }
}
