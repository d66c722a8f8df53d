package io.github.cardigan.io;

import io.github.cardigan.DamagedFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a safetensors file holds. The tensors are views of the file as it lay on the disk when it was read: nothing is copied, and
 * the memory is given back when the last view is garbage. The file must not be changed in place meanwhile; replacing it by
 * renaming, as {@link AtomicFiles} does, is fine.
 *
 * @param path where it was read from
 * @param tensors the tensors by name, in the order of the header
 * @param metadata what its writer said about it
 */
public record SafetensorsFile(Path path, Map<String, TensorData> tensors, Map<String, String> metadata) {

    public SafetensorsFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The names in the order of the header. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * One tensor.
     *
     * @throws DamagedFileException if there is none of that name
     */
    public TensorData tensor(String name) {
        TensorData tensor = tensors.get(name);
        if (tensor == null) {
            throw new DamagedFileException(
                    path + ": expected a tensor named " + name + ", found "
                            + tensors.keySet().stream().limit(8).toList()
                            + (tensors.size() > 8 ? " and " + (tensors.size() - 8) + " more" : ""),
                    "the file belongs to another model, or to another version of this one");
        }
        return tensor;
    }
}
