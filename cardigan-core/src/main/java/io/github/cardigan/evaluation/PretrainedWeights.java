package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.SafetensorsFile;
import io.github.cardigan.io.TensorData;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Weights of a published network, proven to have its names and shapes.
 *
 * <p>Whether they also have its <i>values</i> can be said in two ways only: by a digest that the user names, or by the metadata
 * {@code source_sha256} that the conversion of docs/weights.md leaves in the file, whose first digits the published file carries in
 * its name. The second is the word of whoever converted it. Everything else gets a notice that names both digests; the weights
 * are used all the same, since the fingerprint of the features tells them from others.
 *
 * @param tensors by name
 * @param sha256 see {@link WeightsDigest}
 */
record PretrainedWeights(Map<String, TensorData> tensors, String sha256) {

    static final String SOURCE = "source_sha256";

    /**
     * @param notices gets a sentence where the values are not known to be the published ones
     * @throws ConfigurationException if there is no such file, or its tensors are not the table's
     * @throws io.github.cardigan.DamagedFileException if it is no safetensors file
     */
    static PretrainedWeights read(WeightsFile weights, WeightTable table, Consumer<String> notices) {
        if (!Files.isRegularFile(weights.path())) {
            throw new ConfigurationException(
                    "expected a safetensors file with the weights of " + table.network() + ", got " + weights.path()
                            + (Files.exists(weights.path()) ? ", which is no file" : ", which does not exist"),
                    "none are shipped or downloaded; docs/weights.md says how to make the file");
        }
        return of(Safetensors.read(weights.path()), weights, table, notices);
    }

    private static PretrainedWeights of(
            SafetensorsFile file, WeightsFile weights, WeightTable table, Consumer<String> notices) {
        Map<String, TensorData> tensors = table.select(file);
        String digest = WeightsDigest.of(tensors);
        String source = file.metadata().get(SOURCE);
        if (weights.sha256().isPresent()) {
            if (!weights.sha256().get().equals(digest)) {
                notices.accept(file.path() + ": expected weights with SHA-256 "
                        + weights.sha256().get() + ", got " + digest);
            }
        } else if (source == null || table.sourceSha256().isEmpty()) {
            notices.accept(file.path() + ": unknown weights: their SHA-256 is " + digest
                    + ", no digest to compare it with is on record; name it with --weights-sha256 to be warned if it"
                    + " changes");
        } else if (!source.startsWith(table.sourceSha256())) {
            notices.accept(file.path() + ": expected weights converted from " + table.source() + ", SHA-256 "
                    + table.sourceSha256() + "..., got a source with SHA-256 " + source);
        }
        return new PretrainedWeights(tensors, digest);
    }

    /** A tensor in double precision on the processor, for arithmetic before use; owned by the current scope. */
    Tensor exact(String name) {
        return tensor(name).to(ScalarType.Double);
    }

    /** A tensor in fp32 on the processor, owned by the current scope. */
    Tensor tensor(String name) {
        TensorData data = tensors.get(name);
        if (data == null) {
            throw new IllegalArgumentException("no weights named " + name);
        }
        return Tensor.create(data.toFloats(), data.shape());
    }
}
