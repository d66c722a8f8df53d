package io.github.cardigan.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.stream.IntStream;
import javax.imageio.ImageTypeSpecifier;

/**
 * A decoded picture, whatever its layout, as {@link Planes}: 1 channel if it is grey, else 3.
 *
 * <p>Stored values count as they are, as in other training tools: grey is not converted between gamma curves and an RGB
 * profile is not applied. 16 bits are scaled to 8, palettes looked up, CMYK and other colour spaces converted to sRGB.
 * Transparent pixels are laid on white.
 */
final class PixelReader {

    private PixelReader() {}

    /** Whether a picture of this type becomes 1 channel. */
    static boolean isGrey(ImageTypeSpecifier type) {
        return isGrey(type.getColorModel());
    }

    private static boolean isGrey(ColorModel colors) {
        if (colors instanceof IndexColorModel palette) {
            for (int i = 0; i < palette.getMapSize(); i++) {
                if (palette.getRed(i) != palette.getGreen(i) || palette.getGreen(i) != palette.getBlue(i)) {
                    return false;
                }
            }
            return true;
        }
        return colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    static Planes planes(BufferedImage image) {
        ColorModel colors = image.getColorModel();
        int channels = isGrey(colors) ? 1 : 3;
        byte[] values = new byte[Math.multiplyExact(channels, image.getWidth() * image.getHeight())];
        if (colors instanceof IndexColorModel || !hasPlainBands(image.getRaster(), colors)) {
            fromColors(image, channels, values);
        } else {
            fromBands(image, channels, values);
        }
        return new Planes(values, channels, image.getHeight(), image.getWidth());
    }

    /** Grey or RGB in bands of their own (packed 32-bit pixels too), unsigned, with or without alpha as the last one. */
    private static boolean hasPlainBands(Raster raster, ColorModel colors) {
        int space = colors.getColorSpace().getType();
        int type = raster.getTransferType();
        return (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT)
                && raster.getNumBands() == colors.getNumComponents();
    }

    private static void fromBands(BufferedImage image, int channels, byte[] values) {
        Raster raster = image.getRaster();
        ColorModel colors = image.getColorModel();
        int width = image.getWidth();
        int pixels = width * image.getHeight();
        int bands = raster.getNumBands();
        int[] max = IntStream.of(colors.getComponentSize())
                .map(bits -> (1 << bits) - 1)
                .toArray();
        boolean alpha = colors.hasAlpha();
        int[] row = new int[width * bands];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                double opacity = alpha ? (double) row[x * bands + bands - 1] / max[bands - 1] : 1;
                for (int c = 0; c < channels; c++) {
                    int stored = row[x * bands + c];
                    int value = max[c] == 255 ? stored : (stored * 255 + max[c] / 2) / max[c];
                    values[c * pixels + y * width + x] =
                            (byte) (alpha ? onWhite(value, opacity, colors.isAlphaPremultiplied()) : value);
                }
            }
        }
    }

    private static void fromColors(BufferedImage image, int channels, byte[] values) {
        int width = image.getWidth();
        int pixels = width * image.getHeight();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width); // 0xAARRGGBB, not premultiplied
            for (int x = 0; x < width; x++) {
                double opacity = (row[x] >>> 24) / 255.0;
                for (int c = 0; c < channels; c++) {
                    int value = (row[x] >> (16 - 8 * c)) & 0xff;
                    values[c * pixels + y * width + x] = (byte) onWhite(value, opacity, false);
                }
            }
        }
    }

    private static int onWhite(int value, double opacity, boolean premultiplied) {
        double own = premultiplied ? value : value * opacity;
        return (int) Math.min(255, Math.round(own + 255 * (1 - opacity)));
    }
}
