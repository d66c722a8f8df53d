package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class BernoulliMeansTest {

    private static Tensor noLabels() {
        return Tensor.create(new long[4]);
    }

    private static Autoencoder autoencoder(Layer decoder) {
        EncoderDecoder layers = new EncoderDecoder(Dense.of(2), decoder, false, 0);
        return new Autoencoder(Network.build(layers, Shape.of(3), Device.cpu(), new RandomSource(1)), Optional.empty());
    }

    @Test
    void aSampleIsTwiceTheProbabilityOfItsLogitLessOne() {
        Autoencoder autoencoder = autoencoder(BernoulliMeans.of(Sequential.of(Dense.of(3))));
        try (TensorScope scope = new TensorScope();
                Network network = autoencoder.network()) {
            Tensor codes = new RandomSource(2).normal(Device.cpu(), 4, 2);
            float[] logits = Tensors.toFloats(autoencoder.logits(codes, noLabels(), Pass.inference()));
            float[] samples = Tensors.toFloats(autoencoder.decode(codes, noLabels(), Pass.inference()));
            for (int i = 0; i < 12; i++) {
                double probability = 1 / (1 + StrictMath.exp(-logits[i]));
                assertThat((double) samples[i]).isCloseTo(2 * probability - 1, within(1e-6)); // fp32
            }
            assertThat(network.state().keySet()).contains("decoder.0.0.weight");
        }
    }

    /** What a loss of logits asks of the part arrives in the gradient of the whole. */
    @Test
    void gradientsOfLogitsReachTheWholeNetwork() {
        Autoencoder autoencoder = autoencoder(BernoulliMeans.of(Sequential.of(Dense.of(3))));
        try (TensorScope scope = new TensorScope();
                Network network = autoencoder.network()) {
            network.trainable(true);
            network.parameters().zeroGradient();
            Tensor x = new RandomSource(2).normal(Device.cpu(), 4, 3);
            Tensor codes = autoencoder.encode(x, noLabels(), Pass.inference());
            autoencoder.logits(codes, noLabels(), Pass.inference()).sum().backward();
            float[] gradient = Tensors.toFloats(network.parameters().gradient());
            // encoder 2x3 + 2, decoder 3x2 + 3; the decoder's bias counts twice the four samples
            assertThat(gradient).hasSize(17).doesNotContain(0f);
            assertThat(List.of(gradient[14], gradient[15], gradient[16])).containsOnly(8f);
        }
    }

    @Test
    void otherDecodersHaveNoLogits() {
        Autoencoder autoencoder = autoencoder(Sequential.of(Dense.of(3), Activation.TANH));
        try (TensorScope scope = new TensorScope();
                Network network = autoencoder.network()) {
            assertThat(autoencoder.saysLogits()).isFalse();
            Tensor codes = new RandomSource(2).normal(Device.cpu(), 4, 2);
            assertThatThrownBy(() -> autoencoder.logits(codes, noLabels(), Pass.inference()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected a decoder that says logits");
        }
    }

    @Test
    void aClassBesideAnImageIsKeptOnce() {
        FlattenBeside layer = new FlattenBeside(2);
        assertThat(layer.outputShape(Shape.image(3, 1, 2))).isEqualTo(Shape.of(4));
        assertThatThrownBy(() -> layer.outputShape(Shape.image(2, 1, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("more than the 2 channels that tell the class");
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layer, Shape.image(3, 1, 2), Device.cpu(), new RandomSource(1))) {
            Conditions two = Conditions.of(List.of("a", "b"));
            Tensor x = Tensor.create(new float[] {5, 6, 7, 8}, 2, 1, 1, 2);
            Tensor beside = two.beside(x, Tensor.create(new long[] {1, 0}));
            assertThat(Tensors.toFloats(network.forward(beside, Pass.inference())))
                    .containsExactly(5, 6, 0, 1, 7, 8, 1, 0);
        }
    }
}
