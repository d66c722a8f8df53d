package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class GifAnimationTest {

    /** A frame as it is read back: {@code 0xRRGGBB} each, and its delay in hundredths of a second. */
    private record Frame(int[] pixels, int width, int hundredths, int loops) {}

    private static List<Frame> readBack(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        List<Frame> frames = new ArrayList<>();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            for (int i = 0; i < reader.getNumImages(true); i++) {
                BufferedImage image = reader.read(i);
                int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                IIOMetadataNode loop = (IIOMetadataNode)
                        root.getElementsByTagName("ApplicationExtension").item(0);
                frames.add(new Frame(
                        Arrays.stream(pixels).map(pixel -> pixel & 0xffffff).toArray(),
                        image.getWidth(),
                        Integer.parseInt(control.getAttribute("delayTime")),
                        loop == null ? -1 : loops((byte[]) loop.getUserObject())));
            }
        } finally {
            reader.dispose();
        }
        return frames;
    }

    private static int loops(byte[] block) {
        assertThat(block).hasSize(3).startsWith(1);
        return block[1] & 0xff | (block[2] & 0xff) << 8;
    }

    private static float value(int level) {
        return (float) (level / 127.5 - 1);
    }

    @Test
    void greyLevelsComeBackExactly() throws IOException {
        Shape shape = Shape.image(1, 16, 32);
        float[] samples = new float[3 * 512];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = value(i * 7 % 256); // 7 and 256 share no factor: all levels occur
        }
        List<Frame> frames = readBack(GifAnimation.gif(samples, shape, 84));
        assertThat(frames).hasSize(3);
        for (int f = 0; f < 3; f++) {
            assertThat(frames.get(f).width()).isEqualTo(32);
            assertThat(frames.get(f).hundredths()).isEqualTo(8);
            for (int i = 0; i < 512; i++) {
                assertThat(frames.get(f).pixels()[i]).isEqualTo((f * 512 + i) * 7 % 256 * 0x010101);
            }
        }
    }

    @Test
    void itRepeatsForEver() throws IOException {
        byte[] gif = GifAnimation.gif(new float[2 * 16], Shape.image(1, 4, 4), 100);
        List<Frame> frames = readBack(gif);
        assertThat(frames.get(0).loops()).isZero();
        assertThat(frames.get(1).loops()).as("said once, with the first frame").isEqualTo(-1);
        assertThat(new String(gif, 0, 6, StandardCharsets.US_ASCII)).isEqualTo("GIF89a");
    }

    /** Each frame has a palette of its own. */
    @Test
    void upTo256ColoursComeBackExactlyInEachFrame() throws IOException {
        Shape shape = Shape.image(3, 16, 16);
        Random random = new Random(1);
        float[] samples = new float[3 * shape.elements()];
        for (int i = 0; i < samples.length; i++) {
            // one colour, two hundred and fifty-six, then others
            samples[i] = value(i < shape.elements() ? 9 : random.nextInt(256));
        }
        List<Frame> frames = readBack(GifAnimation.gif(samples, shape, 100));
        for (int f = 0; f < 3; f++) {
            for (int i = 0; i < 256; i++) {
                int start = f * shape.elements() + i;
                int expected = 0;
                for (int c = 0; c < 3; c++) {
                    expected = expected << 8 | Math.round((samples[start + c * 256] + 1) * 127.5f);
                }
                assertThat(frames.get(f).pixels()[i]).isEqualTo(expected);
            }
        }
    }

    /**
     * Uniform noise fills the cube of colours. Cut into 256 equal cubes, each has a side of 255 / 256^(1/3) = 40, and the error of
     * a channel a root mean square of 40 / sqrt(12) = 11.6; a quarter more is allowed to cuts that are not so even. With one
     * fixed palette of 6 x 6 x 6 it would be 14.7 at best.
     */
    @Test
    void moreColoursAreBroughtToThe256ThatSuitThem() throws IOException {
        Shape shape = Shape.image(3, 64, 64);
        float[] samples = new float[shape.elements()];
        Random random = new Random(2);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = value(random.nextInt(256));
        }
        int[] pixels = readBack(GifAnimation.gif(samples, shape, 100)).get(0).pixels();
        double squares = 0;
        for (int i = 0; i < samples.length; i++) {
            int read = pixels[i % 4096] >> (16 - 8 * (i / 4096)) & 0xff;
            squares += Math.pow(read - (samples[i] + 1) * 127.5, 2);
        }
        assertThat(Math.sqrt(squares / samples.length)).isLessThan(14.5);
        assertThat(Arrays.stream(pixels).distinct()).hasSize(256);
    }

    @Test
    void theSameSamplesGiveTheSameBytes() {
        Shape shape = Shape.image(3, 32, 32);
        float[] samples = new float[2 * shape.elements()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(i * 0.37);
        }
        assertThat(GifAnimation.gif(samples.clone(), shape, 50)).isEqualTo(GifAnimation.gif(samples, shape, 50));
    }

    @Test
    void whatIsNoAnimationIsRefused() {
        Shape grey = Shape.image(1, 2, 2);
        assertThatThrownBy(() -> GifAnimation.gif(new float[5], grey, 100)).hasMessageContaining("got 5 values");
        assertThatThrownBy(() -> GifAnimation.gif(new float[4], grey, 9)).hasMessageContaining("got 9");
        assertThatThrownBy(() -> GifAnimation.gif(new float[8], Shape.image(2, 2, 2), 100))
                .hasMessageContaining("[2, 2, 2]");
        assertThatThrownBy(() -> GifAnimation.gif(new float[] {0, 0, Float.NaN, 0}, grey, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at position 2");
    }
}
