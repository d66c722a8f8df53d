package io.github.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MomentsTest {

    private static double[] covariance(Moments moments) {
        try (TensorScope scope = new TensorScope()) {
            return Tensors.toDoubles(moments.covariance());
        }
    }

    /** By hand: mean (2, 4), deviations (-1, -3), (0, 1), (1, 2). */
    @Test
    void threeVectorsByHand() {
        try (Rows rows = Rows.of(new float[] {1, 1, 2, 5, 3, 6}, 3, 2);
                Moments moments = Moments.of(rows)) {
            assertThat(moments.count()).isEqualTo(3);
            assertThat(moments.mean()).containsExactly(2, 4);
            assertThat(covariance(moments)).containsExactly(1, 2.5, 2.5, 7);
        }
    }

    @Test
    void theSizesOfPiecesDoNotChangeABit() {
        float[] values = FixedArrays.values(1, 3000, 5);
        try (Moments whole = new Moments(5);
                Moments pieces = new Moments(5)) {
            add(whole, values, 0, 3000);
            int[] sizes = {1, 63, 64, 1000, 1024, 848};
            int first = 0;
            for (int size : sizes) {
                add(pieces, values, first, size);
                first += size;
            }
            assertThat(pieces.mean()).isEqualTo(whole.mean());
            assertThat(covariance(pieces)).isEqualTo(covariance(whole));
        }
    }

    private static void add(Moments moments, float[] values, int first, int count) {
        try (TensorScope scope = new TensorScope()) {
            moments.add(Tensor.create(java.util.Arrays.copyOfRange(values, first * 5, (first + count) * 5), count, 5));
        }
    }

    /** Sums of 3,000 products below 1 in another order: at most 3,000 times 2^-52 of their mean. */
    @Test
    void mergedPartsAndAnotherOrderAgreeUpToRounding() {
        float[] values = FixedArrays.values(1, 3000, 5);
        try (Moments whole = new Moments(5);
                Moments first = new Moments(5);
                Moments second = new Moments(5)) {
            add(whole, values, 0, 3000);
            add(first, values, 1100, 1900);
            add(second, values, 0, 1100);
            first.merge(second);
            assertThat(first.count()).isEqualTo(3000);
            assertThat(first.mean()).containsExactly(whole.mean(), within(1e-15));
            assertThat(covariance(first)).containsExactly(covariance(whole), within(2e-13));
            try (Moments none = new Moments(5)) {
                first.merge(none);
                none.merge(whole);
                assertThat(covariance(none)).isEqualTo(covariance(whole));
            }
        }
    }

    /** Squares of 1e8 leave no digit of a variance of 1 in float64; deviations from chunk means leave eight. */
    @Test
    void aMeanFarFromZeroCostsFewDigits() {
        double[] values = new double[4096];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1e8 + (i % 2 == 0 ? -1 : 1);
        }
        try (TensorScope scope = new TensorScope();
                Moments moments = new Moments(1)) {
            moments.add(Tensor.create(values, 4096, 1));
            assertThat(moments.mean()).containsExactly(1e8);
            assertThat(covariance(moments)[0]).isCloseTo(4096 / 4095.0, within(1e-8));
        }
    }

    /** More columns than a block: all of the triangle must be there. */
    @Test
    void covarianceOfManyColumnsIsComplete() {
        int n = 40;
        int d = 1030;
        float[] values = FixedArrays.values(1, n, d);
        try (Rows rows = Rows.of(values, n, d);
                Moments moments = Moments.of(rows)) {
            double[] covariance = covariance(moments);
            double[] mean = moments.mean();
            for (int[] pair : new int[][] {{0, 0}, {0, 1029}, {1029, 0}, {511, 512}, {512, 511}, {600, 1024}}) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += (values[i * d + pair[0]] - mean[pair[0]]) * (values[i * d + pair[1]] - mean[pair[1]]);
                }
                assertThat(covariance[pair[0] * d + pair[1]]).isCloseTo(sum / (n - 1), within(1e-14));
            }
        }
    }

    @Test
    void whatWasSavedComesBack() {
        try (Moments moments = Moments.of(10, new double[] {1, 2}, new double[] {3, 0.5, 0.5, 4})) {
            assertThat(moments.count()).isEqualTo(10);
            assertThat(moments.mean()).containsExactly(1, 2);
            assertThat(covariance(moments)).containsExactly(new double[] {3, 0.5, 0.5, 4}, within(1e-15));
        }
    }

    @Test
    void wrongSizesAreRefused() {
        try (TensorScope scope = new TensorScope();
                Moments moments = new Moments(3)) {
            assertThatThrownBy(() -> moments.add(Tensor.create(new float[4], 2, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[n, 3], got [2, 2]");
            assertThatThrownBy(moments::covariance).hasMessageContaining("at least 2 vectors");
            assertThatThrownBy(() -> Moments.of(5, new double[2], new double[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
