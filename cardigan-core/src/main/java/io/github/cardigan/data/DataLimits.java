package io.github.cardigan.data;

/**
 * What opening a data set may cost. The defaults suit everybody but tests and very small machines.
 *
 * @param maxPixels an image whose header claims more pixels is refused before it is decoded
 * @param maxFileBytes an image file, or an entry of a ZIP once unpacked, is refused beyond this many bytes
 * @param cacheBytes decoded samples are kept while the whole set fits into this many bytes; else they are decoded at each reading
 */
public record DataLimits(long maxPixels, long maxFileBytes, long cacheBytes) {

    /** @throws IllegalArgumentException if one is negative */
    public DataLimits {
        if (maxPixels < 0 || maxFileBytes < 0 || cacheBytes < 0) {
            throw new IllegalArgumentException(
                    "expected limits of at least 0, got maxPixels %d, maxFileBytes %d, cacheBytes %d"
                            .formatted(maxPixels, maxFileBytes, cacheBytes));
        }
    }

    /** 100 million pixels, 256 MiB a file, and a quarter of the heap for decoded samples. */
    public static DataLimits defaults() {
        return new DataLimits(100_000_000, 256L << 20, Runtime.getRuntime().maxMemory() / 4);
    }
}
