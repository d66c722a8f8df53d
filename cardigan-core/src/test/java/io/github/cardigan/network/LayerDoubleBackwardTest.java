package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.LayerCases.LayerCase;
import io.github.cardigan.objective.Critic;
import io.github.cardigan.objective.GradientPenalty;
import io.github.cardigan.objective.Penalty;
import io.github.cardigan.objective.R1Penalty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Penalties on slopes work through every layer: the gradient of a penalty, a derivative of derivatives, against central finite
 * differences in double precision, with respect to the layer's weights and its input, in training and at inference.
 *
 * <p>R1 differentiates the squared slope, WGAN-GP its norm; R2 and DRAGAN are the same formulas at other points.
 */
class LayerDoubleBackwardTest {

    private static final int SAMPLES = 3;
    private static final List<Penalty> PENALTIES = List.of(new R1Penalty(), new GradientPenalty());

    /** The layers that penalties cannot look through, with the reason. */
    private static final Map<Class<? extends Layer>, String> EXCEPTIONS = Map.of(
            Embedding.class,
            "its inputs are ids, which have no slope; its weights are tested below",
            SpectralNorm.class,
            "where it wraps an embedding; all that it wraps else is looked through");

    private final int threadsBefore = Natives.threads();

    @BeforeEach
    void oneThread() {
        Natives.setThreads(1); // several only wait for each other on something so small
    }

    @AfterEach
    void threadsAsBefore() {
        Natives.setThreads(threadsBefore);
    }

    static Stream<LayerCase> layers() {
        return LayerCases.all().filter(LayerCase::differencesTellSlopes).filter(LayerCase::differentiable);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsOfPenaltiesEqualFiniteDifferences(LayerCase layerCase) {
        for (Penalty penalty : PENALTIES) {
            for (boolean training : new boolean[] {true, false}) {
                try (TensorScope scope = new TensorScope()) {
                    RandomSource random = new RandomSource(5);
                    DoubleLayer layer = new DoubleLayer(layerCase.layer(), layerCase.input(), random);
                    Tensor real = layerCase.inputs(SAMPLES, random);
                    Tensor fake = layerCase.inputs(SAMPLES, random);
                    // a penalty takes samples as constants; what moves the layer's input is added behind it
                    Tensor shift = torch.zeros_like(real).set_requires_grad(true);
                    Tensor projection = FiniteDifferences.noiseLike(layer.forward(real, training), random);
                    // tanh, so that the slope of a linear layer depends on its input and its bias too
                    Critic critic = x -> perSample(
                            layer.forward(x.add(shift), training).tanh().mul(projection));
                    Map<String, Tensor> variables = new LinkedHashMap<>(layer.parameters());
                    variables.put("input", shift);
                    FiniteDifferences.require(
                            variables, random, () -> penalty.of(critic, real, fake, new RandomSource(7)));
                }
            }
        }
    }

    /** A conditional discriminator multiplies by what an embedding says of the label: there the penalty reaches it. */
    @Test
    void penaltiesReachTheWeightsOfAnEmbeddingBesideThePath() {
        for (Penalty penalty : PENALTIES) {
            try (TensorScope scope = new TensorScope()) {
                RandomSource random = new RandomSource(6);
                LayerCase layerCase = new LayerCase(new Embedding(5, 3), Shape.of(2));
                DoubleLayer embedding = new DoubleLayer(layerCase.layer(), layerCase.input(), random);
                Tensor ids = layerCase.inputs(SAMPLES, random);
                Tensor real = random.normal(Device.cpu(), SAMPLES, 2, 3).to(ScalarType.Double);
                Critic critic =
                        x -> perSample(x.mul(embedding.forward(ids, true)).tanh());
                FiniteDifferences.require(
                        embedding.parameters(), random, () -> penalty.of(critic, real, real, new RandomSource(7)));
            }
        }
    }

    /** An exception that no longer is one has to go. */
    @Test
    void throughTheExceptionsThereIsNoSlope() {
        assertThat(LayerCases.all().filter(layerCase -> !layerCase.differentiable()))
                .extracting(layerCase -> (Object) layerCase.layer().getClass())
                .containsOnlyElementsOf(EXCEPTIONS.keySet());
        LayerCases.all().filter(layerCase -> !layerCase.differentiable()).forEach(layerCase -> {
            try (TensorScope scope = new TensorScope()) {
                RandomSource random = new RandomSource(8);
                DoubleLayer layer = new DoubleLayer(layerCase.layer(), layerCase.input(), random);
                Tensor ids = layerCase.inputs(SAMPLES, random);
                Critic critic = x -> perSample(layer.forward(x, true));
                assertThatThrownBy(() -> new R1Penalty().of(critic, ids, ids, random))
                        .isInstanceOf(RuntimeException.class)
                        .hasMessageContaining("appears to not have been used in the graph");
            }
        });
    }

    private static Tensor perSample(Tensor outputs) {
        return outputs.reshape(outputs.size(0), -1).sum(1); // [N]
    }
}
