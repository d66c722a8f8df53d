package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class GaussianNoiseTest {

    private static final Shape IMAGE = Shape.image(5, 20, 20);

    private static Tensor pass(double deviation, Pass pass) {
        try (Network network = Network.build(new GaussianNoise(deviation), IMAGE, Device.cpu(), new RandomSource(1))) {
            return network.forward(torch.ones(IMAGE.batch(10)), pass);
        }
    }

    @Test
    void trainingAddsNoiseOfTheDeviationAroundTheInput() {
        try (TensorScope scope = new TensorScope()) {
            Tensor noisy = pass(0.5, Pass.training(new RandomSource(2)));
            int n = 20_000;
            assertThat(noisy.mean().item_double()).isCloseTo(1, within(5 * 0.5 / Math.sqrt(n)));
            assertThat(noisy.var().item_double()).isCloseTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / n)));
        }
    }

    @Test
    void inferenceAndDeviationZeroChangeNothing() {
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toFloats(pass(0.5, Pass.inference()))).containsOnly(1f);
            RandomSource random = new RandomSource(2);
            assertThat(Tensors.toFloats(pass(0, Pass.training(random)))).containsOnly(1f);
            assertThat(random.state()).isEqualTo(2);
        }
    }

    @Test
    void everyPassHasItsOwnNoiseAndTheSeedRepeatsIt() {
        try (TensorScope scope = new TensorScope()) {
            RandomSource random = new RandomSource(2);
            float[] first = Tensors.toFloats(pass(0.5, Pass.training(random)));
            assertThat(Tensors.toFloats(pass(0.5, Pass.training(random)))).isNotEqualTo(first);
            assertThat(Tensors.toFloats(pass(0.5, Pass.training(new RandomSource(2)))))
                    .isEqualTo(first);
        }
    }
}
