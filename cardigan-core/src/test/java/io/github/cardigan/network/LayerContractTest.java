package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.LayerCases.LayerCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every layer. Gradients have a test of their own. */
class LayerContractTest {

    static Stream<LayerCase> layers() {
        return LayerCases.all();
    }

    static Stream<LayerCase> layersThatJudgeAlone() {
        return LayerCases.all().filter(LayerCase::judgesAlone);
    }

    @Test
    void noLayerIsMissingHere() throws Exception {
        Set<Class<?>> written = new HashSet<>();
        try (Stream<Path> files = Files.list(
                Path.of(Layer.class.getResource("Layer.class").toURI()).getParent())) {
            for (String file : files.map(path -> path.getFileName().toString()).toList()) {
                if (file.endsWith(".class") && !file.contains("$") && !file.startsWith("package-info")) {
                    Class<?> type =
                            Class.forName(Layer.class.getPackageName() + "." + file.substring(0, file.indexOf('.')));
                    if (Layer.class.isAssignableFrom(type) && !type.isInterface()) {
                        written.add(type);
                    }
                }
            }
        }
        Set<Class<?>> tested = layers().map(layerCase -> layerCase.layer() instanceof Enum<?> constant
                        ? constant.getDeclaringClass()
                        : layerCase.layer().getClass())
                .collect(Collectors.toSet());
        assertThat(written).contains(Dense.class, Activation.class);
        assertThat(tested).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void realOutputsHaveTheInferredShape(LayerCase layerCase) {
        try (TensorScope scope = new TensorScope();
                Network network = network(layerCase, 1)) {
            long[] expected = layerCase.layer().outputShape(layerCase.input()).batch(3);
            for (Pass pass : List.of(Pass.inference(), Pass.training(new RandomSource(3)))) {
                assertThat(Tensors.shape(network.forward(inputs(layerCase, 3), pass)))
                        .isEqualTo(expected);
            }
            assertThat(network.outputShape()).isEqualTo(layerCase.layer().outputShape(layerCase.input()));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theStateHoldsWhatTheLayerAskedFor(LayerCase layerCase) {
        try (Network network = network(layerCase, 1)) {
            Map<String, List<Long>> asked = new HashMap<>();
            layerCase.layer().parameters(layerCase.input()).forEach(spec -> asked.put(spec.name(), list(spec.shape())));
            layerCase.layer().buffers(layerCase.input()).forEach(spec -> asked.put(spec.name(), list(spec.shape())));
            Map<String, List<Long>> held = new HashMap<>();
            network.state().forEach((name, tensor) -> held.put(name, list(Tensors.shape(tensor))));
            assertThat(held).isEqualTo(asked);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aFreshBuildWithTheSavedStateComputesTheSame(LayerCase layerCase) {
        try (TensorScope scope = new TensorScope();
                Network trained = network(layerCase, 1);
                Network fresh = network(layerCase, 2)) {
            if (trained.parameters().elements() > 0) {
                trained.parameters().trainable(false);
                trained.parameters().vector().add_(new Scalar(0.25));
            }
            Tensor x = inputs(layerCase, 3);
            trained.forward(x, Pass.training(new RandomSource(4))); // moves running statistics
            float[] expected = Tensors.toFloats(trained.forward(x, Pass.inference()));
            if (trained.parameters().elements() > 0) {
                assertThat(Tensors.toFloats(fresh.forward(x, Pass.inference()))).isNotEqualTo(expected);
            }
            Map<String, float[]> saved = new HashMap<>();
            trained.state().forEach((name, tensor) -> saved.put(name, Tensors.toFloats(tensor)));

            fresh.load(saved);

            assertThat(Tensors.toFloats(fresh.forward(x, Pass.inference()))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("layersThatJudgeAlone")
    void inferenceDoesNotDependOnTheRestOfTheBatch(LayerCase layerCase) {
        try (TensorScope scope = new TensorScope();
                Network network = network(layerCase, 1)) {
            Tensor x = inputs(layerCase, 3);
            Tensor others = x.clone();
            others.narrow(0, 1, 2).copy_(x.narrow(0, 0, 1));
            float[] together = first(network.forward(x, Pass.inference()));
            assertThat(first(network.forward(x, Pass.inference()))).isEqualTo(together);
            assertThat(first(network.forward(others, Pass.inference()))).isEqualTo(together);
            float[] alone = Tensors.toFloats(network.forward(x.narrow(0, 0, 1), Pass.inference()));
            assertThat(alone).hasSameSizeAs(together);
            for (int i = 0; i < alone.length; i++) { // another batch size may add in another order
                assertThat(alone[i]).isCloseTo(together[i], within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void jsonRoundTripGivesAnEqualLayer(LayerCase layerCase) {
        String json = LayerFormat.write(layerCase.layer()).toString();
        assertThat(LayerFormat.read(json)).isEqualTo(layerCase.layer());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void summaryTotalsEqualTheNetworks(LayerCase layerCase) {
        try (Network network = network(layerCase, 1)) {
            NetworkSummary summary = NetworkSummary.of(network);
            assertThat(summary.parameters()).isEqualTo(network.parameters().elements());
            assertThat(summary.flops()).isEqualTo(network.flops());
            assertThat(summary.rows().get(summary.rows().size() - 1).output().elements())
                    .isLessThanOrEqualTo(network.outputShape().elements());
        }
    }

    private static Network network(LayerCase layerCase, long seed) {
        return Network.build(layerCase.layer(), layerCase.input(), Device.cpu(), new RandomSource(seed));
    }

    private static Tensor inputs(LayerCase layerCase, int count) {
        return layerCase.inputs(count, new RandomSource(6)).to(ScalarType.Float);
    }

    private static float[] first(Tensor batch) {
        return Tensors.toFloats(batch.narrow(0, 0, 1));
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
