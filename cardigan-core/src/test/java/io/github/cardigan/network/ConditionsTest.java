package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Conditions THREE = Conditions.of(List.of("a", "b", "c"));

    @Test
    void aClassStandsBesideAVectorAsOneHotValues() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = Tensor.create(new float[] {5, 6}, 2, 1);
            Tensor beside = THREE.beside(x, Tensor.create(new long[] {2, 0}));
            assertThat(Tensors.toFloats(beside)).containsExactly(5, 0, 0, 1, 6, 1, 0, 0);
            assertThat(THREE.beside(Shape.of(1))).isEqualTo(Shape.of(4));
        }
    }

    @Test
    void aClassStandsBesideAnImageAsAChannelOfOnes() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = Tensor.create(new float[] {5, 6}, 1, 1, 1, 2);
            Tensor beside = THREE.beside(x, Tensor.create(new long[] {1}));
            assertThat(Tensors.shape(beside)).containsExactly(1, 4, 1, 2);
            assertThat(Tensors.toFloats(beside)).containsExactly(5, 6, 0, 0, 1, 1, 0, 0);
        }
    }

    @Test
    void aGeneratorMakesWhatItIsAskedFor() {
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(Dense.of(2), Shape.of(5), Device.cpu(), new RandomSource(1))) {
            Generator generator = new Generator(Latent.normal(2), THREE, network);
            Tensor z = generator.sampleLatent(4, new RandomSource(2));
            assertThatThrownBy(() -> generator.generate(z, Pass.inference()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected a class to ask for");
            float[] ones =
                    Tensors.toFloats(generator.generate(z, Tensor.create(new long[] {1, 1, 1, 1}), Pass.inference()));
            assertThat(Tensors.toFloats(generator.asking(1).generate(z, Pass.inference())))
                    .isEqualTo(ones);
            float[] row = Tensors.toFloats(generator.generateRow(z, 1, Pass.inference())); // 1, 2, 0, 1
            assertThat(java.util.Arrays.copyOfRange(row, 0, 2)).isEqualTo(java.util.Arrays.copyOfRange(ones, 0, 2));
            assertThat(java.util.Arrays.copyOfRange(row, 6, 8)).isEqualTo(java.util.Arrays.copyOfRange(ones, 6, 8));
            assertThat(java.util.Arrays.copyOfRange(row, 2, 4)).isNotEqualTo(java.util.Arrays.copyOfRange(ones, 2, 4));
            assertThatThrownBy(() -> generator.asking(3)).hasMessageContaining("from 0 to 2");
            assertThatThrownBy(() -> new Generator(Latent.normal(2), network)).isInstanceOf(ShapeException.class);
        }
    }

    @Test
    void packsHoldNeighboursAndLeaveTheRestOut() {
        try (TensorScope scope = new TensorScope()) {
            Tensor x = Tensor.create(new float[] {1, 2, 3, 4, 5}, 5, 1);
            Tensor packs = Packing.pack(x, 2);
            assertThat(Tensors.shape(packs)).containsExactly(2, 2);
            assertThat(Tensors.toFloats(packs)).containsExactly(1, 2, 3, 4);
            assertThatThrownBy(() -> Packing.pack(x, 6)).hasMessageContaining("at least 6 samples");
        }
    }

    @Test
    void bothHalvesOfAnAutoencoderShareItsWeightsAndKnowTheClass() {
        EncoderDecoder layers = new EncoderDecoder(Dense.of(4), Dense.of(3), true, 3);
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layers, Shape.of(6), Device.cpu(), new RandomSource(1))) {
            Autoencoder autoencoder = new Autoencoder(network, Optional.of(Latent.normal(2)), THREE);
            Tensor x = new RandomSource(3).normal(Device.cpu(), 5, 3);
            Tensor labels = Tensor.create(new long[] {0, 1, 2, 1, 0});
            assertThat(autoencoder.codeSize()).isEqualTo(2);
            assertThat(Tensors.shape(autoencoder.encoded(x, labels, Pass.inference())))
                    .containsExactly(5, 4);
            assertThat(Tensors.toFloats(autoencoder.reconstruct(x, labels, Pass.inference())))
                    .isEqualTo(Tensors.toFloats(network.forward(THREE.beside(x, labels), Pass.inference())));
            Generator generator = autoencoder.generator().orElseThrow();
            assertThat(network.holds(generator.network())).isTrue();
            autoencoder.decoder().parameters().trainable(false);
            autoencoder.decoder().parameters().vector().fill_(new org.bytedeco.pytorch.Scalar(0.5));
            assertThat(Tensors.toFloats(network.parameters().views().get("decoder.weight")))
                    .containsOnly(0.5f);
            assertThat(Tensors.toFloats(network.parameters().views().get("encoder.weight")))
                    .doesNotContain(0.5f);
        }
    }
}
