package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How weight normalisation and the equalised rate start, and what all wrappers share. */
class ReparameterisedTest {

    private static final Shape IMAGE = Shape.image(3, 4, 4);

    /** As in PyTorch, where wrapping a layer does not change what it computes. */
    @Test
    void weightNormStartsAsTheLayerWithout() {
        for (Layer inner : new Layer[] {Conv2d.of(5, 3, 1), ConvTranspose2d.of(5, 4, 2)}) {
            WeightNorm layer = new WeightNorm(inner);
            try (TensorScope scope = new TensorScope();
                    Network network = build(Sequential.of(Activation.TANH, layer), IMAGE)) {
                Weights weights = new Weights(network.state(), "1.");
                float[] v = Tensors.toFloats(weights.get("weight_v"));
                float[] weight = Tensors.toFloats(layer.weight(weights, Pass.inference()));
                for (int i = 0; i < v.length; i++) {
                    assertThat(weight[i]).isCloseTo(v[i], within(1e-6f));
                }
            }
        }
    }

    @Test
    void weightNormHasAPyTorchStateDict() {
        WeightNorm layer = new WeightNorm(ConvTranspose2d.of(5, 4, 2));
        assertThat(layer.parameters(IMAGE))
                .extracting(ParameterSpec::name)
                .containsExactly("bias", "weight_g", "weight_v");
        assertThat(layer.parameters(IMAGE).get(1).shape()).containsExactly(3, 1, 1, 1); // dim=0: input channels
        assertThat(new WeightNorm(Dense.of(7)).parameters(Shape.of(3)).get(1).shape())
                .containsExactly(7, 1);
    }

    @Test
    void theEqualisedRateStartsWithStandardNormalWeightsAndNoBias() {
        Layer layer = new EqualisedRate(Dense.of(100), 2);
        try (TensorScope scope = new TensorScope();
                Network network = build(layer, Shape.of(400))) {
            Tensor weight = network.state().get("weight").detach();
            assertThat(weight.mean().item_double()).isCloseTo(0, within(5 / Math.sqrt(40_000)));
            assertThat(weight.var().item_double()).isCloseTo(1, within(5 * Math.sqrt(2.0 / 40_000)));
            assertThat(Tensors.toFloats(network.state().get("bias"))).containsOnly(0f);
            // unit inputs, 400 products of variance 2^2 / 400 each: outputs of variance 4
            Tensor y = network.forward(new RandomSource(2).normal(Device.cpu(), 200, 400), Pass.inference());
            assertThat(y.var().item_double()).isCloseTo(4, within(0.2));
        }
    }

    @Test
    void everywhereKeepsALastLayerThatIsWrappedAlready() {
        Layer last = new EqualisedRate(Dense.of(1), 1);
        assertThat(EqualisedRate.everywhere(Sequential.of(Dense.of(3), new Embedding(2, 2), last), 1.5))
                .isEqualTo(Sequential.of(new EqualisedRate(Dense.of(3), 1.5), new Embedding(2, 2), last));
        assertThat(WeightNorm.everywhere(new Skip(Sequential.of(Conv2d.of(3, 3, 1), last))))
                .isEqualTo(new Skip(Sequential.of(new WeightNorm(Conv2d.of(3, 3, 1)), last)));
    }

    @Test
    void aNetworksLastLayerHasNoGain() {
        Layer body = Sequential.of(Dense.of(3), Activation.RELU);
        Layer head = Sequential.of(Dense.of(2), Activation.TANH);
        assertThat(EqualisedRate.network(Sequential.of(body, head)))
                .isEqualTo(Sequential.of(
                        Sequential.of(new EqualisedRate(Dense.of(3), Math.sqrt(2)), Activation.RELU),
                        Sequential.of(new EqualisedRate(Dense.of(2), 1), Activation.TANH)));
        assertThat(EqualisedRate.network(Activation.RELU)).isEqualTo(Activation.RELU);
    }

    @Test
    void tablesShowTheLayerInside() {
        assertThat(new WeightNorm(Conv2d.of(8, 3, 1)).settings()).isEqualTo("3x3, stride 1, 8, weight norm");
        assertThat(new EqualisedRate(Dense.of(8), 1).settings()).isEqualTo("8, equalised rate, gain 1.0");
        assertThat(new EqualisedRate(Dense.of(8), 1).kind()).isEqualTo("Dense");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spectral", "weight", "equalised"})
    void featuresAreFoundBeforeAWrappedDense(String kind) {
        Layer wrapped = kind.equals("spectral")
                ? new SpectralNorm(Dense.of(2))
                : kind.equals("weight") ? new WeightNorm(Dense.of(2)) : new EqualisedRate(Dense.of(2), 1);
        try (TensorScope scope = new TensorScope();
                Network network = build(Sequential.of(Dense.of(5), Activation.TANH, wrapped), Shape.of(3))) {
            Tensor x = new RandomSource(2).normal(Device.cpu(), 4, 3);
            Penultimate penultimate = Penultimate.of(network);
            assertThat(penultimate.size()).isEqualTo(5);
            Penultimate.Values values = penultimate.forward(x, Pass.inference());
            assertThat(Tensors.shape(values.features())).containsExactly(4, 5);
            assertThat(Tensors.toFloats(values.outputs()))
                    .isEqualTo(Tensors.toFloats(network.forward(x, Pass.inference())));
        }
    }

    @Test
    void aReplacedTensorIsSeenUnderItsNameOnly() {
        try (TensorScope scope = new TensorScope();
                Network network = build(Sequential.of(Dense.of(2), Dense.of(2)), Shape.of(2))) {
            Weights all = new Weights(network.state(), "");
            Tensor other = Tensor.create(new float[] {1, 2, 3, 4}, 2, 2);
            Weights first = all.child("0").with("weight", other);
            assertThat(Tensors.toFloats(first.get("weight"))).containsExactly(1, 2, 3, 4);
            assertThat(Tensors.toFloats(first.get("bias")))
                    .isEqualTo(Tensors.toFloats(network.state().get("0.bias")));
            assertThat(Tensors.toFloats(first.with("bias", other).get("weight")))
                    .containsExactly(1, 2, 3, 4);
            assertThat(Tensors.toFloats(all.child("0").get("weight")))
                    .isEqualTo(Tensors.toFloats(network.state().get("0.weight")));
        }
    }

    private static Network build(Layer layer, Shape input) {
        return Network.build(layer, input, Device.cpu(), new RandomSource(1));
    }
}
