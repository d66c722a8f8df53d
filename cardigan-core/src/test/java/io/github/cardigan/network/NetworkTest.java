package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static Network dense(long seed) {
        return Network.build(Dense.of(2), Shape.of(3), Device.cpu(), new RandomSource(seed));
    }

    @Test
    void sameSeedGivesTheSameNetworkAndAnotherSeedAnother() {
        try (Network a = dense(1);
                Network b = dense(1);
                Network c = dense(2)) {
            float[] weights = Tensors.toFloats(a.parameters().vector());
            assertThat(Tensors.toFloats(b.parameters().vector())).isEqualTo(weights);
            assertThat(Tensors.toFloats(c.parameters().vector())).isNotEqualTo(weights);
        }
    }

    @Test
    void inputsOfAnotherShapeAreNamed() {
        try (TensorScope scope = new TensorScope();
                Network network = dense(1)) {
            Tensor x = Tensor.create(new float[8], 2, 4);
            assertThatThrownBy(() -> network.forward(x, Pass.inference()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected inputs of shape [3] per sample, got a batch [2, 4]");
        }
    }

    @Test
    void aWrongStateIsRefusedAndChangesNothing() {
        try (Network network = dense(1)) {
            float[] before = Tensors.toFloats(network.parameters().vector());
            assertThatThrownBy(() -> network.load(Map.of("weight", new float[6])))
                    .hasMessage("expected tensor 'bias' of shape [2], got none");
            assertThatThrownBy(() -> network.load(Map.of("weight", new float[5], "bias", new float[2])))
                    .hasMessage("expected tensor 'weight' of shape [2, 3], got 5 values");
            assertThatThrownBy(() ->
                            network.load(Map.of("weight", new float[6], "bias", new float[2], "gain", new float[1])))
                    .hasMessage("unknown tensors [gain]");
            assertThat(Tensors.toFloats(network.parameters().vector())).isEqualTo(before);
        }
    }

    @Test
    void aCopyComputesTheSameAndIsIndependent() {
        try (TensorScope scope = new TensorScope();
                Network network = dense(1);
                Network copy = network.copy()) {
            Tensor x = Tensor.create(new float[] {1, 2, 3}, 1, 3);
            float[] expected = Tensors.toFloats(network.forward(x, Pass.inference()));
            assertThat(Tensors.toFloats(copy.forward(x, Pass.inference()))).isEqualTo(expected);
            assertThat(copy.forward(x, Pass.inference()).requires_grad()).isFalse();
            network.load(Map.of("weight", new float[6], "bias", new float[2]));
            assertThat(Tensors.toFloats(copy.forward(x, Pass.inference()))).isEqualTo(expected);
        }
    }

    @Test
    void aFrozenNetworkLetsGradientsThroughAndGetsNone() {
        try (TensorScope scope = new TensorScope();
                Network network = dense(1)) {
            Tensor x = Tensor.create(new float[] {1, 2, 3}, 1, 3).set_requires_grad(true);
            network.trainable(false);
            network.forward(x, Pass.inference()).sum().backward();
            assertThat(Tensors.toFloats(network.parameters().gradient())).containsOnly(0f);
            float[] w = Tensors.toFloats(network.state().get("weight"));
            assertThat(Tensors.toFloats(x.grad())).containsExactly(w[0] + w[3], w[1] + w[4], w[2] + w[5]);
            network.trainable(true);
            network.forward(x, Pass.inference()).sum().backward();
            assertThat(Tensors.toFloats(network.parameters().gradient())).containsExactly(1, 2, 3, 1, 2, 3, 1, 1);
        }
    }

    /** A layer of the user's: its children's tensors are its own without another line. */
    record TwoTowers(String first, String second) implements Layer {

        @Override
        public Shape outputShape(Shape input) {
            return children(input).get(0).outputShape();
        }

        @Override
        public List<Child> children(Shape input) {
            return List.of(new Child(first, Dense.of(2), input), new Child(second, Dense.of(2), input));
        }

        @Override
        public Tensor forward(Tensor x, Weights weights, Pass pass) {
            Tensor y = Dense.of(2).forward(x, weights.child(first), pass);
            return y.mul(Dense.of(2).forward(x, weights.child(second), pass));
        }
    }

    @Test
    void aUsersCompositeLayerOnlyNamesItsChildren() {
        try (TensorScope scope = new TensorScope();
                Network network =
                        Network.build(new TwoTowers("a", "b"), Shape.of(3), Device.cpu(), new RandomSource(1))) {
            assertThat(network.state().keySet()).containsExactly("a.weight", "a.bias", "b.weight", "b.bias");
            assertThat(network.flops()).isEqualTo(2 * 2 * 2 * 3);
            Map<String, float[]> ones = new HashMap<>();
            network.state().forEach((name, tensor) -> {
                float[] values = new float[(int) tensor.numel()];
                java.util.Arrays.fill(values, name.startsWith("a") ? 1 : 2);
                ones.put(name, values);
            });
            network.load(ones);
            Tensor x = Tensor.create(new float[] {1, 2, 3}, 1, 3);
            assertThat(Tensors.toFloats(network.forward(x, Pass.inference()))).containsExactly(7 * 14, 7 * 14);
        }
    }

    @Test
    void twoTensorsOfOneNameAreRefused() {
        assertThatThrownBy(() -> Network.build(new TwoTowers("a", "a"), Shape.of(3), Device.cpu(), new RandomSource(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a name per tensor, got two called 'a.weight'");
    }

    @Test
    void batchNormRefusesToTrainOnASingleValuePerChannel() {
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(BatchNorm.of(), Shape.of(3), Device.cpu(), new RandomSource(1))) {
            Tensor x = Tensor.create(new float[] {1, 2, 3}, 1, 3);
            assertThatThrownBy(() -> network.forward(x, Pass.training(new RandomSource(2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("BatchNorm expects more than one value per channel in training, got one sample [1, 3]");
            assertThat(Tensors.toFloats(network.state().get("running_var"))).containsOnly(1f);
            assertThat(Tensors.toFloats(network.forward(x, Pass.inference()))).hasSize(3);
        }
    }

    @Test
    void embeddingRefusesIdsItDoesNotHave() {
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(new Embedding(3, 2), Shape.of(2), Device.cpu(), new RandomSource(1))) {
            for (float wrong : new float[] {-1, 3, 0.5f, Float.NaN, 1e30f}) {
                Tensor ids = Tensor.create(new float[] {0, wrong}, 1, 2);
                assertThatThrownBy(() -> network.forward(ids, Pass.inference()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("Embedding expects whole numbers from 0 to 2, got values from ");
            }
        }
    }

    @Test
    void discriminatorMustEndInOneScore() {
        assertThatThrownBy(() -> Discriminator.build(Shape.of(3), Dense.of(2), Device.cpu(), new RandomSource(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("a discriminator ends in one score per sample, shape [1], got [2]");
    }
}
