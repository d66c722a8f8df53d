package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.BatchNorm;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.SpectralNorm;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class EmaTest {

    @Test
    void theAverageIsTheRecursionInDouble() {
        try (Network network = Network.build(BatchNorm.of(), Shape.of(2), Device.cpu(), new RandomSource(1));
                Ema ema = new Ema(network, 0.8)) {
            double[] expected = {1, 0, 1}; // batch norm starts at scale 1, mean 0 and variance 1
            for (int t = 1; t <= 60; t++) {
                double scale = Math.sin(t);
                double mean = t * 0.1;
                Tensors.fill(network.parameters().vector(), new float[] {(float) scale, 0, 5, 5});
                Tensors.fill(network.buffers().vector(), new float[] {(float) mean, 0, (float) (2 * mean), 1});
                ema.update(t);
                double decay = Math.min(0.8, (1.0 + t) / (10.0 + t));
                double[] now = {scale, mean, 2 * mean};
                for (int i = 0; i < 3; i++) {
                    expected[i] = decay * expected[i] + (1 - decay) * now[i];
                }
            }
            float[] weights = Tensors.toFloats(ema.average().parameters().vector());
            float[] statistics = Tensors.toFloats(ema.average().buffers().vector());
            assertThat((double) weights[0])
                    .isCloseTo(expected[0], within(1e-5)); // 60 roundings of 6e-8 of values to 12
            assertThat((double) statistics[0]).isCloseTo(expected[1], within(1e-5));
            assertThat((double) statistics[2]).isCloseTo(expected[2], within(1e-5));
        }
    }

    /** Averaged singular vectors are too short and lag behind: the averaged weight is divided by its own norm all the same. */
    @Test
    void theAverageOfSpectrallyNormalisedLayersHasNormOne() {
        Layer layer = new SpectralNorm(Dense.of(12).withoutBias());
        RandomSource random = new RandomSource(1);
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layer, Shape.of(20), Device.cpu(), random);
                Ema ema = new Ema(network, 0.99)) {
            Tensor x = random.normal(Device.cpu(), 2, 20);
            for (int t = 1; t <= 400; t++) { // a quarter of the first weight per step: far more than training moves it
                try (NoGrad noGrad = new NoGrad()) {
                    Tensor weights = network.parameters().vector();
                    weights.add_(random.normal(Device.cpu(), weights.numel()).mul(new Scalar(0.03)));
                    network.forward(x, Pass.training(random));
                }
                ema.update(t);
            }
            double length = ema.average().state().get("weight_u").norm().item_double();
            assertThat(length).isLessThan(0.97); // else the test would show nothing
            for (Network each : new Network[] {network, ema.average(), network.copy()}) {
                Tensor weight = each.forward(torch.eye(20), Pass.inference()); // transposed
                double norm = torch.linalg_svdvals(weight).max().item_double();
                assertThat(norm).isBetween(0.9999, 1.01);
            }
        }
    }

    @Test
    void aDecayOutsideItsRangeIsRefused() {
        try (Network network = Network.build(BatchNorm.of(), Shape.of(2), Device.cpu(), new RandomSource(1))) {
            for (double decay : new double[] {0, 1, -0.1, Double.NaN}) {
                assertThatThrownBy(() -> new Ema(network, decay))
                        .hasMessage("expected a decay in (0, 1), got " + decay);
            }
        }
    }
}
