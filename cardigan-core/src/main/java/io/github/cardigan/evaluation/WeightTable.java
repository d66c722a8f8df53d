package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.io.Dtype;
import io.github.cardigan.io.SafetensorsFile;
import io.github.cardigan.io.TensorData;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tensors that a published network consists of, by their PyTorch names.
 *
 * @param network what it is called, for messages
 * @param shapes by name, in the order in which the network computes
 * @param ignored names of tensors that may lie in the file but are not used
 * @param source the published file: its name, and the first hexadecimal digits of its SHA-256 which the name carries; empty where
 *     it carries none
 */
record WeightTable(String network, Map<String, long[]> shapes, Pattern ignored, String source, String sourceSha256) {

    private static final String HINT = "docs/weights.md says which file is needed and how to convert it";

    WeightTable {
        shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }

    /** How many numbers the network has. */
    long values() {
        return shapes.values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
    }

    /**
     * The network's tensors out of a file that must hold them all, and no others.
     *
     * @throws ConfigurationException naming the first tensor that is missing, of another shape or type, or of no use
     */
    Map<String, TensorData> select(SafetensorsFile file) {
        Map<String, TensorData> selected = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            TensorData tensor = file.tensors().get(name);
            if (tensor == null) {
                throw mismatch(file, "tensor " + name + " " + Arrays.toString(shape), "none of that name");
            }
            if (!Arrays.equals(shape, tensor.shape())) {
                throw mismatch(
                        file,
                        "tensor " + name + " of shape " + Arrays.toString(shape),
                        Arrays.toString(tensor.shape()));
            }
            if (tensor.dtype() != Dtype.F32) {
                throw mismatch(
                        file, "tensor " + name + " in F32", tensor.dtype().name());
            }
            selected.put(name, tensor);
        });
        for (String name : file.names()) {
            if (!shapes.containsKey(name) && !ignored.matcher(name).matches()) {
                throw mismatch(
                        file,
                        "only the network's " + shapes.size() + " tensors",
                        "another, " + name + " "
                                + Arrays.toString(file.tensor(name).shape()));
            }
        }
        return selected;
    }

    private ConfigurationException mismatch(SafetensorsFile file, String expected, String got) {
        return new ConfigurationException(
                file.path() + ": expected " + expected + " for " + network + ", got " + got, HINT);
    }
}
