package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.GaussianMixture.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {

    /** Lin et al. 2018, section 4.1. */
    @Test
    void theGridHasTwentyFiveCentresTwoApart() {
        GaussianMixture grid = GaussianMixture.grid();
        assertThat(grid.deviation()).isEqualTo(0.05);
        assertThat(grid.centres()).hasSize(25).doesNotHaveDuplicates();
        assertThat(grid.centres())
                .startsWith(new Point(-4, -4), new Point(-4, -2))
                .endsWith(new Point(4, 4));
        assertThat(grid.centres())
                .allMatch(p -> List.of(-4.0, -2.0, 0.0, 2.0, 4.0).containsAll(List.of(p.x(), p.y())));
    }

    @Test
    void theRingHasEightCentresOnTheUnitCircle() {
        GaussianMixture ring = GaussianMixture.ring();
        double half = Math.sqrt(0.5);
        assertThat(ring.deviation()).isEqualTo(0.01);
        double[][] expected = {
            {1, 0}, {half, half}, {0, 1}, {-half, half}, {-1, 0}, {-half, -half}, {0, -1}, {half, -half}
        };
        assertThat(ring.centres()).hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertThat(ring.centres().get(i).x()).isEqualTo(expected[i][0], within(1e-15));
            assertThat(ring.centres().get(i).y()).isEqualTo(expected[i][1], within(1e-15));
        }
    }

    @Test
    void distancesAreInDeviations() {
        GaussianMixture two = new GaussianMixture(List.of(new Point(0, 0), new Point(10, 0)), 0.5);
        assertThat(two.nearest(4, 3)).isZero();
        assertThat(two.nearest(6, 3)).isEqualTo(1);
        assertThat(two.nearest(5, 3)).as("as near to both").isZero();
        assertThat(two.distance(0, 3, 4)).isEqualTo(10);
        assertThat(two.distance(1, 10, -1)).isEqualTo(2);
    }

    @Test
    void whatIsNoMixtureIsRefused() {
        assertThatThrownBy(() -> new GaussianMixture(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
        for (double deviation : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new GaussianMixture(List.of(new Point(0, 0)), deviation))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got 1 centres and " + deviation);
        }
    }
}
