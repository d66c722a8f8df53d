package io.github.cardigan.evaluation;

import java.util.Map;

/**
 * A convolution of Inception-v3, with the batch normalisation and the ReLU behind it.
 *
 * @param name what its tensors' names start with, such as {@code Mixed_5b.branch1x1}
 * @param in channels that come
 * @param out channels that go
 * @param height rows of the kernel
 * @param width columns of the kernel
 * @param stride 1, or 2 where it halves the image
 * @param padded whether zeros around the image keep its size
 * @param side rows and columns of the output for an image of 299x299
 */
record InceptionConvolution(String name, int in, int out, int height, int width, int stride, boolean padded, int side) {

    String weight() {
        return name + ".conv.weight";
    }

    /**
     * @param part {@code weight}, {@code bias}, {@code running_mean} or {@code running_var}
     */
    String norm(String part) {
        return name + ".bn." + part;
    }

    long[] strides() {
        return new long[] {stride, stride};
    }

    long[] padding() {
        return padded ? new long[] {height / 2, width / 2} : new long[] {0, 0};
    }

    /** Names and shapes of its tensors in a state dict. */
    void describe(Map<String, long[]> shapes) {
        shapes.put(weight(), new long[] {out, in, height, width});
        for (String part : new String[] {"weight", "bias", "running_mean", "running_var"}) {
            shapes.put(norm(part), new long[] {out});
        }
    }

    /** Floating-point operations for one image of 299x299, a multiplication and an addition counted as two. */
    long flops() {
        return 2L * in * out * height * width * side * side;
    }
}
