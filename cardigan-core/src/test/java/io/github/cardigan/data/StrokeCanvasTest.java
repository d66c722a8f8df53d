package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StrokeCanvasTest {

    private static float[] draw(double radius, double... xy) {
        double[] x = {xy[0], xy[2]};
        double[] y = {xy[1], xy[3]};
        StrokeCanvas canvas = new StrokeCanvas(20, 30);
        canvas.draw(new StrokeLine(x, y), new double[] {radius, radius});
        float[] pixels = new float[20 * 30];
        canvas.write(pixels, 0);
        return pixels;
    }

    private static double ink(float[] pixels) {
        double sum = 0;
        for (float pixel : pixels) {
            sum += (pixel + 1) / 2;
        }
        return sum;
    }

    @Test
    void inkOfAStrokeIsTheAreaOfItsCapsule() {
        // 2 r length + pi r^2, within 3 % for the soft rim on whole pixels.
        double area = 2 * 2 * 15 + Math.PI * 4;
        assertThat(ink(draw(2, 7, 10, 22, 10))).isEqualTo(area, within(0.03 * area));
        assertThat(ink(draw(2, 8, 4, 20, 13))).isEqualTo(area, within(0.03 * area));
    }

    @Test
    void strokeIsFullInsideAndTheSheetExactlyBlackOutside() {
        float[] pixels = draw(2, 7, 10, 22, 10);
        assertThat(pixels[10 * 30 + 15]).isEqualTo(1);
        assertThat(pixels[13 * 30 + 15]).isEqualTo(-1);
        assertThat(pixels[0]).isEqualTo(-1);
    }

    @Test
    void edgeOfTheInkIsHalfGrey() {
        assertThat(draw(2, 7, 10, 22, 10)[12 * 30 + 15]).isEqualTo(0, within(1e-6f));
    }

    @Test
    void strokeThatLeavesTheSheetIsCutOff() {
        float[] pixels = draw(2, -10, 10, 40, 10);
        assertThat(pixels[10 * 30]).isEqualTo(1);
        assertThat(pixels[10 * 30 + 29]).isEqualTo(1);
    }

    @Test
    void crossingStrokesDoNotAddUp() {
        StrokeCanvas canvas = new StrokeCanvas(20, 30);
        StrokeLine line = new StrokeLine(new double[] {7, 22}, new double[] {10, 10});
        float[] once = new float[600];
        float[] twice = new float[600];
        canvas.draw(line, new double[] {2, 2});
        canvas.write(once, 0);
        canvas.draw(line, new double[] {2, 2});
        canvas.write(twice, 0);
        assertThat(twice).isEqualTo(once);
    }
}
