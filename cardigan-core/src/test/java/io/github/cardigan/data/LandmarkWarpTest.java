package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandmarkWarpTest {

    private static final List<FacePoint> FROM = List.of(
            new FacePoint(3, 5),
            new FacePoint(10, 4),
            new FacePoint(12, 15),
            new FacePoint(2, 14),
            new FacePoint(7, 9),
            new FacePoint(5, 11));
    private static final List<FacePoint> TO = List.of(
            new FacePoint(4, 6),
            new FacePoint(11, 3),
            new FacePoint(13, 17),
            new FacePoint(1, 15),
            new FacePoint(8, 8),
            new FacePoint(6, 12.5));

    @Test
    void pointsGoWhereTheyShall() {
        LandmarkWarp warp = new LandmarkWarp(FROM, TO);
        for (int i = 0; i < FROM.size(); i++) {
            FacePoint to = warp.apply(FROM.get(i).x(), FROM.get(i).y());
            assertThat(to.x()).isEqualTo(TO.get(i).x(), within(1e-9));
            assertThat(to.y()).isEqualTo(TO.get(i).y(), within(1e-9));
        }
    }

    /** SciPy 1's {@code RBFInterpolator(FROM, TO, kernel="thin_plate_spline", degree=1)}, to the eight decimals it was printed with. */
    @ParameterizedTest
    @CsvSource({
        "6, 6, 7.03557899, 5.4911916",
        "9.5, 12.25, 10.53727253, 12.82709155",
        "-3, 20, -6.40294138, 21.15247237"
    })
    void betweenThemAsScipyHasIt(double x, double y, double toX, double toY) {
        FacePoint to = new LandmarkWarp(FROM, TO).apply(x, y);
        assertThat(to.x()).isEqualTo(toX, within(2e-8));
        assertThat(to.y()).isEqualTo(toY, within(2e-8));
    }

    @Test
    void aShiftTurnAndScaleIsKeptEverywhere() {
        List<FacePoint> turned = FROM.stream()
                .map(p -> new FacePoint(2 + 1.5 * p.x() - 0.4 * p.y(), 7 + 0.4 * p.x() + 1.5 * p.y()))
                .toList();
        FacePoint to = new LandmarkWarp(FROM, turned).apply(40, -20);
        assertThat(to.x()).isEqualTo(2 + 60 + 8, within(1e-8));
        assertThat(to.y()).isEqualTo(7 + 16 - 30, within(1e-8));
    }

    @Test
    void pointsThatDetermineNoMapAreRefused() {
        List<FacePoint> line = List.of(new FacePoint(0, 0), new FacePoint(1, 1), new FacePoint(2, 2));
        assertThatThrownBy(() -> new LandmarkWarp(line, line)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LandmarkWarp(FROM, TO.subList(0, 5)))
                .hasMessage("expected at least 3 points and as many to go to, got 6 and 5");
    }
}
