package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverCropTest {

    @ParameterizedTest
    @CsvSource({"4, 4", "7, 13", "20, 20", "64, 48", "100, 9"})
    void aConstantStaysConstant(int height, int width) {
        for (int value : new int[] {0, 77, 255}) {
            Planes result = crop(grey(20, 30, (y, x) -> value), height, width);
            assertThat(result.values()).hasSize(height * width).containsOnly((byte) value);
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4"})
    void aRampStaysLinearAwayFromTheBordersWhenShrunk(int factor) {
        int side = 16;
        Planes result = crop(grey(side * factor, side * factor, (y, x) -> 3 * x + 10), side, side);
        for (int x = 2; x < side - 2; x++) {
            // The target pixel's centre, in source pixels: (x + 1/2) factor - 1/2.
            double expected = 3 * ((x + 0.5) * factor - 0.5) + 10;
            assertThat((double) at(result, 0, 8, x)).isCloseTo(expected, within(0.501)); // rounding to a byte
        }
    }

    @Test
    void aRampStaysLinearAwayFromTheBordersWhenEnlarged() {
        Planes result = crop(grey(10, 10, (y, x) -> 20 * y + 10), 40, 40);
        for (int y = 8; y < 32; y++) {
            assertThat((double) at(result, 0, y, 20)).isCloseTo(20 * ((y + 0.5) / 4 - 0.5) + 10, within(0.501));
        }
    }

    @Test
    void aCheckerboardAtHalfItsSizeIsGrey() {
        Planes result = crop(grey(16, 16, (y, x) -> (y + x) % 2 * 255), 8, 8);
        for (int y = 2; y < 6; y++) {
            for (int x = 2; x < 6; x++) {
                assertThat(at(result, 0, y, x)).isBetween(127, 128);
            }
        }
    }

    @Test
    void aWidePictureKeepsItsMiddle() {
        // Three thirds: 8 columns of 10, 8 of 200, 8 of 90. At 8x8 only the middle is left.
        Planes result = crop(grey(8, 24, (y, x) -> x < 8 ? 10 : x < 16 ? 200 : 90), 8, 8);
        assertThat(result.values()).containsOnly((byte) 200);
    }

    @Test
    void aTallPictureKeepsItsMiddle() {
        Planes result = crop(grey(40, 8, (y, x) -> y < 16 ? 10 : y < 24 ? 200 : 90), 8, 8);
        assertThat(result.values()).containsOnly((byte) 200);
    }

    @Test
    void nothingIsStretchedWhenTheShapeIsNotSquare() {
        // 64x64 to 16x32 covers at half size: rows 16 to 47 remain. A square of 16 becomes one of 8.
        Planes result = crop(grey(64, 64, (y, x) -> y >= 24 && y < 40 && x >= 24 && x < 40 ? 255 : 0), 16, 32);
        int rows = 0;
        int columns = 0;
        for (int y = 0; y < 16; y++) {
            rows += at(result, 0, y, 16) > 127 ? 1 : 0;
        }
        for (int x = 0; x < 32; x++) {
            columns += at(result, 0, 8, x) > 127 ? 1 : 0;
        }
        assertThat(rows).isEqualTo(8);
        assertThat(columns).isEqualTo(8);
    }

    @Test
    void channelsDoNotMix() {
        byte[] values = new byte[3 * 64];
        for (int i = 0; i < 64; i++) {
            values[64 + i] = (byte) 100;
            values[128 + i] = (byte) 250;
        }
        byte[] result = new CoverCrop(new ImageSize(4, 4))
                .apply(new Planes(values, 3, 8, 8))
                .values();
        for (int i = 0; i < 16; i++) {
            assertThat(result[i]).isZero();
            assertThat(result[16 + i] & 0xff).isEqualTo(100);
            assertThat(result[32 + i] & 0xff).isEqualTo(250);
        }
    }

    @Test
    void aPictureOfTheRightSizeIsLeftAlone() {
        Planes source = grey(9, 5, (y, x) -> 40 * y + x);
        assertThat(new CoverCrop(new ImageSize(9, 5)).apply(source)).isSameAs(source);
    }

    /**
     * Against Pillow 12.3, which rounds to bytes between its two passes, hence a tolerance of 1:
     *
     * <pre>
     * x = 1; v = []
     * for i in range(120): x = (x * 1103515245 + 12345) % (1 &lt;&lt; 31); v.append((x >> 16) &amp; 255)
     * im = Image.fromarray(np.array(v, np.uint8).reshape(10, 12))
     * step = min(10 / h, 12 / w); oy = (10 - h * step) / 2; ox = (12 - w * step) / 2
     * np.array(im.resize((w, h), Image.BICUBIC, box=(ox, oy, ox + w * step, oy + h * step)))
     * </pre>
     */
    @Test
    void noiseBecomesWhatPillowMakesOfIt() {
        Planes noise = noise();
        int[][] wide = {
            {126, 118, 143, 147, 104}, {123, 146, 100, 102, 129}, {142, 139, 105, 128, 177}, {112, 115, 107, 102, 152}
        };
        int[][] tall = {
            {123, 127, 181, 141}, {146, 116, 82, 121}, {109, 164, 78, 134}, {152, 102, 117, 141}, {92, 125, 86, 105}
        };
        int[][] enlarged = {
            {129, 124, 116, 105, 75, 114, 241, 255, 240, 255, 188, 84, 193, 255, 205},
            {87, 155, 164, 120, 49, 72, 217, 199, 161, 237, 189, 77, 153, 188, 125},
            {41, 189, 213, 134, 32, 37, 178, 117, 53, 187, 185, 92, 105, 89, 16}
        };
        assertRows(crop(noise, 4, 5), wide);
        assertRows(crop(noise, 5, 4), tall);
        assertRows(crop(noise, 16, 15), enlarged);
    }

    private static Planes noise() {
        long state = 1;
        byte[] values = new byte[120];
        for (int i = 0; i < values.length; i++) {
            state = (state * 1103515245 + 12345) % (1L << 31);
            values[i] = (byte) (state >> 16);
        }
        return new Planes(values, 1, 10, 12);
    }

    private static void assertRows(Planes result, int[][] rows) {
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                assertThat(at(result, 0, y, x)).as("row %d, column %d", y, x).isBetween(rows[y][x] - 1, rows[y][x] + 1);
            }
        }
    }

    private static Planes crop(Planes source, int height, int width) {
        return new CoverCrop(new ImageSize(height, width)).apply(source);
    }

    private static Planes grey(int height, int width, IntBinaryOperator valueAtRowColumn) {
        byte[] values = new byte[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) valueAtRowColumn.applyAsInt(i / width, i % width);
        }
        return new Planes(values, 1, height, width);
    }

    private static int at(Planes planes, int channel, int y, int x) {
        return planes.values()[(channel * planes.height() + y) * planes.width() + x] & 0xff;
    }
}
