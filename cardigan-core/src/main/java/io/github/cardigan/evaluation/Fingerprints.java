package io.github.cardigan.evaluation;

import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** SHA-256 over words and weights. */
final class Fingerprints {

    private Fingerprints() {}

    static String of(String words) {
        return Sha256.of(words.getBytes(StandardCharsets.UTF_8));
    }

    /** Names, shapes and values, in the order of the map. */
    static String of(String words, Map<String, Tensor> state) {
        Sha256 sum = new Sha256().update(words.getBytes(StandardCharsets.UTF_8));
        state.forEach((name, tensor) -> {
            String head = "\n" + name + " " + Arrays.toString(Tensors.shape(tensor)) + "\n";
            sum.update(head.getBytes(StandardCharsets.UTF_8)).update(Tensors.toBytes(tensor));
        });
        return sum.hex();
    }
}
