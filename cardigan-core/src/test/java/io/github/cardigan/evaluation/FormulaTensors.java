package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pseudo-random tensors of formula.py. */
final class FormulaTensors {

    private FormulaTensors() {}

    static Tensor tensor(String name, double low, double high, long... shape) {
        return new RandomSource(fnv1a(name)).uniform(Device.cpu(), low, high, shape);
    }

    /** What formula.py, inception.py and vgg.py give a tensor of this name. */
    private static Tensor weight(String name, long[] shape) {
        if (name.startsWith("lin")) {
            return tensor(name, 0, 1, shape);
        }
        if (shape.length > 1) {
            double inputs = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
            double bound = Math.sqrt(6 / inputs);
            return tensor(name, -bound, bound, shape);
        }
        boolean aroundOne = name.endsWith("bn.weight") || name.endsWith("running_var");
        return aroundOne ? tensor(name, 0.8, 1.2, shape) : tensor(name, -0.1, 0.1, shape);
    }

    static Map<String, TensorData> weights(WeightTable table) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        table.shapes().forEach((name, shape) -> {
            try (TensorScope scope = new TensorScope()) {
                tensors.put(name, TensorData.ofFloats(Tensors.toFloats(weight(name, shape)), shape));
            }
        });
        return tensors;
    }

    static Path write(Path file, Map<String, TensorData> tensors) {
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    static JsonNode reference(String file) throws IOException {
        try (InputStream json = FormulaTensors.class.getResourceAsStream(file)) {
            return JsonMapper.shared().readTree(json);
        }
    }

    static double[] doubles(JsonNode numbers) {
        return numbers.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static long fnv1a(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ b) * 0x100000001B3L;
        }
        return hash;
    }
}
