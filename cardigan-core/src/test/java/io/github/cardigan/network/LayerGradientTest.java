package io.github.cardigan.network;

import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.network.LayerCases.LayerCase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of every layer against central finite differences, in training and at inference. */
class LayerGradientTest {

    static Stream<LayerCase> layers() {
        return LayerCases.all().filter(LayerCase::differencesTellSlopes);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientOfARandomProjectionEqualsFiniteDifferences(LayerCase layerCase) {
        for (boolean training : new boolean[] {true, false}) {
            try (TensorScope scope = new TensorScope()) {
                RandomSource random = new RandomSource(5);
                DoubleLayer layer = new DoubleLayer(layerCase.layer(), layerCase.input(), random);
                Tensor x = layerCase.inputs(3, random);
                Map<String, Tensor> variables = new LinkedHashMap<>();
                if (layerCase.differentiable()) {
                    variables.put("input", x.set_requires_grad(true));
                }
                variables.putAll(layer.parameters());
                Tensor projection = FiniteDifferences.noiseLike(layer.forward(x, training), random);
                FiniteDifferences.require(
                        variables,
                        random,
                        () -> layer.forward(x, training).mul(projection).sum());
            }
        }
    }
}
