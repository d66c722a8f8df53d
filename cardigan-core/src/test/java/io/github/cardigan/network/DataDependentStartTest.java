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
import org.junit.jupiter.api.Test;

class DataDependentStartTest {

    private static final Shape IMAGE = Shape.image(2, 6, 6);

    private static Tensor batch() {
        return new RandomSource(3)
                .normal(Device.cpu(), IMAGE.batch(40))
                .mul(new Scalar(3.0))
                .add(new Scalar(1.0));
    }

    /** Mean and variance of one output over batch and places, by hand. */
    private static double[] moments(Tensor y, long output) {
        float[] values = Tensors.toFloats(y.select(1, output));
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (float value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        return new double[] {mean, variance};
    }

    /** Also behind a ReLU, and of a whole batch: the layers between are as in training. */
    @Test
    void everyOutputOfEveryNormedLayerHasMeanZeroAndVarianceOne() {
        Layer first = new WeightNorm(Conv2d.of(3, 3, 2));
        Layer layers = Sequential.of(
                Sequential.of(first, Activation.RELU), new Flatten(), Sequential.of(new WeightNorm(Dense.of(5))));
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layers, IMAGE, Device.cpu(), new RandomSource(1))) {
            DataDependentStart.on(network, batch(), new RandomSource(2));
            Network convolution = network.part("0").part("0");
            Tensor inner = convolution.forward(batch(), Pass.inference());
            Tensor outer = network.forward(batch(), Pass.inference());
            for (Tensor y : new Tensor[] {inner, outer}) {
                for (long output = 0; output < y.size(1); output++) {
                    double[] moments = moments(y, output);
                    assertThat(moments[0]).isCloseTo(0, within(1e-4)); // float32 sums of 3,600 values
                    assertThat(moments[1]).isCloseTo(1, within(1e-3));
                }
            }
        }
    }

    @Test
    void otherLayersAndLayersWithoutBiasKeepTheirShift() {
        Layer layers = Sequential.of(
                new Flatten(), Dense.of(4), new WeightNorm(Dense.of(3).withoutBias()));
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layers, IMAGE, Device.cpu(), new RandomSource(1))) {
            float[] before = Tensors.toFloats(network.state().get("1.weight"));
            DataDependentStart.on(network, batch(), new RandomSource(2));
            assertThat(Tensors.toFloats(network.state().get("1.weight"))).isEqualTo(before);
            Tensor y = network.forward(batch(), Pass.inference());
            for (long output = 0; output < 3; output++) {
                assertThat(moments(y, output)[1]).isCloseTo(1, within(1e-3));
            }
        }
    }
}
