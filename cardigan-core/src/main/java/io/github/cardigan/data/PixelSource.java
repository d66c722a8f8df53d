package io.github.cardigan.data;

/** Samples as bytes, {@code [channels, height, width]} each, all of one shape. Safe for several threads. */
@FunctionalInterface
interface PixelSource {

    /**
     * @return the pixels of one sample; possibly shared, so the caller does not write to them
     * @throws UnreadableSampleException if this one is damaged
     */
    byte[] pixels(int index);
}
