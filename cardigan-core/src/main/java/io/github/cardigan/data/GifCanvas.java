package io.github.cardigan.data;

import java.util.Arrays;

/** Where the pictures of a GIF are laid over each other. What nobody painted is transparent, as in browsers. */
final class GifCanvas {

    private final int height;
    private final int width;
    private final int[] argb;
    private int[] before = {};

    GifCanvas(int height, int width) {
        this.height = height;
        this.width = width;
        argb = new int[height * width];
    }

    /** Lays a picture on the canvas; what lies outside of it is cut off. */
    void draw(GifBlocks.Image image, byte[] indices) {
        if (image.disposal() == GifBlocks.Disposal.TAKEN_BACK) {
            before = argb.clone();
        }
        for (int y = image.top(); y < bottom(image); y++) {
            for (int x = image.left(); x < right(image); x++) {
                int colour = image.colours()[indices[(y - image.top()) * image.width() + x - image.left()] & 0xff];
                if (colour >>> 24 != 0) {
                    argb[y * width + x] = colour;
                }
            }
        }
    }

    /** Ends the time of the picture that was drawn last. */
    void dispose(GifBlocks.Image image) {
        switch (image.disposal()) {
            case STAYS -> {}
            case TAKEN_BACK -> System.arraycopy(before, 0, argb, 0, argb.length);
            case CLEARED -> {
                for (int y = image.top(); y < bottom(image); y++) {
                    int row = y * width;
                    Arrays.fill(argb, row + Math.min(image.left(), width), row + right(image), 0);
                }
            }
        }
    }

    /** What is seen: {@code [3, height, width]}, transparent pixels on white as in still images. */
    byte[] pixels() {
        byte[] pixels = new byte[3 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            int colour = argb[i] >>> 24 == 0 ? 0xffffff : argb[i];
            for (int c = 0; c < 3; c++) {
                pixels[c * argb.length + i] = (byte) (colour >> (16 - 8 * c));
            }
        }
        return pixels;
    }

    private int bottom(GifBlocks.Image image) {
        return Math.min(height, image.top() + image.height());
    }

    private int right(GifBlocks.Image image) {
        return Math.min(width, image.left() + image.width());
    }
}
