package io.github.cardigan.data;

/**
 * Pixels, channel by channel and row by row: {@code [channels, height, width]}, one byte (0 to 255) each.
 *
 * @param values owned by this record; callers do not write to it
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
record Planes(byte[] values, int channels, int height, int width) {

    Planes {
        if (values.length != channels * height * width) {
            throw new IllegalArgumentException("expected %d values for [%d, %d, %d], got %d"
                    .formatted(channels * height * width, channels, height, width, values.length));
        }
    }

    /** The same picture in 1 or 3 channels: grey is repeated, colour becomes luminance (ITU-R BT.601). */
    Planes withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        int pixels = height * width;
        byte[] result = new byte[wanted * pixels];
        if (channels == 1) {
            for (int c = 0; c < wanted; c++) {
                System.arraycopy(values, 0, result, c * pixels, pixels);
            }
        } else {
            for (int i = 0; i < pixels; i++) {
                result[i] = luminance(values[i] & 0xff, values[pixels + i] & 0xff, values[2 * pixels + i] & 0xff);
            }
        }
        return new Planes(result, wanted, height, width);
    }

    private static byte luminance(int red, int green, int blue) {
        return (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
}
