package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class DropoutTest {

    private static final Shape IMAGE = Shape.image(50, 4, 5);

    private static float[] drop(Layer layer, Pass pass) {
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layer, IMAGE, Device.cpu(), new RandomSource(1))) {
            Tensor x = torch.ones(IMAGE.batch(20)).mul(new Scalar(3.0));
            return Tensors.toFloats(network.forward(x, pass));
        }
    }

    @Test
    void trainingZeroesElementsAndScalesTheOthers() {
        float[] values = drop(new Dropout(0.25), Pass.training(new RandomSource(2)));
        assertThat(values).containsOnly(0f, 4f); // 3 / (1 - 0.25)
        int zeros = 0;
        for (float value : values) {
            zeros += value == 0 ? 1 : 0;
        }
        assertThat((double) zeros / values.length).isCloseTo(0.25, within(0.015)); // five standard errors
    }

    @Test
    void channelDropoutZeroesWholeChannels() {
        float[] values = drop(new Dropout2d(0.25), Pass.training(new RandomSource(2)));
        int zeros = 0;
        for (int channel = 0; channel < 20 * 50; channel++) {
            float first = values[channel * 20];
            assertThat(first).isIn(0f, 4f);
            zeros += first == 0 ? 1 : 0;
            for (int pixel = 1; pixel < 20; pixel++) {
                assertThat(values[channel * 20 + pixel]).isEqualTo(first);
            }
        }
        assertThat(zeros / 1000.0).isCloseTo(0.25, within(0.07)); // five standard errors
    }

    @Test
    void inferenceAndRateZeroChangeNothing() {
        assertThat(drop(new Dropout(0.25), Pass.inference())).containsOnly(3f);
        assertThat(drop(new Dropout2d(0.25), Pass.inference())).containsOnly(3f);
        assertThat(drop(new Dropout(0), Pass.training(new RandomSource(2)))).containsOnly(3f);
    }

    @Test
    void everyTrainingPassDropsOthers() {
        RandomSource random = new RandomSource(2);
        float[] first = drop(new Dropout(0.5), Pass.training(random));
        assertThat(drop(new Dropout(0.5), Pass.training(random))).isNotEqualTo(first);
        assertThat(drop(new Dropout(0.5), Pass.training(new RandomSource(2)))).isEqualTo(first);
    }

    @Test
    void noiseGoesOnAtInferenceAlikeForEverySample() {
        assertThat(drop(new NoiseDropout(0.25), Pass.training(new RandomSource(2))))
                .as("in training it is dropout")
                .isEqualTo(drop(new Dropout(0.25), Pass.training(new RandomSource(2))));
        float[] values = drop(new NoiseDropout(0.25), Pass.inference());
        assertThat(values).containsOnly(0f, 4f).isEqualTo(drop(new NoiseDropout(0.25), Pass.inference()));
        int zeros = 0;
        for (int i = 0; i < IMAGE.elements(); i++) {
            zeros += values[i] == 0 ? 1 : 0;
            for (int sample = 1; sample < 20; sample++) {
                assertThat(values[sample * IMAGE.elements() + i]).isEqualTo(values[i]);
            }
        }
        assertThat(zeros / 1000.0).isCloseTo(0.25, within(0.07)); // five standard errors
        assertThat(drop(new NoiseDropout(0), Pass.inference())).containsOnly(3f);
    }
}
