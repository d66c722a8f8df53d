package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageGridTest {

    private static final Shape GREY = Shape.image(1, 2, 3);
    private static final Shape COLOUR = Shape.image(3, 1, 2);

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int[] pixel(BufferedImage image, int x, int y) {
        return image.getRaster().getPixel(x, y, (int[]) null);
    }

    @Test
    void greyLevelsAreClampedAndRoundedHalfUp() throws IOException {
        // (v + 1) * 127.5 by hand: 0, 255, 127.5, below, above, 63.75
        float[] sample = {-1, 1, 0, -7, 3, -0.5f};
        BufferedImage image = decode(ImageGrid.png(sample, GREY));
        assertThat(image.getWidth()).isEqualTo(3);
        assertThat(image.getHeight()).isEqualTo(2);
        assertThat(image.getRaster().getNumBands()).isEqualTo(1);
        assertThat(image.getRaster().getPixels(0, 0, 3, 2, (int[]) null)).containsExactly(0, 255, 128, 0, 255, 64);
    }

    @Test
    void colourPlanesBecomeRedGreenAndBlue() throws IOException {
        float[] sample = {1, -1, 0, -1, -1, 1};
        BufferedImage image = decode(ImageGrid.png(sample, COLOUR));
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFF8000);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xFF0000FF);
    }

    @Test
    void imagesRunRowByRowWithTwoPixelsBetweenAndAround() throws IOException {
        float[] samples = new float[3 * 6];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i / 6 == 0 ? 1 : i / 6 == 1 ? 0 : -0.5f;
        }
        BufferedImage image = decode(ImageGrid.png(samples, GREY, 2));
        assertThat(image.getWidth()).isEqualTo(2 + 3 + 2 + 3 + 2);
        assertThat(image.getHeight()).isEqualTo(2 + 2 + 2 + 2 + 2);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean upper = y >= 2 && y < 4;
                boolean lower = y >= 6 && y < 8;
                boolean first = x >= 2 && x < 5;
                boolean second = x >= 7 && x < 10;
                int expected = upper && first ? 255 : upper && second ? 128 : lower && first ? 64 : 0;
                assertThat(pixel(image, x, y)).as("pixel %d, %d", x, y).containsExactly(expected);
            }
        }
    }

    @Test
    void fewerImagesThanColumnsMakeANarrowGrid() throws IOException {
        assertThat(decode(ImageGrid.png(new float[6], GREY, 8)).getWidth()).isEqualTo(2 + 3 + 2);
    }

    @Test
    void sameSamplesGiveTheSameBytesWithoutATimestamp() {
        float[] samples = new float[4 * 6];
        byte[] png = ImageGrid.png(samples, COLOUR, 2);
        assertThat(ImageGrid.png(samples.clone(), COLOUR, 2)).isEqualTo(png);
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).doesNotContain("tIME", "tEXt", "iTXt");
    }

    @Test
    void whatIsNotAnImageOfOneOrThreeChannelsIsRefused() {
        assertThatThrownBy(() -> ImageGrid.png(new float[8], Shape.image(2, 2, 2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, height, width] or [3, height, width]")
                .hasMessageContaining("[2, 2, 2]");
        assertThatThrownBy(() -> ImageGrid.png(new float[8], Shape.of(8), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[8]");
    }

    @Test
    void brokenSamplesAreRefused() {
        assertThatThrownBy(() -> ImageGrid.png(new float[7], GREY, 1)).hasMessageContaining("got 7 values");
        assertThatThrownBy(() -> ImageGrid.png(new float[0], GREY, 1)).hasMessageContaining("got 0 values");
        assertThatThrownBy(() -> ImageGrid.png(new float[12], GREY)).hasMessageContaining("expected one image");
        assertThatThrownBy(() -> ImageGrid.png(new float[6], GREY, 0)).hasMessageContaining("at least 1 column, got 0");
        assertThatThrownBy(() -> ImageGrid.png(new float[] {0, 0, 0, 0, Float.NaN, 0}, GREY, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at position 4");
    }
}
