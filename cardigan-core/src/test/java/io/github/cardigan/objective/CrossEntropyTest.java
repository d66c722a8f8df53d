package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEntropyTest {

    private static final double[][] LOGITS = {{2, -1, 0.5}, {-3, 0.25, 4}};
    private static final long[] LABELS = {0, 1};

    private static Tensor logits() {
        return Tensor.create(new double[] {2, -1, 0.5, -3, 0.25, 4}, 2, 3);
    }

    private static double[] softmax(double[] row) {
        double sum = 0;
        for (double value : row) {
            sum += StrictMath.exp(value);
        }
        double[] p = new double[row.length];
        for (int k = 0; k < p.length; k++) {
            p[k] = StrictMath.exp(row[k]) / sum;
        }
        return p;
    }

    private static double wanted(int sample, int k, double smoothing) {
        return (k == LABELS[sample] ? 1 - smoothing : 0) + smoothing / 3;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.6})
    void valueAndGradientAreTheClosedForms(double smoothing) {
        double expected = 0;
        double[][] gradient = new double[2][3];
        for (int n = 0; n < 2; n++) {
            double[] p = softmax(LOGITS[n]);
            for (int k = 0; k < 3; k++) {
                double q = wanted(n, k, smoothing);
                expected -= q * StrictMath.log(p[k]) / 2;
                gradient[n][k] = (p[k] - q) / 2;
            }
        }
        try (TensorScope scope = new TensorScope()) {
            Tensor logits = logits().set_requires_grad(true);
            Tensor loss = new CrossEntropy(smoothing).loss(logits, Tensor.create(LABELS));
            assertThat(loss.item_double()).isCloseTo(expected, within(1e-12));
            float[] byLogits = Tensors.toFloats(Gradients.of(loss, logits, false));
            for (int i = 0; i < 6; i++) { // read as float32
                assertThat((double) byLogits[i]).isCloseTo(gradient[i / 3][i % 3], within(1e-7));
            }
        }
    }

    /** A lost sample costs the distance of its logits, a won one nothing. */
    @Test
    void extremeLogitsStayFinite() {
        try (TensorScope scope = new TensorScope()) {
            Tensor logits = Tensor.create(new float[] {1e4f, -1e4f, -1e4f, 1e4f}, 2, 2);
            CrossEntropy loss = new CrossEntropy(0);
            assertThat(loss.loss(logits, Tensor.create(new long[] {1, 1})).item_double())
                    .isEqualTo(1e4);
            assertThat(loss.loss(logits, Tensor.create(new long[] {0, 1})).item_double())
                    .isZero();
        }
    }

    @Test
    void accuracyIsTheShareOfLargestLogits() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(CrossEntropy.accuracy(logits(), Tensor.create(LABELS)).item_double())
                    .isEqualTo(0.5);
            assertThat(Tensors.toFloats(CrossEntropy.read(logits()))).containsExactly(0, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void impossibleSmoothingIsRefused(double smoothing) {
        assertThatThrownBy(() -> new CrossEntropy(smoothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected smoothing in [0, 1), got " + smoothing);
    }
}
