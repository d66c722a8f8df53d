package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class LeastSquaresLossTest {

    private final LeastSquaresLoss loss = new LeastSquaresLoss();

    @Test
    void halfTheMeanSquaredDistanceToOneAndToZero() {
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(0.5, 3.0); // distances to 1: 0.5 and 2
            Tensor fake = Tensor.create(-1.0, 0.2); // to 0: 1 and 0.2; to 1: 2 and 0.8
            double d = (0.25 + 4) / 4 + (1 + 0.04) / 4;
            assertThat(loss.discriminatorLoss(real, fake).item_double()).isCloseTo(d, within(1e-12));
            assertThat(loss.generatorLoss(fake).item_double()).isCloseTo((4 + 0.64) / 4, within(1e-12));
        }
    }

    @Test
    void smoothingMovesTheDiscriminatorsTargetOnly() {
        LeastSquaresLoss smooth = new LeastSquaresLoss(0.9);
        try (TensorScope scope = new TensorScope()) {
            Tensor real = Tensor.create(0.5, 3.0); // distances to 0.9: 0.4 and 2.1
            Tensor fake = Tensor.create(-1.0, 0.2);
            double d = (0.16 + 4.41) / 4 + (1 + 0.04) / 4;
            assertThat(smooth.discriminatorLoss(real, fake).item_double()).isCloseTo(d, within(1e-12));
            assertThat(smooth.generatorLoss(fake).item_double()).isCloseTo((4 + 0.64) / 4, within(1e-12));
        }
    }

    @Test
    void atTheTargetsNobodyPays() {
        try (TensorScope scope = new TensorScope()) {
            Tensor ones = Tensor.create(1f, 1f);
            assertThat(loss.discriminatorLoss(ones, Tensor.create(0f, 0f)).item_double())
                    .isZero();
            assertThat(loss.generatorLoss(ones).item_double()).isZero();
        }
    }

    @Test
    void scoresReadAsTheyAre() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(loss.read(Tensor.create(1.5f)).item_double()).isEqualTo(1.5);
        }
    }
}
