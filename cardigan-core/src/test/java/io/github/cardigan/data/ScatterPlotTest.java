package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.ScatterPlot.Bounds;
import io.github.cardigan.data.ScatterPlot.Field;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScatterPlotTest {

    private static final Bounds UNIT = new Bounds(-1, -1, 2);
    private static final float[] NONE = {};

    private static BufferedImage plot(float[] real, float[] fake, int pixels, @Nullable Field field)
            throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(ScatterPlot.png(real, fake, UNIT, pixels, field)));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(pixels, pixels);
        return image;
    }

    private static List<Integer> rgb(BufferedImage image, int x, int y) {
        int rgb = image.getRGB(x, y);
        return List.of(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /** Six tenths of the colour and four of white: (0.6 c + 0.4) 255. */
    @Test
    void aPointDarkensItsPixelAndNoneFarAway() throws IOException {
        BufferedImage real = plot(new float[] {0, 0}, NONE, 11, null);
        assertThat(rgb(real, 5, 5)).containsExactly(171, 171, 171); // grey 0.45
        assertThat(rgb(real, 5, 8)).containsExactly(255, 255, 255);
        BufferedImage fake = plot(NONE, new float[] {0, 0}, 11, null);
        assertThat(rgb(fake, 5, 5)).containsExactly(102, 157, 145); // green 0, 0.36, 0.28
    }

    @Test
    void generatedPointsLieOverRealOnes() throws IOException {
        List<Integer> both = rgb(plot(new float[] {0, 0}, new float[] {0, 0}, 11, null), 5, 5);
        assertThat(both.get(0)).isEqualTo(68); // 171 * 0.4
        assertThat(both.get(1)).isGreaterThan(both.get(0));
    }

    @Test
    void xGoesRightAndYGoesUp() throws IOException {
        BufferedImage image =
                plot(new float[] {0.9f, 0.9f}, NONE, 20, null); // the middle of the last pixel of the first row
        assertThat(rgb(image, 19, 0).get(0)).isLessThan(200);
        for (int[] corner : new int[][] {{0, 0}, {0, 19}, {19, 19}}) {
            assertThat(rgb(image, corner[0], corner[1])).containsExactly(255, 255, 255);
        }
    }

    @Test
    void whatLiesOutsideIsNotShown() {
        float[] empty = ScatterPlot.image(NONE, NONE, UNIT, 16, null);
        assertThat(ScatterPlot.image(new float[] {1.2f, 0, 0, -7}, new float[] {0, 3e30f}, UNIT, 16, null))
                .isEqualTo(empty)
                .containsOnly(1);
    }

    /** The field grows to the right: orange left, violet right, white between; and with the rows the other way round, upwards. */
    @Test
    void aFieldIsLaidWhereItWasAskedFor() throws IOException {
        float[] places = UNIT.grid(8);
        assertThat(new float[] {places[0], places[1]}).containsExactly(new float[] {-0.875f, 0.875f}, within(1e-7f));
        assertThat(new float[] {places[126], places[127]})
                .containsExactly(new float[] {0.875f, -0.875f}, within(1e-7f));
        float[] x = new float[64];
        float[] y = new float[64];
        for (int i = 0; i < 64; i++) {
            x[i] = 3 + places[2 * i];
            y[i] = 3 + places[2 * i + 1];
        }
        BufferedImage right = plot(NONE, NONE, 33, Field.of(x, 8, 3));
        assertThat(rgb(right, 0, 3)).containsExactly(242, 163, 69); // 0.95, 0.64, 0.27
        assertThat(rgb(right, 16, 30)).containsExactly(255, 255, 255);
        assertThat(rgb(right, 32, 16)).containsExactly(143, 125, 196); // 0.56, 0.49, 0.77
        BufferedImage up = plot(NONE, NONE, 33, Field.of(y, 8, 3));
        assertThat(rgb(up, 3, 0)).isEqualTo(rgb(right, 32, 16));
        assertThat(rgb(up, 3, 32)).isEqualTo(rgb(right, 0, 3));
        assertThat(plot(NONE, NONE, 33, new Field(x, 8, 3, 1e9)).getRGB(0, 0))
                .as("far from the reach")
                .isEqualTo(0xffffffff);
        assertThat(Field.of(new float[] {2}, 1, 2).reach()).isEqualTo(1);
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        float[] points = {0.1f, 0.2f, -0.5f, 0.25f};
        Field field = Field.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertThat(ScatterPlot.png(points, points, UNIT, 64, field))
                .isEqualTo(ScatterPlot.png(points, points, UNIT, 64, field))
                .isNotEqualTo(ScatterPlot.png(points, NONE, UNIT, 64, field));
    }

    @Test
    void boundsAreTheSquareAroundPointsWithAMargin() {
        Bounds bounds = Bounds.around(new float[] {0, 10, 4, 11}, 0.25);
        assertThat(bounds).isEqualTo(new Bounds(-1, 7.5, 6));
        assertThat(Bounds.around(new float[] {2, 3}, 0.25)).isEqualTo(new Bounds(1.5, 2.5, 1));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> ScatterPlot.png(new float[] {1}, NONE, UNIT, 8, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected points [N, 2], got 1 coordinates");
        assertThatThrownBy(() -> ScatterPlot.png(NONE, new float[] {0, Float.NaN}, UNIT, 8, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected finite numbers, got NaN at position 1");
        assertThatThrownBy(() -> ScatterPlot.png(NONE, NONE, UNIT, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bounds(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bounds.around(NONE, 0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field(new float[3], 2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field(new float[1], 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Field.of(new float[] {Float.POSITIVE_INFINITY}, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
