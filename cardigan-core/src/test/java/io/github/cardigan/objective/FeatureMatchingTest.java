package io.github.cardigan.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Gradients;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class FeatureMatchingTest {

    /** Means (2, 3, 0) and (1, 5, 0.5). */
    private static Tensor real() {
        return Tensor.create(new double[] {1, 2, 0, 3, 4, 0}, 2, 3);
    }

    private static Tensor fake() {
        return Tensor.create(new double[] {0, 9, 0, 1, 1, 1, 1, 4, 1, 2, 6, 0}, 4, 3);
    }

    @Test
    void theDistanceOfTheMeansSquaredAndSummedOrAbsoluteAndAveraged() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(FeatureMatching.loss(real(), fake()).item_double()).isCloseTo(1 + 4 + 0.25, within(1e-12));
            assertThat(FeatureMatching.absoluteLoss(real(), fake()).item_double())
                    .isCloseTo((1 + 2 + 0.5) / 3, within(1e-12));
        }
    }

    /** d/df of (m - f / 4 - ...)^2 is -2 (difference) / 4 for each of four samples; of the mean of absolutes -sign / 12. */
    @Test
    void everyGeneratedSampleIsPulledAlikeAndNoRealOne() {
        try (TensorScope scope = new TensorScope()) {
            Tensor fake = fake().set_requires_grad(true);
            Tensor real = real().set_requires_grad(true);
            Tensor loss = FeatureMatching.loss(real, fake);
            double[] squared = Tensors.toDoubles(Gradients.of(loss, fake, false));
            double[] absolute = Tensors.toDoubles(Gradients.of(FeatureMatching.absoluteLoss(real, fake), fake, false));
            double[] difference = {1, -2, -0.5};
            for (int i = 0; i < 12; i++) {
                assertThat(squared[i]).isCloseTo(-difference[i % 3] / 2, within(1e-12));
                assertThat(absolute[i]).isCloseTo(-Math.signum(difference[i % 3]) / 12, within(1e-12));
            }
            loss.backward();
            assertThat(real.grad().defined()).isFalse();
        }
    }

    @Test
    void featuresThatDoNotFitAreRefused() {
        try (TensorScope scope = new TensorScope()) {
            assertThatThrownBy(() -> FeatureMatching.loss(torch.zeros(2, 3), torch.zeros(2, 4)))
                    .hasMessage("expected features [N, F] and [M, F], got [2, 3] and [2, 4]");
            assertThatThrownBy(() -> FeatureMatching.loss(torch.zeros(2, 3, 1), torch.zeros(2, 3)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
