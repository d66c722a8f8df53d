package io.github.cardigan.network;

/** What the two pooling layers share. */
final class Pools {

    private Pools() {}

    static void require(int kernel, int stride, int padding) {
        Require.positive("kernel", kernel);
        Require.positive("stride", stride);
        if (padding < 0 || padding > kernel / 2) {
            throw new IllegalArgumentException(
                    "expected a padding from 0 to half the kernel " + kernel + ", got " + padding);
        }
    }

    static String settings(int kernel, int stride, int padding) {
        return kernel + "x" + kernel + ", stride " + stride + (padding == 0 ? "" : ", padding " + padding);
    }
}
