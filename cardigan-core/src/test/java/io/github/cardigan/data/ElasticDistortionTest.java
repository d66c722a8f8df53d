package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ElasticDistortionTest {

    private static final int POINTS = 201;

    /** A straight line from (-50, 30) to (150, 30), one unit between points. */
    private static StrokeLine straight() {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = i - 50;
            y[i] = 30;
        }
        return new StrokeLine(x, y);
    }

    private static StrokeLine distorted(double strength, long seed) {
        StrokeLine line = straight();
        new ElasticDistortion(100, strength, new DrawnRandom(seed, 1, 1)).apply(line);
        return line;
    }

    @Test
    void withoutStrengthNothingMoves() {
        assertThat(distorted(0, 1).x).isEqualTo(straight().x);
        assertThat(distorted(0, 1).y).isEqualTo(straight().y);
    }

    @Test
    void displacementVariesAlongTheLineButNeighboursMoveAlike() {
        StrokeLine line = distorted(5, 1);
        double most = 0;
        double least = 0;
        for (int i = 1; i < POINTS; i++) {
            most = Math.max(most, line.y[i] - 30);
            least = Math.min(least, line.y[i] - 30);
            // Per unit at most 2 * 3.47 * strength (two neighbouring nodes at opposite extremes) per cell of 100 / 3
            // units.
            assertThat(line.y[i]).isEqualTo(line.y[i - 1], within(2 * 3.47 * 5 / (100.0 / 3)));
        }
        assertThat(most - least).isGreaterThan(1).isLessThan(2 * 3.47 * 5);
    }

    @Test
    void beyondTheSquareEverythingMovesLikeItsRim() {
        StrokeLine line = distorted(5, 2);
        assertThat(line.y[0]).isEqualTo(line.y[50], within(1e-9));
        assertThat(line.y[POINTS - 1]).isEqualTo(line.y[150], within(1e-6));
    }
}
