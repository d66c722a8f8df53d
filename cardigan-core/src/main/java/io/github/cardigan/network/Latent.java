package io.github.cardigan.network;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * What a generator is fed: the distribution of z.
 *
 * @param distribution how the values are spread
 * @param size values per sample, at least 1
 */
public record Latent(Distribution distribution, int size) {

    /** The two distributions of the literature. */
    public enum Distribution {
        /** Independent N(0, 1). */
        NORMAL,
        /** Independent, uniform in [-1, 1). */
        UNIFORM;

        /** For example {@code normal}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Latent {
        Require.positive("latent size", size);
    }

    public static Latent normal(int size) {
        return new Latent(Distribution.NORMAL, size);
    }

    public static Latent uniform(int size) {
        return new Latent(Distribution.UNIFORM, size);
    }

    /** Samples {@code [count, size]} on the device, owned by the current scope. */
    public Tensor sample(int count, RandomSource random, Device device) {
        return switch (distribution) {
            case NORMAL -> random.normal(device, count, size);
            case UNIFORM -> random.uniform(device, -1, 1, count, size);
        };
    }
}
