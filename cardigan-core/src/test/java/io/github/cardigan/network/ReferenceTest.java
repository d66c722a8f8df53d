package io.github.cardigan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every layer's values against reference.py: naive loops in NumPy, run once. */
class ReferenceTest {

    /** float32 has 7 digits; the longest sum here has 50 products of size 1. */
    private static final double TOLERANCE = 1e-5;

    static Stream<Named<JsonNode>> cases() throws IOException {
        try (InputStream json = ReferenceTest.class.getResourceAsStream("reference.json")) {
            return JsonMapper.shared()
                    .readTree(json)
                    .valueStream()
                    .map(node -> Named.of(node.get("name").stringValue(), node));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesEqualTheNaiveLoops(JsonNode reference) {
        Layer layer = LayerFormat.read(reference.get("layer"));
        Shape input = shape(reference.get("shape"));
        try (TensorScope scope = new TensorScope();
                Network network = Network.build(layer, input, Device.cpu(), new RandomSource(1))) {
            Map<String, float[]> weights = new HashMap<>();
            reference
                    .get("weights")
                    .properties()
                    .forEach(entry -> weights.put(entry.getKey(), floats(entry.getValue())));
            network.load(weights);
            float[] values = floats(reference.get("input"));
            Tensor x = Tensor.create(values, input.batch(values.length / input.elements()));

            Tensor y = network.forward(
                    x,
                    reference.get("training").booleanValue() ? Pass.training(new RandomSource(2)) : Pass.inference());

            assertThat(network.outputShape()).isEqualTo(shape(reference.get("outputShape")));
            compare(Tensors.toFloats(y), reference.get("output"));
            reference
                    .get("after")
                    .properties()
                    .forEach(entry -> compare(Tensors.toFloats(network.state().get(entry.getKey())), entry.getValue()));
        }
    }

    private static void compare(float[] values, JsonNode expected) {
        assertThat(values).hasSize(expected.size());
        for (int i = 0; i < values.length; i++) {
            double wanted = expected.get(i).doubleValue();
            assertThat((double) values[i])
                    .as("value %d", i)
                    .isCloseTo(wanted, within(TOLERANCE * (1 + Math.abs(wanted))));
        }
    }

    private static Shape shape(JsonNode sizes) {
        return Shape.of(sizes.valueStream().mapToInt(JsonNode::intValue).toArray());
    }

    private static float[] floats(JsonNode numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.get(i).doubleValue();
        }
        return floats;
    }
}
