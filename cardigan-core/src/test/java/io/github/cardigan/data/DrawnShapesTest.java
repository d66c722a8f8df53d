package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnShapesTest {

    private static final int PLANE = 32 * 32;
    private static final int GRID = 12;

    private static float[] read(Dataset data, int index) {
        float[] sample = new float[data.shape().elements()];
        data.read(index, sample, 0);
        return sample;
    }

    @Test
    void sampleDependsOnSeedAndIndexOnly() {
        DrawnShapes forward = new DrawnShapes(7, 50);
        DrawnShapes backward = new DrawnShapes(7, Integer.MAX_VALUE);
        float[][] samples =
                IntStream.range(0, 50).mapToObj(i -> read(forward, i)).toArray(float[][]::new);
        for (int i = 49; i >= 0; i--) {
            assertThat(read(backward, i)).isEqualTo(samples[i]);
            assertThat(backward.label(i)).isEqualTo(forward.label(i));
        }
        assertThat(read(new DrawnShapes(8, 50), 3)).isNotEqualTo(samples[3]);
    }

    @Test
    void describesItself() {
        DrawnShapes data = new DrawnShapes(1, 20);
        assertThat(data.name()).isEqualTo("shapes");
        assertThat(data.shape()).isEqualTo(Shape.image(3, 32, 32));
        assertThat(data.size()).isEqualTo(20);
        assertThat(data.classes())
                .containsExactly("circle", "square", "triangle", "star", "ring", "cross", "crescent", "heart");
    }

    @Test
    void everyEightSamplesHoldEveryShapeOnce() {
        DrawnShapes data = new DrawnShapes(1, 24);
        for (int from = 0; from < 24; from += 8) {
            assertThat(IntStream.range(from, from + 8).map(data::label).toArray())
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        }
    }

    @Test
    void valuesAreInRangeAndNoTwoOfTheFirstThousandAreEqual() {
        DrawnShapes data = new DrawnShapes(3, 1000);
        Set<String> different = new HashSet<>();
        int outside = 0;
        for (int i = 0; i < 1000; i++) {
            float[] sample = read(data, i);
            for (float value : sample) {
                outside += value >= -1 && value <= 1 ? 0 : 1;
            }
            different.add(Arrays.toString(sample));
        }
        assertThat(outside).isZero();
        assertThat(different).hasSize(1000);
    }

    @Test
    void everyShapeStandsOutFromItsBackground() {
        DrawnShapes data = new DrawnShapes(3, 1000);
        for (int i = 0; i < 1000; i++) {
            float[] sample = read(data, i);
            double back = brightness(sample, 0);
            int outstanding = 0;
            for (int pixel = 0; pixel < PLANE; pixel++) {
                outstanding += Math.abs(brightness(sample, pixel) - back) > 0.4 ? 1 : 0;
            }
            // The smallest: a crescent of radius 7.7 pixels.
            assertThat(outstanding).as("pixels of sample %d", i).isBetween(40, PLANE / 2);
        }
    }

    @Test
    void nearestClassMeanTellsTheShapesApart() {
        DrawnShapes data = new DrawnShapes(3, 1600);
        double[][] means = new double[8][GRID * GRID];
        for (int i = 0; i < 800; i++) {
            double[] mask = mask(read(data, i));
            for (int k = 0; k < mask.length; k++) {
                means[data.label(i)][k] += mask[k] / 100;
            }
        }
        int right = 0;
        for (int i = 800; i < 1600; i++) {
            right += data.label(i) == nearest(means, mask(read(data, i))) ? 1 : 0;
        }
        // Chance is 100.
        assertThat(right).isGreaterThan(640);
    }

    /** What stands out from the corner's brightness, cut out and scaled to a grid of 12 x 12. */
    private static double[] mask(float[] sample) {
        double back = brightness(sample, 0);
        int left = 31;
        int right = 0;
        int top = 31;
        int bottom = 0;
        boolean[] out = new boolean[PLANE];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            out[pixel] = Math.abs(brightness(sample, pixel) - back) > 0.4;
            if (out[pixel]) {
                left = Math.min(left, pixel % 32);
                right = Math.max(right, pixel % 32);
                top = Math.min(top, pixel / 32);
                bottom = Math.max(bottom, pixel / 32);
            }
        }
        double[] mask = new double[GRID * GRID];
        for (int k = 0; k < mask.length; k++) {
            int x = left + (k % GRID * 2 + 1) * (right - left + 1) / (2 * GRID);
            int y = top + (k / GRID * 2 + 1) * (bottom - top + 1) / (2 * GRID);
            mask[k] = out[y * 32 + x] ? 1 : 0;
        }
        return mask;
    }

    private static int nearest(double[][] means, double[] mask) {
        int best = 0;
        double bestDistance = Double.POSITIVE_INFINITY;
        for (int c = 0; c < means.length; c++) {
            double distance = 0;
            for (int k = 0; k < mask.length; k++) {
                distance += (means[c][k] - mask[k]) * (means[c][k] - mask[k]);
            }
            if (distance < bestDistance) {
                bestDistance = distance;
                best = c;
            }
        }
        return best;
    }

    private static double brightness(float[] sample, int pixel) {
        return 0.2126 * sample[pixel] + 0.7152 * sample[PLANE + pixel] + 0.0722 * sample[2 * PLANE + pixel];
    }

    @Test
    void fingerprintTellsSeedAndCountApart() {
        // python3 -c "import hashlib; print(hashlib.sha256(b'drawn-shapes/v1\n-3\n5\n').hexdigest())"
        assertThat(new DrawnShapes(-3, 5).fingerprint())
                .isEqualTo("f0a706e248bb3965b9e06e4518cb19b61613d502ed4f90ab1c7d03917415eeb5");
        assertThat(new DrawnShapes(-3, 6).fingerprint()).isNotEqualTo(new DrawnShapes(-3, 5).fingerprint());
    }

    @Test
    void emptySetsAndIndicesBeyondTheSetAreRefused() {
        assertThatThrownBy(() -> new DrawnShapes(1, -2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got a count of -2");
        assertThatThrownBy(() -> new DrawnShapes(1, 10).read(10, new float[3 * PLANE], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
