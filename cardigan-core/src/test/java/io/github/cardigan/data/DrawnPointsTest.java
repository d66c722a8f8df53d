package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DrawnPointsTest {

    private static final int N = 40_000;

    private static float[] point(Dataset data, int index) {
        float[] point = new float[2];
        data.read(index, point, 0);
        return point;
    }

    private static float[] points(PointPattern pattern, int count) {
        Dataset data = new DrawnPoints(pattern, 1, count);
        float[] points = new float[2 * count];
        IntStream.range(0, count).forEach(i -> data.read(i, points, 2 * i));
        return points;
    }

    /** python3 points.py, which draws number 12,345 of seed 1 anew from SplitMix64 and Box-Muller; fp32. */
    @ParameterizedTest
    @CsvSource({
        "RING, 7, 0.7017234247273082, -0.7079131724725392",
        "GRID, 24, 3.9730832177038042, 3.9959680435700426",
        "SWISS_ROLL, -1, 0.8379219663575674, -0.11103492100848006",
        "TWO_MOONS, 1, 0.16482613023668094, 0.12245644585470632"
    })
    void aPointIsTheSameEverywhere(PointPattern pattern, int label, double x, double y) {
        Dataset data = new DrawnPoints(pattern, 1, 20_000);
        assertThat(data.label(12_345)).isEqualTo(label);
        assertThat(point(data, 12_345)).containsExactly(new float[] {(float) x, (float) y}, within(5e-7f));
    }

    @ParameterizedTest
    @EnumSource(PointPattern.class)
    void aPointDependsOnSeedAndIndexAlone(PointPattern pattern) {
        Dataset many = new DrawnPoints(pattern, 1, 1000);
        Dataset few = new DrawnPoints(pattern, 1, 100);
        Dataset other = new DrawnPoints(pattern, 2, 100);
        float[] later = point(many, 99);
        assertThat(many.shape()).isEqualTo(Shape.of(2));
        assertThat(point(many, 3)).isEqualTo(point(few, 3)).isNotEqualTo(point(other, 3));
        assertThat(point(many, 99)).isEqualTo(later);
        assertThat(many.fingerprint()).isNotEqualTo(few.fingerprint());
        assertThat(other.fingerprint()).isNotEqualTo(few.fingerprint());
        float[] beside = {9, 9, 9, 9};
        few.read(3, beside, 1);
        assertThat(new float[] {beside[0], beside[3]}).containsExactly(9, 9);
        assertThatThrownBy(() -> few.read(100, beside, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new DrawnPoints(pattern, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Every component has its share, and around its centre a Gaussian of the deviation, in both coordinates. */
    @ParameterizedTest
    @EnumSource(names = {"RING", "GRID"})
    void aMixtureIsOfEqualGaussiansAroundItsCentres(PointPattern pattern) {
        DrawnPoints data = new DrawnPoints(pattern, 1, N);
        GaussianMixture mixture = data.mixture().orElseThrow();
        int components = mixture.centres().size();
        assertThat(data.classes()).hasSize(components).endsWith(Integer.toString(components - 1));
        int[] counts = new int[components];
        double[] sums = new double[2];
        double[] squares = new double[2];
        int near = 0;
        for (int i = 0; i < N; i++) {
            float[] point = point(data, i);
            int label = data.label(i);
            counts[label]++;
            GaussianMixture.Point centre = mixture.centres().get(label);
            double[] z = {(point[0] - centre.x()) / mixture.deviation(), (point[1] - centre.y()) / mixture.deviation()};
            for (int axis = 0; axis < 2; axis++) {
                sums[axis] += z[axis];
                squares[axis] += z[axis] * z[axis];
            }
            near += Math.hypot(z[0], z[1]) < 3 ? 1 : 0;
        }
        // Each within 4.5 standard errors: of a share, of a mean (1), of a mean square (sqrt 2).
        double share = 1.0 / components;
        for (int count : counts) {
            assertThat((double) count / N).isEqualTo(share, within(4.5 * Math.sqrt(share * (1 - share) / N)));
        }
        for (int axis = 0; axis < 2; axis++) {
            assertThat(sums[axis] / N).isEqualTo(0, within(4.5 / Math.sqrt(N)));
            assertThat(squares[axis] / N).isEqualTo(1, within(4.5 * Math.sqrt(2.0 / N)));
        }
        double perfect = 1 - Math.exp(-4.5); // the radius is Rayleigh distributed
        assertThat((double) near / N).isEqualTo(perfect, within(4.5 * Math.sqrt(perfect * (1 - perfect) / N)));
    }

    /**
     * Before the division by 7.5: the radius is t with noise, so that E r^2 = E t^2 + 2 / 16, where E t^2 over [1.5 pi, 4.5 pi] is 9.75
     * pi^2; and the angle is t, up to a noise of deviation s with s^2 = (1 + E 1/t^2) / 16 and E 1/t^2 = 1 / (6.75 pi^2), so that the
     * mean cosine of angle - radius is exp(-s^2 / 2). In another pattern it would be 0.
     */
    @Test
    void theSwissRollIsASpiral() {
        float[] points = points(PointPattern.SWISS_ROLL, N);
        double squares = 0;
        double cosines = 0;
        for (int i = 0; i < points.length; i += 2) {
            double radius = 7.5 * Math.hypot(points[i], points[i + 1]);
            squares += radius * radius;
            cosines += Math.cos(Math.atan2(points[i + 1], points[i]) - radius);
        }
        double t2 = 9.75 * Math.PI * Math.PI;
        assertThat(squares / N).isEqualTo(t2 + 0.125, within(1.2)); // 4.5 errors of a t^2 with deviation 52
        double s2 = (1 + 1 / (6.75 * Math.PI * Math.PI)) / 16;
        assertThat(cosines / N).isEqualTo(Math.exp(-s2 / 2), within(0.002)); // and what is left of higher orders
        assertThat(new DrawnPoints(PointPattern.SWISS_ROLL, 1, 9).classes()).isEmpty();
        assertThat(new DrawnPoints(PointPattern.SWISS_ROLL, 1, 9).label(8)).isEqualTo(-1);
    }

    /** Half circles of radius 1 around (0, 0), upwards, and (1, 0.5), downwards: means (0, 2/pi) and (1, 0.5 - 2/pi). */
    @Test
    void theMoonsAreTwoHalfCircles() {
        Dataset data = new DrawnPoints(PointPattern.TWO_MOONS, 1, N);
        double[][] means = new double[2][2];
        int[] counts = new int[2];
        double squares = 0;
        for (int i = 0; i < N; i++) {
            float[] point = point(data, i);
            int moon = data.label(i);
            counts[moon]++;
            means[moon][0] += point[0];
            means[moon][1] += point[1];
            double off = Math.hypot(point[0] - moon, point[1] - 0.5 * moon) - 1;
            squares += off * off;
        }
        assertThat((double) counts[0] / N).isEqualTo(0.5, within(4.5 * 0.5 / Math.sqrt(N)));
        for (int moon = 0; moon < 2; moon++) {
            assertThat(means[moon][0] / counts[moon]).isEqualTo(moon, within(0.023)); // deviation 0.71, half of N each
            double height = moon == 0 ? 2 / Math.PI : 0.5 - 2 / Math.PI;
            assertThat(means[moon][1] / counts[moon]).isEqualTo(height, within(0.01)); // deviation 0.31
        }
        assertThat(Math.sqrt(squares / N)).isEqualTo(0.05, within(0.001));
    }

    @Test
    void pointsAreOpenedByName() {
        try (Dataset grid = EmbeddedSets.open("grid:300", null, Split.TEST).orElseThrow();
                Dataset train = EmbeddedSets.open("grid", null).orElseThrow()) {
            assertThat(grid.size()).isEqualTo(300);
            assertThat(grid.name()).isEqualTo("grid");
            assertThat(train.size()).isEqualTo(100_000);
            Holdout parts = Holdout.share(train, 0.1, 5);
            assertThat(GaussianMixture.behind(parts.training())).contains(GaussianMixture.grid());
            assertThat(StackedDigits.behind(parts.training())).isEmpty();
        }
        assertThat(GaussianMixture.behind(new DrawnDigits(1, 5))).isEmpty();
        assertThat(GaussianMixture.behind(new DrawnPoints(PointPattern.TWO_MOONS, 1, 5)))
                .isEmpty();
        assertThat(EmbeddedSets.open("grids", null)).isEmpty();
    }

    @Test
    void pointsHaveNoSize() {
        assertThatThrownBy(() -> EmbeddedSets.open("ring:50", new ImageSize(32, 32)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.hint()).contains("leave it out"))
                .hasMessage("expected images to bring to 32x32, got 'ring', a set of points");
    }
}
