package io.github.cardigan.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdversarialTrainingTest {

    @Test
    void onALinearModelAnyImageGoesToItsWorstCorner() {
        try (TensorScope scope = new TensorScope();
                Linear linear = Linear.twoClasses(new float[] {0.3f, -0.4f, 0.5f, 0.2f}, 0.1f)) {
            Tensor images =
                    Linear.images(new float[] {0.1f, 0.2f, 0.3f, -0.1f}, new float[] {-0.9f, 0.2f, 0.3f, -0.1f});
            // ten steps reach the corner from anywhere; the second image is read wrongly and goes all the same
            Tensor worst = AdversarialTraining.pgd(Ball.linf(0.1), 10)
                    .worst(linear.classifier(), images, Linear.labels(1, 1), new RandomSource(1));
            assertThat(Tensors.toFloats(worst))
                    .containsExactly(new float[] {-0.1f, 0.4f, 0.1f, -0.3f, -1, 0.4f, 0.1f, -0.3f}, within(1e-6f));
        }
    }

    @Test
    void theFastStepStartsAtRandomAndIsCutToTheBallAndTheRange() {
        try (TensorScope scope = new TensorScope();
                Linear linear = Linear.twoClasses(new float[] {0.3f, -0.4f, 0.5f, 0.2f}, 0.1f)) {
            float[] one = {-1, 0.2f, 0.3f, -0.1f};
            Tensor images = Linear.images(one, one, one, one);
            Tensor labels = Linear.labels(1, 1, 1, 1);
            RandomSource random = new RandomSource(3);
            AdversarialTraining fast = AdversarialTraining.fast(Ball.linf(0.1));
            assertThat(fast.stepSize()).isEqualTo(0.125); // Wong et al.: 1.25 epsilon
            float[] first = Tensors.toFloats(fast.worst(linear.classifier(), images, labels, random));
            float[] second = Tensors.toFloats(fast.worst(linear.classifier(), images, labels, random));
            assertThat(second).as("another random start").isNotEqualTo(first);
            for (int i = 0; i < first.length; i += 4) {
                assertThat(first[i]).as("black is the end of the range").isEqualTo(-1);
                // from u in (-0.2, 0.2) a step of 0.25 against the weight, cut at 0.2: at least 0.05 along
                assertThat(first[i + 1]).isBetween(0.25f - 1e-6f, 0.4f + 1e-6f);
                assertThat(first[i + 2]).isBetween(0.1f - 1e-6f, 0.25f + 1e-6f);
                assertThat(first[i + 3]).isBetween(-0.3f - 1e-6f, -0.15f + 1e-6f);
            }
        }
    }

    @Test
    void theNetworkIsTrainableAfterwards() {
        try (TensorScope scope = new TensorScope();
                Linear linear = Linear.twoClasses(new float[] {1, 1, 1, 1}, 0)) {
            Tensor worst = AdversarialTraining.fast(Ball.linf(0.1))
                    .worst(linear.classifier(), Linear.images(new float[4]), Linear.labels(1), new RandomSource(1));
            assertThat(worst.requires_grad()).isFalse();
            linear.victim().logits(worst).sum().backward();
            assertThat(linear.classifier()
                            .network()
                            .parameters()
                            .gradient()
                            .abs()
                            .sum()
                            .item_double())
                    .isPositive();
        }
    }
}
