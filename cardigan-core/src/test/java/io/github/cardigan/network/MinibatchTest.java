package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Autocast;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** The layers that show a discriminator the batch. Values for ordinary batches are in reference.json. */
class MinibatchTest {

    private static final Shape VECTOR = Shape.of(6);

    @Test
    void equalSamplesAreAsCloseAsCanBe() {
        try (TensorScope scope = new TensorScope();
                Network network = build(new MinibatchDiscrimination(3, 5))) {
            Tensor x = torch.ones(VECTOR.batch(4));
            Tensor o = network.forward(x, Pass.inference()).narrow(1, 6, 3);
            assertThat(Tensors.toFloats(o)).containsOnly(3f); // exp(0) for each of the three others
            Tensor alone = network.forward(x.narrow(0, 0, 1), Pass.inference()).narrow(1, 6, 3);
            assertThat(Tensors.toFloats(alone)).containsOnly(0f);
        }
    }

    @Test
    void equalSamplesDeviateByTheRootOfEpsilonAndHaveAGradient() {
        try (TensorScope scope = new TensorScope();
                Network network = build(new MinibatchStdDev(4))) {
            Tensor x = torch.ones(VECTOR.batch(4)).set_requires_grad(true);
            Tensor y = network.forward(x, Pass.training(new RandomSource(2)));
            for (float deviation : Tensors.toFloats(y.narrow(1, 6, 1))) {
                assertThat(deviation).isCloseTo(1e-4f, within(1e-9f));
            }
            y.sum().backward();
            assertThat(x.grad().isfinite().all().item_bool()).isTrue();
        }
    }

    @Test
    void realAndGeneratedSamplesAreJudgedApart() {
        for (Layer layer : new Layer[] {new MinibatchDiscrimination(3, 5), new MinibatchStdDev(4)}) {
            assertThat(Sequential.of(Activation.TANH, layer).mixesSamples(VECTOR))
                    .isTrue();
        }
        assertThat(new SpectralNorm(Dense.of(2)).mixesSamples(VECTOR)).isFalse();
        assertThat(new GaussianNoise(1).mixesSamples(VECTOR)).isFalse();
    }

    /** Against fp32 of the same rounded inputs: the distances themselves are not rounded to 8 bits. */
    @Test
    void eightBitInputsAreComparedInFullPrecision() {
        try (TensorScope scope = new TensorScope();
                Network network = build(new MinibatchDiscrimination(3, 5))) {
            Tensor x = new RandomSource(3).normal(Device.cpu(), 4, 6).to(ScalarType.BFloat16);
            float[] expected = Tensors.toFloats(network.forward(x.to(ScalarType.Float), Pass.inference()));
            try (Autocast autocast = new Autocast(Precision.BF16, Device.cpu())) {
                assertThat(Tensors.toFloats(network.forward(x, Pass.inference())))
                        .isEqualTo(expected);
            }
            Tensor deviation = new MinibatchStdDev(4)
                    .forward(x, new Weights(java.util.Map.of(), ""), Pass.inference())
                    .narrow(1, 6, 1);
            assertThat(deviation.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
            Tensor full = new MinibatchStdDev(4)
                    .forward(x.to(ScalarType.Float), new Weights(java.util.Map.of(), ""), Pass.inference())
                    .narrow(1, 6, 1);
            assertThat(Tensors.toFloats(deviation)).isEqualTo(Tensors.toFloats(full.to(ScalarType.BFloat16)));
        }
    }

    private static Network build(Layer layer) {
        return Network.build(layer, VECTOR, Device.cpu(), new RandomSource(1));
    }
}
