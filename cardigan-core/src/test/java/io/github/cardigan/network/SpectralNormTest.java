package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cardigan.engine.Autocast;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of single passes are in reference.json, gradients in LayerGradientTest; here is what happens over several passes. */
class SpectralNormTest {

    private static final Shape VECTOR = Shape.of(30);
    private static final SpectralNorm DENSE = new SpectralNorm(Dense.of(20));

    static Stream<Arguments> layers() {
        return Stream.of(
                arguments(DENSE, VECTOR),
                arguments(new SpectralNorm(Dense.of(1)), VECTOR),
                arguments(new SpectralNorm(Conv2d.of(8, 3, 1)), Shape.image(4, 6, 6)),
                arguments(new SpectralNorm(ConvTranspose2d.of(4, 4, 2)), Shape.image(8, 3, 3)),
                arguments(new SpectralNorm(new Embedding(10, 6)), Shape.of(2)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void trainingPassesBringTheLargestSingularValueToOne(SpectralNorm layer, Shape input) {
        try (TensorScope scope = new TensorScope();
                Network network = build(layer, input)) {
            double first = norm(layer, weight(layer, network));
            assertThat(first)
                    .isBetween(1 - 1e-6, 1.1); // after the rounds at the start; never below, as sigma is never above
            Tensor x = torch.zeros(input.batch(2));
            for (int pass = 0; pass < 100; pass++) {
                network.forward(x, Pass.training(new RandomSource(2)));
            }
            assertThat(norm(layer, weight(layer, network))).isCloseTo(1, within(1e-3));
            double sigma = norm(layer, network.state().get("weight_orig"));
            Tensor ratio = network.state().get("weight_orig").div(weight(layer, network));
            assertThat(ratio.min().item_double()).isCloseTo(sigma, within(1e-3 * sigma));
            assertThat(ratio.max().item_double()).isCloseTo(sigma, within(1e-3 * sigma));
        }
    }

    @Test
    void tensorsAreNamedAsInPyTorch() {
        assertThat(DENSE.parameters(VECTOR)).extracting(ParameterSpec::name).containsExactly("bias", "weight_orig");
        assertThat(DENSE.buffers(VECTOR)).extracting(BufferSpec::name).containsExactly("weight_u", "weight_v");
        SpectralNorm transposed = new SpectralNorm(ConvTranspose2d.of(5, 4, 2));
        assertThat(transposed.buffers(Shape.image(3, 2, 2)))
                .extracting(spec -> spec.shape()[0])
                .containsExactly(5L, 3L * 4 * 4); // outputs are its second dimension
    }

    @Test
    void onlyTrainingMovesTheSingularVectors() {
        try (TensorScope scope = new TensorScope();
                Network network = build(DENSE, VECTOR)) {
            float[] start = Tensors.toFloats(network.buffers().vector());
            Tensor x = torch.ones(VECTOR.batch(2));
            network.forward(x, Pass.inference());
            assertThat(Tensors.toFloats(network.buffers().vector())).isEqualTo(start);
            network.forward(x, Pass.training(new RandomSource(2)));
            assertThat(Tensors.toFloats(network.buffers().vector())).isNotEqualTo(start);
        }
    }

    /** Real and generated samples are judged in passes of one graph: the second must not spoil what the first has kept. */
    @Test
    void twoPassesInOneGraphGiveTheSumOfTheirGradients() {
        try (TensorScope scope = new TensorScope();
                Network together = build(DENSE, VECTOR);
                Network apart = build(DENSE, VECTOR)) {
            RandomSource random = new RandomSource(3);
            Tensor real = random.normal(Device.cpu(), 4, 30);
            Tensor fake = random.normal(Device.cpu(), 4, 30);
            Pass pass = Pass.training(random);

            Tensor both = loss(together.forward(real, pass)).add(loss(together.forward(fake, pass)));
            both.backward();
            loss(apart.forward(real, pass)).backward();
            loss(apart.forward(fake, pass)).backward();

            float[] sum = Tensors.toFloats(apart.parameters().gradient());
            float[] gradient = Tensors.toFloats(together.parameters().gradient());
            assertThat(gradient).hasSameSizeAs(sum);
            for (int i = 0; i < sum.length; i++) { // may be added in another order
                assertThat(gradient[i]).isCloseTo(sum[i], within(1e-5f * (1 + Math.abs(sum[i]))));
            }
        }
    }

    private static Tensor loss(Tensor scores) {
        return scores.tanh().sum();
    }

    /** Equation 12 of the paper: the gradient cannot change the largest singular value, only everything else. */
    @Test
    void theGradientLeavesNothingAlongTheFirstSingularVectors() {
        try (TensorScope scope = new TensorScope();
                Network network = build(DENSE, VECTOR)) {
            Tensor x = new RandomSource(3).normal(Device.cpu(), 4, 30);
            for (int pass = 0; pass < 100; pass++) {
                network.forward(x, Pass.training(new RandomSource(2)));
            }
            loss(network.forward(x, Pass.training(new RandomSource(2)))).backward();
            Tensor weight = network.state().get("weight_orig");
            // the layer does not see the weight's size, so the gradient is orthogonal to the weight
            double along = weight.grad().mul(weight).sum().item_double();
            double sizes = weight.grad().norm().item_double() * weight.norm().item_double();
            assertThat(Math.abs(along) / sizes).isLessThan(1e-5);
            assertThat(weight.grad().norm().item_double()).isPositive();
        }
    }

    @Test
    void eightBitProductsDoNotReachTheNorm() {
        try (TensorScope scope = new TensorScope();
                Network network = build(DENSE, VECTOR)) {
            float[] expected = Tensors.toFloats(weight(DENSE, network));
            try (Autocast autocast = new Autocast(Precision.BF16, Device.cpu())) {
                assertThat(Tensors.toFloats(weight(DENSE, network))).isEqualTo(expected);
            }
        }
    }

    /** Weights of a PyTorch state dict can be loaded whatever u and v they bring along: one round of ours, then as saved. */
    @Test
    void theLengthOfTheKeptVectorsDoesNotMatter() {
        try (TensorScope scope = new TensorScope();
                Network network = build(DENSE, VECTOR)) {
            float[] expected = Tensors.toFloats(weight(DENSE, network));
            Map<String, float[]> state = new HashMap<>();
            network.state().forEach((name, tensor) -> state.put(name, Tensors.toFloats(tensor)));
            state.put(
                    "weight_u", Tensors.toFloats(network.state().get("weight_u").mul(new Scalar(0.25))));
            state.put("weight_v", new float[30]);
            network.load(state);
            float[] weights = Tensors.toFloats(weight(DENSE, network));
            for (int i = 0; i < expected.length; i++) {
                assertThat(weights[i]).isCloseTo(expected[i], within(1e-6f));
            }
        }
    }

    @Test
    void everywhereReachesTheLayersInside() {
        Layer plain = Sequential.of(
                Conv2d.of(4, 3, 1),
                new Residual(Sequential.of(BatchNorm.of(), Conv2d.of(4, 3, 1)), new Identity()),
                new Skip(ConvTranspose2d.of(2, 3, 1)),
                new Flatten(),
                new SpectralNorm(Dense.of(3)),
                new WeightNorm(Dense.of(2)));
        assertThat(SpectralNorm.everywhere(plain))
                .isEqualTo(Sequential.of(
                        new SpectralNorm(Conv2d.of(4, 3, 1)),
                        new Residual(
                                Sequential.of(BatchNorm.of(), new SpectralNorm(Conv2d.of(4, 3, 1))), new Identity()),
                        new Skip(new SpectralNorm(ConvTranspose2d.of(2, 3, 1))),
                        new Flatten(),
                        new SpectralNorm(Dense.of(3)),
                        new WeightNorm(Dense.of(2))));
        assertThat(SpectralNorm.everywhere(new Embedding(2, 3))).isEqualTo(new SpectralNorm(new Embedding(2, 3)));
    }

    @Test
    void tablesShowTheLayerInside() {
        NetworkSummary.Row row = NetworkSummary.of(DENSE, VECTOR).rows().get(0);
        assertThat(row.kind()).isEqualTo("Dense");
        assertThat(row.settings()).isEqualTo("20, spectral norm");
        assertThat(row.parameters()).isEqualTo(20 * 30 + 20);
        assertThat(row.flops()).isEqualTo(2 * 20 * 30);
    }

    private static Network build(Layer layer, Shape input) {
        return Network.build(layer, input, Device.cpu(), new RandomSource(1));
    }

    private static Tensor weight(SpectralNorm layer, Network network) {
        return layer.weight(new Weights(network.state(), ""), Pass.inference()).detach();
    }

    /** By a singular value decomposition of all of it. */
    private static double norm(SpectralNorm layer, Tensor weight) {
        Tensor outputsFirst = layer.layer() instanceof ConvTranspose2d ? weight.permute(1, 0, 2, 3) : weight;
        return torch.linalg_svdvals(outputsFirst.detach().reshape(outputsFirst.size(0), -1))
                .max()
                .item_double();
    }
}
