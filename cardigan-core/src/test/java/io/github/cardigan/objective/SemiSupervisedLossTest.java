package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class SemiSupervisedLossTest {

    private static final double[][] REAL = {{2, -1, 0.5}, {-3, 0.25, 1}};
    private static final double[][] FAKE = {{-1, -2, 0}, {0.5, 0.5, -4}, {-2, 1, -1}};

    private static Tensor tensor(double[][] rows) {
        double[] values = new double[rows.length * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i / 3][i % 3];
        }
        return Tensor.create(values, rows.length, 3);
    }

    private static double z(double[] logits) {
        return StrictMath.exp(logits[0]) + StrictMath.exp(logits[1]) + StrictMath.exp(logits[2]);
    }

    /** D = Z / (Z + 1) straight from the paper, without the logarithms' detour. */
    @Test
    void theLossIsThatOfTheProbabilityOfBeingNoFake() {
        double expected = 0;
        for (double[] logits : REAL) {
            expected -= StrictMath.log(z(logits) / (z(logits) + 1)) / REAL.length;
        }
        for (double[] logits : FAKE) {
            expected -= StrictMath.log(1 - z(logits) / (z(logits) + 1)) / FAKE.length;
        }
        try (TensorScope scope = new TensorScope()) {
            assertThat(SemiSupervisedLoss.unsupervised(tensor(REAL), tensor(FAKE))
                            .item_double())
                    .isCloseTo(expected, within(1e-12)); // in double precision
        }
    }

    /** dL/dl_k = -(1 - D) p_k for a real sample, D p_k for a generated one, with p the softmax, over the batch's size. */
    @Test
    void gradientsAreTheClosedForms() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = tensor(REAL).set_requires_grad(true);
            Tensor fake = tensor(FAKE).set_requires_grad(true);
            Tensor loss = SemiSupervisedLoss.unsupervised(real, fake);
            requireGradient(Tensors.toFloats(Gradients.of(loss, real, false)), REAL, true);
            requireGradient(Tensors.toFloats(Gradients.of(loss, fake, false)), FAKE, false);
        }
    }

    private static void requireGradient(float[] gradient, double[][] logits, boolean real) {
        for (int i = 0; i < gradient.length; i++) {
            double z = z(logits[i / 3]);
            double p = StrictMath.exp(logits[i / 3][i % 3]) / z;
            double d = z / (z + 1);
            double expected = (real ? d - 1 : d) * p / logits.length;
            assertThat((double) gradient[i]).isCloseTo(expected, within(1e-7)); // read as float32
        }
    }

    @Test
    void extremeLogitsStayFinite() {
        try (TensorScope scope = new TensorScope()) {
            Tensor high = Tensor.create(new float[] {1e4f, -1e4f, 0}, 1, 3);
            Tensor low = Tensor.create(new float[] {-1e4f, -1e4f, -1e4f}, 1, 3);
            assertThat(SemiSupervisedLoss.unsupervised(high, low).item_double()).isZero();
            assertThat(SemiSupervisedLoss.unsupervised(low, high).item_double()).isCloseTo(2e4, within(2.0));
        }
    }
}
