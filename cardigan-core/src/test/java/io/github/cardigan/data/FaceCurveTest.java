package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceCurveTest {

    private static final FacePoint A = new FacePoint(1, 1);
    private static final FacePoint B = new FacePoint(5, 1);
    private static final FacePoint C = new FacePoint(5, 4);
    private static final FacePoint D = new FacePoint(1, 4);

    @Test
    void distanceToARectangleIsNegativeInside() {
        FaceCurve area = FaceCurve.between(List.of(A, B), List.of(B, C), List.of(C, D), List.of(D, A));
        assertThat(area.distance(3, 2)).isEqualTo(-1, within(1e-12));
        assertThat(area.distance(3, -1)).isEqualTo(2, within(1e-12));
        assertThat(area.distance(8, 8)).isEqualTo(5, within(1e-12)); // 3, 4, 5 from the corner
        assertThat(area.box()).containsExactly(1, 1, 5, 4);
    }

    @Test
    void aLineHasNoInside() {
        FaceCurve line = FaceCurve.line(List.of(A, B, C, D));
        assertThat(line.distance(3, 2.5)).isPositive();
        assertThat(line.distance(0, 1)).isEqualTo(1, within(1e-12));
    }

    /** Catmull-Rom through 16 points of a circle of radius 10 in pieces of 7.5 degrees: flatter than the circle by 0.02 at most. */
    @Test
    void throughPointsOfACircleItIsRound() {
        List<FacePoint> points = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            points.add(new FacePoint(10 * Math.cos(i * Math.PI / 8), 10 * Math.sin(i * Math.PI / 8)));
        }
        FaceCurve circle = FaceCurve.round(points);
        for (int i = 0; i < 50; i++) {
            double x = 13 * Math.cos(i);
            double y = 13 * Math.sin(i);
            assertThat(circle.distance(x, y)).isEqualTo(3, within(0.05));
            assertThat(circle.distance(x / 2, y / 2)).isEqualTo(-3.5, within(0.05));
        }
    }

    @Test
    void everyPixelWithinReachIsGoneOverOnce() {
        FaceCurve area = FaceCurve.round(
                List.of(new FacePoint(-4, 20), new FacePoint(30, 2), new FacePoint(70, 50), new FacePoint(12, 44)));
        int[] times = new int[FaceCanvas.PLANE];
        FaceCanvas.over(area, 2, (x, y, distance) -> times[y * FaceCanvas.SIDE + x]++);
        for (int pixel = 0; pixel < times.length; pixel++) {
            double distance = area.distance(pixel % FaceCanvas.SIDE, pixel / FaceCanvas.SIDE);
            assertThat(times[pixel]).isEqualTo(distance < 2 ? 1 : 0);
        }
    }
}
