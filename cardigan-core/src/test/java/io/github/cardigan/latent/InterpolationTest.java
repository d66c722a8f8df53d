package io.github.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.network.Latent;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterpolationTest {

    /** Single precision, on values of about 1. */
    private static final Offset<Float> ROUNDING = within(1e-6f);

    private static float[] slerp(float[] from, float[] to, double t) {
        return Interpolation.SPHERICAL.between(from, to, t);
    }

    @ParameterizedTest
    @EnumSource
    void theEndsAreExact(Interpolation way) {
        float[] from = {0.1f, -2.3f, 0.7f};
        float[] to = {1.1f, 0.3f, -0.9f};
        assertThat(way.between(from, to, 0)).isEqualTo(from).isNotSameAs(from);
        assertThat(way.between(from, to, 1)).isEqualTo(to).isNotSameAs(to);
    }

    @Test
    void theStraightLineIsEven() {
        float[] from = {0, 4};
        float[] to = {2, 0};
        assertThat(Interpolation.LINEAR.between(from, to, 0.25)).containsExactly(0.5f, 3f);
    }

    /** A quarter of a circle in the plane: at a third of it, 30 degrees. */
    @Test
    void aQuarterOfACircleIsWalkedEvenly() {
        float[] third = slerp(new float[] {1, 0}, new float[] {0, 1}, 1 / 3.0);
        assertThat(third[0]).isCloseTo((float) (Math.sqrt(3) / 2), ROUNDING);
        assertThat(third[1]).isCloseTo(0.5f, ROUNDING);
    }

    /** White's formula {@code sin((1-t) w) / sin w a + sin(t w) / sin w b}, for latents of one length. */
    @Test
    void forEqualLengthsItIsWhitesFormula() {
        float[] a = {3, 0, 4, 0};
        float[] b = {0, 3, 0, -4};
        float[] c = {4, 0, 3, 0};
        for (float[] to : List.of(b, c)) {
            double cosine = (a[0] * to[0] + a[2] * to[2]) / 25.0;
            double omega = Math.acos(cosine);
            for (double t : new double[] {0.1, 0.5, 0.8}) {
                float[] z = slerp(a, to, t);
                for (int i = 0; i < 4; i++) {
                    double expected =
                            (Math.sin((1 - t) * omega) * a[i] + Math.sin(t * omega) * to[i]) / Math.sin(omega);
                    assertThat(z[i]).isCloseTo((float) expected, within(5e-6f));
                }
            }
        }
    }

    @Test
    void lengthsChangeEvenly() {
        float[] from = {1, 2, 2};
        float[] to = {-2, 6, -9};
        for (double t : new double[] {0.2, 0.5, 0.9}) {
            assertThat(Latents.length(slerp(from, to, t))).isCloseTo((1 - t) * 3 + t * 11, within(1e-5));
        }
    }

    @Test
    void parallelLatentsAreJoinedByTheStraightLine() {
        assertThat(slerp(new float[] {1, 2}, new float[] {2, 4}, 0.5)).containsExactly(1.5f, 3f);
        assertThat(slerp(new float[] {1, 2}, new float[] {1, 2}, 0.3)).containsExactly(1f, 2f);
        assertThat(slerp(new float[] {0, 0}, new float[] {1, 2}, 0.5)).containsExactly(0.5f, 1f);
        assertThat(slerp(new float[] {2}, new float[] {-4}, 0.5)).containsExactly(-1f);
    }

    /** Opposite, and so nearly opposite that White's formula would give a length of about 10^7. */
    @Test
    void betweenOppositeLatentsTheLengthStaysAndNothingJumps() {
        for (float[] to : List.of(new float[] {0, -5, 0}, new float[] {1e-7f, -5, 0})) {
            float[] from = {0, 3, 0};
            float[] before = from;
            for (int step = 1; step <= 100; step++) {
                float[] z = slerp(from, to, step / 100.0);
                assertThat(Latents.length(z)).isCloseTo(3 + 2 * step / 100.0, within(1e-5));
                double moved = Math.hypot(Math.hypot(z[0] - before[0], z[1] - before[1]), z[2] - before[2]);
                // a hundredth of a half circle of radius 5 at most, and a hundredth of the 2 it lengthens
                assertThat(moved).isLessThan(Math.PI * 5 / 100 + 0.02);
                before = z;
            }
            assertThat(slerp(from, to, 0.5)[1]).isCloseTo(0f, within(1e-5f));
        }
    }

    @Test
    void aWalkVisitsEveryStop() {
        Latent latent = Latent.normal(2);
        float[] a = {1, 0};
        float[] b = {0, 1};
        float[] c = {-1, 0};
        List<float[]> walk = Interpolation.suiting(latent).walk(latent, List.of(a, b, c), 4);
        assertThat(walk).hasSize(9);
        assertThat(walk.get(0)).isEqualTo(a);
        assertThat(walk.get(4)).isEqualTo(b);
        assertThat(walk.get(8)).isEqualTo(c);
        for (int i = 0; i < 9; i++) { // half a circle in eight steps
            assertThat(walk.get(i)[0]).isCloseTo((float) Math.cos(Math.PI * i / 8), ROUNDING);
            assertThat(walk.get(i)[1]).isCloseTo((float) Math.sin(Math.PI * i / 8), ROUNDING);
        }
    }

    @Test
    void uniformLatentsGoStraight() {
        Latent latent = Latent.uniform(2);
        List<float[]> stops = List.of(new float[] {1, 1}, new float[] {-1, 1});
        assertThat(Interpolation.suiting(latent)).isEqualTo(Interpolation.LINEAR);
        assertThatThrownBy(() -> Interpolation.SPHERICAL.walk(latent, stops, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected normal latents for a spherical walk");
        for (float[] z : Interpolation.LINEAR.walk(latent, stops, 4)) {
            assertThat(Math.abs(z[0])).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void whatIsNoWalkIsRefused() {
        Latent latent = Latent.normal(2);
        float[] a = {1, 0};
        assertThatThrownBy(() -> Interpolation.LINEAR.walk(latent, List.of(a), 4))
                .hasMessageContaining("2 stops");
        assertThatThrownBy(() -> Interpolation.LINEAR.walk(latent, List.of(a, a), 0))
                .hasMessageContaining("1 step");
        assertThatThrownBy(() -> Interpolation.LINEAR.between(a, new float[3], 0.5))
                .hasMessageContaining("got one of 3");
        assertThatThrownBy(() -> Interpolation.LINEAR.between(a, a, Double.NaN)).hasMessageContaining("got NaN");
    }
}
