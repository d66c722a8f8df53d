package io.github.cardigan.data;

import static io.github.cardigan.data.TestImages.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private static final byte[] NO_PALETTE = {};

    private final ImageDecoder decoder = new ImageDecoder(DataLimits.defaults());

    @ParameterizedTest
    @CsvSource({"png, PNG, 0", "jpg, JPEG, 3", "gif, GIF, 0", "bmp, BMP, 0", "tiff, TIFF, 0"})
    void colourIsReadFromEveryFormat(String writer, ImageFormat format, int tolerance) {
        byte[] file = TestImages.colour(writer, 8, 10, 0xc86432);
        assertThat(ImageFormat.of(file)).isEqualTo(format);
        assertThat(decoder.header("a", file)).isEqualTo(new ImageDecoder.Header(8, 10, false));
        Planes planes = decoder.decode("a", file);
        assertThat(planes.channels()).isEqualTo(3);
        assertThat(planes.height()).isEqualTo(8);
        assertThat(planes.width()).isEqualTo(10);
        for (int i = 0; i < 80; i++) {
            assertThat(planes.values()[i] & 0xff).isCloseTo(200, within(tolerance));
            assertThat(planes.values()[80 + i] & 0xff).isCloseTo(100, within(tolerance));
            assertThat(planes.values()[160 + i] & 0xff).isCloseTo(50, within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"png, 0", "jpg, 1", "gif, 0", "bmp, 0", "tiff, 0"})
    void greyIsReadFromEveryFormatAsStored(String writer, int tolerance) {
        for (int value : new int[] {0, 1, 64, 128, 200, 255}) {
            byte[] file = TestImages.grey(writer, 5, 7, value);
            assertThat(decoder.header("a", file)).isEqualTo(new ImageDecoder.Header(5, 7, true));
            Planes planes = decoder.decode("a", file);
            assertThat(planes.channels()).isEqualTo(1);
            for (byte pixel : planes.values()) {
                assertThat(pixel & 0xff).isCloseTo(value, within(tolerance));
            }
        }
    }

    @Test
    void rowsAndColumnsKeepTheirPlaces() {
        Planes planes = decoder.decode("a", TestImages.png(2, 3, 8, 0, NO_PALETTE, bytes(0, 1, 2, 3, 0, 4, 5, 6)));
        assertThat(planes.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void sixteenBitGreyIsScaledToEight() {
        // 0x0000, 0x8080 = 128 * 257, 0xffff; 0x7f00 / 257 = 126.5
        byte[] rows = bytes(0, 0, 0, 0x80, 0x80, 0xff, 0xff, 0x40, 0x40);
        assertThat(decoder.decode("a", TestImages.png(1, 4, 16, 0, NO_PALETTE, rows))
                        .values())
                .isEqualTo(bytes(0, 128, 255, 64));
    }

    @Test
    void sixteenBitColourIsScaledToEight() {
        byte[] rows = bytes(0, 0xff, 0xff, 0x80, 0x80, 0x01, 0x01);
        assertThat(decoder.decode("a", TestImages.png(1, 1, 16, 2, NO_PALETTE, rows))
                        .values())
                .isEqualTo(bytes(255, 128, 1));
    }

    @Test
    void oneBitIsBlackAndWhite() {
        // 8 pixels: 10110000
        Planes planes = decoder.decode("a", TestImages.png(1, 8, 1, 0, NO_PALETTE, bytes(0, 0xb0)));
        assertThat(planes.channels()).isEqualTo(1);
        assertThat(planes.values()).isEqualTo(bytes(255, 0, 255, 255, 0, 0, 0, 0));
    }

    @Test
    void palettesAreLookedUp() {
        byte[] file = TestImages.png(1, 2, 8, 3, bytes(10, 20, 30, 200, 100, 0), bytes(0, 1, 0));
        assertThat(decoder.header("a", file).grey()).isFalse();
        assertThat(decoder.decode("a", file).values()).isEqualTo(bytes(200, 10, 100, 20, 0, 30));
    }

    @Test
    void aPaletteOfGreysIsGrey() {
        byte[] file = TestImages.png(1, 2, 8, 3, bytes(10, 10, 10, 200, 200, 200), bytes(0, 1, 0));
        assertThat(decoder.header("a", file).grey()).isTrue();
        assertThat(decoder.decode("a", file).values()).isEqualTo(bytes(200, 10));
    }

    @Test
    void transparentPixelsLieOnWhite() {
        // RGBA: opaque, invisible, half of black, a fifth (51/255) of (100, 0, 255): 0.2 * 100 + 0.8 * 255 = 224
        byte[] rows = bytes(0, 10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128, 100, 0, 255, 51);
        assertThat(decoder.decode("a", TestImages.png(1, 4, 8, 6, NO_PALETTE, rows))
                        .values())
                .isEqualTo(bytes(10, 255, 127, 224, 20, 255, 127, 204, 30, 255, 127, 255));
    }

    @Test
    void transparentGreyLiesOnWhite() {
        byte[] file = TestImages.png(1, 3, 8, 4, NO_PALETTE, bytes(0, 7, 255, 7, 0, 0, 51));
        assertThat(decoder.header("a", file).grey()).isTrue();
        assertThat(decoder.decode("a", file).values()).isEqualTo(bytes(7, 255, 204));
    }

    @Test
    void packedAndPremultipliedPixelsAreUnderstood() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB_PRE);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {100, 50, 0, 128, 1, 2, 3, 255});
        assertThat(PixelReader.planes(image).values()).isEqualTo(bytes(227, 1, 177, 2, 127, 3));
        BufferedImage packed = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_565_RGB);
        packed.getRaster().setPixel(0, 0, new int[] {31, 63, 0});
        assertThat(PixelReader.planes(packed).values()).isEqualTo(bytes(255, 255, 0));
    }

    /** Made by Pillow 12.3: {@code Image.new("CMYK", (8, 8), (0, 128, 255, 0))}, quality 95; Pillow reads back (255, 127, 0). */
    @Test
    void cmykJpegIsConverted() {
        byte[] file = Base64.getDecoder()
                .decode(
                        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9/Kjr+f8Ar9/K/9k=");
        assertThat(decoder.header("a", file)).isEqualTo(new ImageDecoder.Header(8, 8, false));
        byte[] values = decoder.decode("a", file).values();
        assertThat(values).hasSize(3 * 64);
        assertThat(values[30] & 0xff).isCloseTo(255, within(2));
        assertThat(values[94] & 0xff).isCloseTo(127, within(2));
        assertThat(values[158] & 0xff).isCloseTo(0, within(2));
    }

    /** Made by Pillow 12.3, lossless: 6 rows of 4, the upper half (200, 30, 60), the lower (10, 220, 100). */
    @Test
    void losslessWebpIsReadExactly() {
        byte[] file = Base64.getDecoder().decode("UklGRiQAAABXRUJQVlA4TBcAAAAvA0ABAA9wIe4r+J4Me/4jDfMQ0f84AAA=");
        assertThat(decoder.header("a", file)).isEqualTo(new ImageDecoder.Header(6, 4, false));
        byte[] values = decoder.decode("a", file).values();
        assertThat(bytes(values[0] & 0xff, values[24] & 0xff, values[48] & 0xff))
                .isEqualTo(bytes(200, 30, 60));
        assertThat(bytes(values[23] & 0xff, values[47] & 0xff, values[71] & 0xff))
                .isEqualTo(bytes(10, 220, 100));
    }

    /** Made by Pillow 12.3, quality 100: 8x8 of (90, 140, 200); Pillow reads back (90, 139, 200). */
    @Test
    void lossyWebpIsRead() {
        String version = ImageIO.getImageReadersByFormatName("webp")
                .next()
                .getOriginatingProvider()
                .getVersion();
        assumeFalse(version.startsWith("3.14"), "TwelveMonkeys 3.14 reads lossy WebP in wrong colours; 3.15 mended it");
        byte[] file = Base64.getDecoder()
                .decode(
                        "UklGRj4AAABXRUJQVlA4IDIAAAAwAgCdASoIAAgAAAAAJaACdLoB+AH6AAYeAACb//Bl1L0if/4Mx/+wAhiL0n/r4YAAAA==");
        byte[] values = decoder.decode("a", file).values();
        assertThat(values[30] & 0xff).isCloseTo(90, within(3));
        assertThat(values[94] & 0xff).isCloseTo(139, within(3));
        assertThat(values[158] & 0xff).isCloseTo(200, within(3));
    }

    /** Made by Pillow 12.3, lossless: 4 rows of 6, on the left opaque red, on the right invisible blue. */
    @Test
    void transparentWebpLiesOnWhite() {
        byte[] file = Base64.getDecoder().decode("UklGRh4AAABXRUJQVlA4TBIAAAAvBcAAEA8Q87//8x8qehDR/wA=");
        byte[] values = decoder.decode("a", file).values();
        assertThat(bytes(values[0] & 0xff, values[24] & 0xff, values[48] & 0xff))
                .isEqualTo(bytes(255, 0, 0));
        assertThat(bytes(values[5] & 0xff, values[29] & 0xff, values[53] & 0xff))
                .isEqualTo(bytes(255, 255, 255));
    }

    @Test
    void aHeaderThatClaimsTooMuchIsRefusedBeforeDecoding() {
        byte[] file = TestImages.png(100_000, 100_000, 8, 2, NO_PALETTE, bytes(0, 0, 0, 0));
        assertThatThrownBy(() -> decoder.decode("huge.png", file))
                .isInstanceOf(UnreadableSampleException.class)
                .hasMessage(
                        "huge.png cannot be read: its header claims 100000 x 100000 pixels, the limit is 100000000");
        assertThatThrownBy(() -> decoder.header("huge.png", file)).isInstanceOf(UnreadableSampleException.class);
    }

    @Test
    void thePixelLimitIsExact() {
        byte[] file = TestImages.grey("png", 10, 10, 5);
        assertThat(new ImageDecoder(new DataLimits(100, 1000, 0))
                        .decode("a", file)
                        .values())
                .hasSize(100);
        assertThatThrownBy(() -> new ImageDecoder(new DataLimits(99, 1000, 0)).decode("a", file))
                .isInstanceOf(UnreadableSampleException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void aCutFileIsUnreadableAndNamed(String writer) {
        byte[] whole = TestImages.encode(noise(64), writer);
        byte[] cut = Arrays.copyOf(whole, whole.length * 2 / 3);
        assertThatThrownBy(() -> decoder.decode("cats/7." + writer, cut))
                .isInstanceOf(UnreadableSampleException.class)
                .hasMessageStartingWith("cats/7." + writer + " cannot be read: ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void whateverIsDamagedGivesPixelsOrAnUnreadableSample(String writer) {
        byte[] whole = TestImages.encode(noise(16), writer);
        ImageDecoder tight = new ImageDecoder(new DataLimits(10_000, 10_000, 0));
        Random random = new Random(3);
        int unreadable = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 0; flips < 4; flips++) {
                damaged[random.nextInt(i % 2 == 0 ? damaged.length : Math.min(100, damaged.length))] =
                        (byte) random.nextInt();
            }
            try {
                Planes planes = tight.decode("a", damaged);
                assertThat(planes.height() * planes.width()).isLessThanOrEqualTo(10_000);
            } catch (UnreadableSampleException e) {
                unreadable++;
            }
        }
        assertThat(unreadable).isPositive();
    }

    /** Made by Pillow 12.3: {@code Image.fromarray(np.full((2, 2), 0.5, np.float32))} as TIFF. */
    @Test
    void floatingPointPixelsAreRefused() {
        byte[] file = Base64.getDecoder()
                .decode(
                        "SUkqAAgAAAAKAAABBAABAAAAAgAAAAEBBAABAAAAAgAAAAIBAwABAAAAIAAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAABEBBAABAAAAhgAAABYBBAABAAAAAgAAABcBBAABAAAAEAAAABwBAwABAAAAAQAAAFMBAwABAAAAAwAAAAAAAAAAAAA/AAAAPwAAAD8AAAA/");
        assertThatThrownBy(() -> decoder.decode("a.tif", file))
                .isInstanceOf(UnreadableSampleException.class)
                .hasMessageContaining("32 bits a channel, up to 16 are read");
    }

    @Test
    void textAndEmptyFilesSaySo() {
        assertThatThrownBy(() -> decoder.decode("a.png", "hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableSampleException.class)
                .hasMessage("a.png cannot be read: its content is none of PNG, JPEG, GIF, BMP, TIFF, WebP");
        assertThatThrownBy(() -> decoder.decode("a.png", new byte[0])).hasMessage("a.png cannot be read: it is empty");
    }

    private static BufferedImage noise(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        long state = 1;
        for (int i = 0; i < side * side; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            image.setRGB(i % side, i / side, (int) (state >>> 40));
        }
        return image;
    }
}
