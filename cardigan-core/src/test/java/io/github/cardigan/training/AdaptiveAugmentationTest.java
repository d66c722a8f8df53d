package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdaptiveAugmentationTest {

    private static final AugmentationPipeline PIPELINE = AugmentationPipeline.parse("bgc");

    private static void observe(AdaptiveAugmentation ada, float... scores) {
        try (TensorScope scope = new TensorScope()) {
            ada.observe(Tensor.create(scores), 1);
        }
    }

    /** Five real samples a batch, of which this many score above 0. */
    private static void observe(AdaptiveAugmentation ada, int... above) {
        for (int count : above) {
            float[] scores = {-1, -2, -0.1f, -4, -5};
            for (int i = 0; i < count; i++) {
                scores[i] *= -1;
            }
            observe(ada, scores);
        }
    }

    /** 100 samples to full: 20 samples in four batches make a step of 0.2. r = (2 x above - 20) / 20. */
    /** 16 packs of 4 are 64 samples of 640 to full: p moves as by 64 scores, r by the packs. */
    @Test
    void aPackCountsAsItsSamples() {
        try (AdaptiveAugmentation ada = new AdaptiveAugmentation(PIPELINE, 0.6, 640)) {
            for (int batch = 0; batch < 4; batch++) {
                try (TensorScope scope = new TensorScope()) {
                    ada.observe(Tensor.create(1f, 1f, 1f, 1f), 4);
                }
            }
            assertThat(ada.p()).isEqualTo(0.1, within(1e-6));
            assertThat(ada.overfitting()).isEqualTo(1);
        }
    }

    @Test
    void theSeriesByHand() {
        try (AdaptiveAugmentation ada = new AdaptiveAugmentation(PIPELINE, 0.6, 100)) {
            observe(ada, 5, 5, 5);
            require(ada, 0, 0); // four batches make a move
            observe(ada, 5);
            require(ada, 0.2, 1);
            observe(ada, 4, 5, 3, 5); // 17 of 20
            require(ada, 0.4, 0.7);
            observe(ada, 4, 4, 4, 4); // 16 of 20: the target itself
            require(ada, 0.4, 0.6);
            observe(ada, 5, 5, 5, 0); // 15 of 20
            require(ada, 0.2, 0.5);
            observe(ada, 0, 0, 0, 0);
            observe(ada, 0, 0, 0, 1);
            require(ada, 0, -0.9); // not below 0
            for (int i = 0; i < 7; i++) {
                observe(ada, 5, 5, 5, 5);
            }
            require(ada, 1, 1); // not above 1
            observe(ada, 0, 0, 0, 0);
            require(ada, 0.8, -1);
        }
    }

    private static void require(AdaptiveAugmentation ada, double p, double r) {
        assertThat(ada.p()).isCloseTo(p, within(1e-6)); // fp32
        assertThat(ada.overfitting()).isCloseTo(r, within(1e-6));
    }

    @Test
    void batchesCountByTheirSizeAndZeroIsUndecided() {
        try (AdaptiveAugmentation ada = new AdaptiveAugmentation(PIPELINE, 0.6, 50)) {
            observe(ada, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
            observe(ada, 0f);
            observe(ada, 0f);
            observe(ada, -1f);
            require(ada, 0, 0.6); // (7 - 1) / 10
            observe(ada, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
            observe(ada, 0f);
            observe(ada, 0f);
            observe(ada, 0f);
            require(ada, 0.2, 0.7); // 10 of 50
        }
    }

    /** The paper's: 500,000 samples from 0 to 1, so 64 x 4 samples are a step of 0.000512. */
    @Test
    void byDefaultThePapersSpeed() {
        try (AdaptiveAugmentation ada = AdaptiveAugmentation.of(PIPELINE)) {
            float[] scores = new float[64];
            Arrays.fill(scores, 1);
            for (int i = 0; i < 40; i++) {
                observe(ada, scores);
            }
            require(ada, 0.00512, 1);
        }
    }

    @Test
    void theStateIsAllThereIsToSave() {
        try (AdaptiveAugmentation one = new AdaptiveAugmentation(PIPELINE, 0.6, 100);
                AdaptiveAugmentation other = new AdaptiveAugmentation(PIPELINE, 0.6, 100)) {
            observe(one, 5, 5, 5, 5, 1, 2);
            one.state().forEach((name, tensor) -> Tensors.fill(other.state().get(name), Tensors.toFloats(tensor)));
            assertThat(other.p()).isEqualTo(one.p()).isGreaterThan(0);
            assertThat(other.overfitting()).isEqualTo(one.overfitting());
            observe(one, 5, 5);
            observe(other, 5, 5);
            assertThat(other.p()).isEqualTo(one.p()).isCloseTo(0, within(1e-6)); // 13 of 20: a step back
        }
    }

    @Test
    void imagesChangeAsProbablyAsPSays() {
        try (TensorScope scope = new TensorScope();
                AdaptiveAugmentation ada = new AdaptiveAugmentation(PIPELINE, 0.6, 40)) {
            observe(ada, 5, 5, 5, 5);
            Tensor x = new RandomSource(1).normal(Device.cpu(), 4, 1, 6, 6);
            assertThat(Tensors.toFloats(ada.apply(x, new RandomSource(2), 0)))
                    .isEqualTo(Tensors.toFloats(PIPELINE.apply(x, 0.5, new RandomSource(2))))
                    .isNotEqualTo(Tensors.toFloats(x));
        }
    }

    @Test
    void targetsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new AdaptiveAugmentation(PIPELINE, 1, 100))
                .hasMessage("expected a target in (-1, 1) and at least 1 sample to full, got 1.0 and 100");
        assertThatThrownBy(() -> new AdaptiveAugmentation(PIPELINE, 0.6, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
