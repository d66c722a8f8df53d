package io.github.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RidgeRegressionTest {

    /** Both sides compute in doubles on a well-conditioned system of 5 unknowns. */
    private static final Offset<Double> ROUNDING = within(1e-10);

    /** Least squares on an augmented matrix, and fourteen fits that leave one out each, in NumPy. */
    @Test
    void itAgreesWithNumPy() {
        JsonNode reference = Reference.read();
        JsonNode rows = reference.path("x");
        float[][] x = new float[rows.size()][rows.get(0).size()];
        double[] y = new double[rows.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = reference.path("y").get(i).asDouble();
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] = (float) rows.get(i).get(j).asDouble();
            }
        }
        RidgeRegression fitted = RidgeRegression.fit(x, y);
        assertThat(fitted.alpha()).isEqualTo(reference.path("alpha").asDouble());
        assertThat(fitted.intercept()).isCloseTo(reference.path("intercept").asDouble(), ROUNDING);
        assertThat(fitted.predicted()).isCloseTo(reference.path("predicted").asDouble(), ROUNDING);
        for (int j = 0; j < fitted.weights().length; j++) {
            assertThat(fitted.weights()[j])
                    .isCloseTo(reference.path("weights").get(j).asDouble(), ROUNDING);
        }
    }

    @Test
    void aLineIsFoundAndForetold() {
        float[][] x = {{1}, {2}, {3}, {4}};
        RidgeRegression fitted = RidgeRegression.fit(x, new double[] {5, 7, 9, 11});
        // the smallest alpha, 10^-3, beside a sum of squares of 5 shortens the slope of 2 by a five-thousandth
        assertThat(fitted.predict(new float[] {10})).isCloseTo(23, within(4e-3));
        assertThat(fitted.predicted()).isGreaterThan(0.999);
        assertThat(fitted.mean()).isEqualTo(8);
        assertThat(fitted.deviation()).isCloseTo(Math.sqrt(5), ROUNDING);
    }

    @Test
    void fewerScoresThanFeaturesAreFine() {
        float[][] x = new float[4][50];
        for (int i = 0; i < 4; i++) {
            x[i][i] = 1;
        }
        RidgeRegression fitted = RidgeRegression.fit(x, new double[] {1, 2, 3, 4});
        assertThat(fitted.weights()).doesNotContain(Double.NaN);
    }

    @Test
    void scoresThatSayNothingAreRefused() {
        float[][] x = {{1}, {2}, {3}};
        refused(new float[2][1], new double[] {1, 2}, "expected at least 3 scores, got 2");
        refused(x, new double[] {4, 4, 4}, "expected scores that differ, got 3 times 4.0");
        refused(x, new double[] {4, Double.NaN, 4}, "expected finite scores, got NaN");
        assertThatThrownBy(() -> RidgeRegression.fit(x, new double[] {1, 2, 3, 4}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(float[][] x, double[] y, String message) {
        assertThatThrownBy(() -> RidgeRegression.fit(x, y))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }
}
