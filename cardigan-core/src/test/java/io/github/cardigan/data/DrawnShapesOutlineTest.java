package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DrawnShapesOutlineTest {

    /** The area where the distance is negative, counted on a grid of step 1/200. */
    private static double area(DrawnShapesOutline outline) {
        int inside = 0;
        for (int i = -260; i < 260; i++) {
            for (int j = -260; j < 260; j++) {
                if (outline.distance((i + 0.5) / 200, (j + 0.5) / 200) < 0) {
                    inside++;
                }
            }
        }
        return inside / 40000.0;
    }

    @ParameterizedTest
    @CsvSource({
        "CIRCLE, 2.6590", // pi 0.92^2
        "SQUARE, 2.56", // 1.6^2
        "TRIANGLE, 1.5152", // 3 sqrt(3) / 4 1.08^2
        "STAR, 1.5470", // 5 1.12 0.47 sin(36 degrees)
        "RING, 2.0458", // pi (0.96^2 - 0.52^2)
        "CROSS, 1.8816" // 2 * 1.96 0.56 - 0.56^2
    })
    void areaIsThatOfTheFormula(DrawnShapesOutline outline, double area) {
        assertThat(area(outline)).isEqualTo(area, within(0.01));
    }

    @Test
    void crescentIsADiscWithAPieceBittenOffAtTheRight() {
        assertThat(DrawnShapesOutline.CRESCENT.distance(-0.9, 0)).isNegative();
        assertThat(DrawnShapesOutline.CRESCENT.distance(0, 0)).isPositive();
        assertThat(DrawnShapesOutline.CRESCENT.distance(0, 0.85)).isNegative();
    }

    @Test
    void heartHasTwoLobesANotchAndATip() {
        DrawnShapesOutline heart = DrawnShapesOutline.HEART;
        assertThat(heart.distance(0.45, -0.8)).isNegative();
        assertThat(heart.distance(-0.45, -0.8)).isNegative();
        assertThat(heart.distance(0, -0.7)).isPositive();
        assertThat(heart.distance(0, 0.95)).isNegative();
        assertThat(heart.distance(0.5, 0.9)).isPositive();
    }

    @Test
    void heartHasNoSeamInside() {
        for (double y = -0.4; y < 0.7; y += 0.01) {
            // Half a pixel at the smallest size, a radius of 7.7 pixels: any nearer to 0 and the seam would show.
            assertThat(DrawnShapesOutline.HEART.distance(0, y)).isLessThan(-0.065);
        }
    }

    @ParameterizedTest
    @EnumSource
    void outlineStaysWithinItsCircleAndNeverJumps(DrawnShapesOutline outline) {
        for (int i = 0; i < 360; i++) {
            double x = Math.sin(Math.toRadians(i));
            double y = Math.cos(Math.toRadians(i));
            assertThat(outline.distance(1.25 * x, 1.25 * y)).isPositive();
            // A distance cannot change faster than the way walked.
            for (double r = 0; r < 1.5; r += 0.05) {
                assertThat(outline.distance(r * x, r * y))
                        .isEqualTo(outline.distance((r + 0.05) * x, (r + 0.05) * y), within(0.05 + 1e-9));
            }
        }
    }
}
