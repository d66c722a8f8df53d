package io.github.cardigan.evaluation;

import static io.github.cardigan.evaluation.FixedArrays.rows;
import static io.github.cardigan.evaluation.FixedArrays.shiftedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every metric against {@code reference.py}: NumPy, SciPy and 50-digit arithmetic, straight from the papers. */
class ReferenceTest {

    private final JsonNode reference = reference();

    private static JsonNode reference() {
        try (InputStream in = ReferenceTest.class.getResourceAsStream("reference.json")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Json.parse("reference.json", json, JsonNode.class, IllegalReference::new);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class IllegalReference extends io.github.cardigan.CardiganException {
        private static final long serialVersionUID = 1L;

        IllegalReference(String message, String hint, Throwable cause) {
            super(message, hint);
            initCause(cause);
        }
    }

    private double expected(String name, String key) {
        return reference.path(name).path(key).asDouble(Double.NaN);
    }

    /** Relative, as the goal is stated. */
    private static Offset<Double> relative(double value, double tolerance) {
        return within(Math.abs(value) * tolerance);
    }

    private static double frechet(Rows x, Rows y) {
        try (x;
                y;
                Moments first = Moments.of(x);
                Moments second = Moments.of(y)) {
            return FrechetDistance.between(first, second);
        }
    }

    /** Float64 on both sides; SciPy's square root alone is 2e-14 off. */
    @Test
    void frechetDistanceOfFullRankAgreesWithSciPy() {
        double distance = frechet(rows(1, 400, 64), shiftedRows(2, 300, 64, 0.125, 1.25));
        assertThat(distance).isCloseTo(expected("fid_full_rank", "sqrtm"), relative(distance, 1e-12));
        assertThat(distance).isCloseTo(expected("fid_full_rank", "value"), relative(distance, 1e-12));
    }

    @Test
    void frechetDistanceOfSingularCovariancesAgreesWithTheData() {
        double both = frechet(rows(3, 40, 64), shiftedRows(4, 50, 64, 0.25, 0.75));
        assertThat(both).isCloseTo(expected("fid_fewer_than_dimensions", "value"), relative(both, 1e-12));
        double one = frechet(rows(1, 400, 64), shiftedRows(4, 50, 64, 0.25, 0.75));
        assertThat(one).isCloseTo(expected("fid_full_against_singular", "value"), relative(one, 1e-12));
    }

    @Test
    void frechetDistanceAgreesWithFiftyDigits() {
        double distance = frechet(cut(rows(3, 40, 64), 16), cut(shiftedRows(4, 50, 64, 0.25, 0.75), 16));
        assertThat(distance).isCloseTo(expected("fid_by_50_digits", "value"), relative(distance, 1e-13));
    }

    /** The first columns. */
    private static Rows cut(Rows rows, int size) {
        try (rows) {
            float[] values = new float[rows.count() * size];
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(i / size, i % size);
            }
            return Rows.of(values, rows.count(), size);
        }
    }

    @Test
    void kernelDistanceAgreesWithNumPy() {
        try (Rows x = rows(1, 400, 64);
                Rows y = shiftedRows(2, 300, 64, 0.125, 1.25);
                Rows u = rows(3, 40, 64);
                Rows v = shiftedRows(4, 50, 64, 0.25, 0.75)) {
            assertThat(KernelDistance.squaredDiscrepancy(x, y)).isCloseTo(expected("kid", "value"), within(1e-12));
            assertThat(KernelDistance.squaredDiscrepancy(u, v)).isCloseTo(expected("kid", "small"), within(1e-12));
        }
    }

    @Test
    void inceptionScoreAgreesWithNumPy() {
        float[] values = new float[2500];
        for (int i = 0; i < values.length; i++) {
            values[i] = reference.path("is").path("millionths").path(i).asInt() / 1048576f;
        }
        try (Rows p = Rows.of(values, 250, 10)) {
            Sample splits = InceptionScore.values(p, 10);
            assertThat(splits.mean()).isCloseTo(expected("is", "mean"), within(1e-12));
            assertThat(splits.deviation()).isCloseTo(expected("is", "std"), within(1e-12));
        }
    }

    @Test
    void manifoldMetricsAgreeExactlyWithNumPy() {
        try (Rows real = rows(6, 300, 8);
                Rows generated = shiftedRows(7, 250, 8, 0.25, 0.75)) {
            assertManifold("prdc", real, generated);
            double[] realism = Realism.of(real, generated, 3);
            for (int i = 0; i < 10; i++) {
                double expected = reference.path("prdc").path("realism").path(i).asDouble();
                assertThat(realism[i]).isCloseTo(expected, relative(expected, 1e-14));
            }
        }
    }

    /** On a grid, where most neighbours are equally far and many rows are copies of others: no rounding may decide. */
    @Test
    void manifoldMetricsAgreeExactlyWithNumPyWhereDistancesTie() {
        try (Rows real = grid(8, 300, 0, 1);
                Rows generated = grid(9, 250, 0.25, 1)) {
            assertManifold("prdc_ties", real, generated);
        }
    }

    private static Rows grid(long seed, int n, double shift, double scale) {
        float[] values = FixedArrays.shifted(seed, n, 3, shift, scale);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.rint(values[i] * 2); // halves to even, as NumPy does
        }
        return Rows.of(values, n, 3);
    }

    private void assertManifold(String name, Rows real, Rows generated) {
        Manifolds manifolds = Manifolds.compare(real, generated, 3, 5);
        assertThat((double) manifolds.generatedInReal() / generated.count()).isEqualTo(expected(name, "precision"));
        assertThat((double) manifolds.realInGenerated() / real.count()).isEqualTo(expected(name, "recall"));
        long inside =
                java.util.Arrays.stream(manifolds.ballsAround()).asLongStream().sum();
        assertThat(inside / (5.0 * generated.count())).isEqualTo(expected(name, "density"));
        assertThat((double) manifolds.occupied() / real.count()).isEqualTo(expected(name, "coverage"));
        Neighbours nearest = Neighbours.of(generated, real, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(nearest.index(i, 0))
                    .isEqualTo(reference.path(name).path("nearest").path(i).asInt());
        }
    }
}
