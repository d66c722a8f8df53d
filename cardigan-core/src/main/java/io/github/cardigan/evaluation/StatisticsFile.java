package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.Dtype;
import io.github.cardigan.io.Json;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.SafetensorsFile;
import io.github.cardigan.io.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Features in a file, so that real images need be looked at only once, or on another machine: safetensors, {@code mean [size]} and {@code
 * covariance [size, size]} in F64, {@code rows [count, size]} and {@code probabilities [count, classes]} in F32, {@code labels [count]} in I32;
 * parts that were not kept are left out. The metadata entry {@value #KEY} says in JSON what they are of.
 */
public final class StatisticsFile {

    private static final String KEY = "cardigan-statistics";
    private static final int VERSION = 1;
    private static final String HINT =
            "the file is damaged or no statistics file of Cardigan: make it again with --save-stats";

    private StatisticsFile() {}

    /**
     * What the metadata say.
     *
     * @param version of this layout
     * @param protocol how the numbers were made
     * @param features whose they are
     */
    record Description(int version, String protocol, Features.Source features) {}

    /**
     * Writes all that was kept, whole or not at all.
     *
     * @throws StorageException if the disk refuses
     */
    public static void write(Path file, Features features) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Set<Part> parts = features.parts();
        if (parts.contains(Part.MOMENTS)) {
            requireSpread(features);
            int size = features.size();
            tensors.put("mean", TensorData.ofDoubles(features.moments().mean(), size));
            try (TensorScope scope = new TensorScope()) {
                double[] covariance = Tensors.toDoubles(features.moments().covariance());
                tensors.put("covariance", TensorData.ofDoubles(covariance, size, size));
            }
        }
        if (parts.contains(Part.ROWS)) {
            tensors.put("rows", data(features.rows()));
        }
        if (parts.contains(Part.PROBABILITIES)) {
            tensors.put("probabilities", data(features.probabilities()));
        }
        tensors.put("labels", labels(features));
        Description description = new Description(VERSION, "float64 moments, unbiased covariance", features.source());
        Safetensors.write(file, tensors, Map.of(KEY, Json.line(description)));
    }

    private static void requireSpread(Features features) {
        if (features.count() < 2) {
            throw new ConfigurationException(
                    "statistics need at least 2 images, got " + features.count() + " from " + features.name(), "");
        }
    }

    private static TensorData data(Rows rows) {
        return TensorData.ofFloats(rows.toArray(), rows.count(), rows.size());
    }

    private static TensorData labels(Features features) {
        ByteBuffer bytes = ByteBuffer.allocate(features.count() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < features.count(); i++) {
            bytes.putInt(features.label(i));
        }
        return new TensorData(Dtype.I32, new long[] {features.count()}, bytes.flip());
    }

    /**
     * Reads what was kept.
     *
     * @param extractor the one that the other side is looked at with
     * @return features that the caller closes
     * @throws DamagedFileException if the file is cut or altered, or holds a number that is not finite
     * @throws ConfigurationException if it was made with another extractor
     */
    public static Features read(Path file, Extractor extractor) {
        SafetensorsFile content = Safetensors.read(file);
        Features.Source source = description(content).features();
        if (!source.extractorFingerprint().equals(extractor.fingerprint())) {
            throw new ConfigurationException(
                    file + ": expected statistics by extractor " + extractor.name() + " "
                            + Features.shortened(extractor.fingerprint()) + ", got those by " + source.extractor() + " "
                            + Features.shortened(source.extractorFingerprint()),
                    "use the weights that made the file, or make it again with these");
        }
        return new Reader(content, source).features();
    }

    private static Description description(SafetensorsFile content) {
        String json = content.metadata().get(KEY);
        if (json == null) {
            throw new DamagedFileException(
                    content.path() + ": expected metadata '" + KEY + "', got "
                            + content.metadata().keySet(),
                    HINT);
        }
        Description description = Json.parse(
                content.path() + ", " + KEY,
                json,
                Description.class,
                (message, hint, cause) -> new DamagedFileException(message, HINT, cause));
        Features.Source source = description.features();
        if (description.version() != VERSION || source.count() < 1 || source.size() < 1) {
            throw new DamagedFileException(
                    content.path() + ": expected version " + VERSION + " and sizes of at least 1, got version "
                            + description.version() + ", " + source.count() + " images, " + source.size() + " values",
                    description.version() > VERSION ? "update Cardigan to read it" : HINT);
        }
        return description;
    }

    /** Takes the tensors of one file and believes none of them. */
    private record Reader(SafetensorsFile content, Features.Source source) {

        Features features() {
            int count = source.count();
            int size = source.size();
            Moments moments = null;
            Rows rows = null;
            try {
                int[] labels = labels();
                moments = moments(count, size);
                rows = rows("rows", count, size);
                Rows probabilities =
                        rows("probabilities", count, source.extractorClasses().size());
                return new Features(source, moments, rows, probabilities, labels);
            } catch (RuntimeException e) {
                if (moments != null) {
                    moments.close();
                }
                if (rows != null) {
                    rows.close();
                }
                throw e;
            }
        }

        private @Nullable Moments moments(int count, int size) {
            if (!content.names().contains("mean") && !content.names().contains("covariance")) {
                return null;
            }
            if (count < 2) {
                throw damaged("expected at least 2 images for a covariance, got " + count);
            }
            double[] mean = tensor("mean", Dtype.F64, size).toDoubles();
            double[] covariance = tensor("covariance", Dtype.F64, size, size).toDoubles();
            for (int i = 0; i < mean.length; i++) {
                requireFinite("mean", i, mean[i]);
            }
            for (int i = 0; i < covariance.length; i++) {
                requireFinite("covariance", i, covariance[i]);
                int mirror = i % size * size + i / size;
                if (covariance[i] != covariance[mirror] || (i == mirror && covariance[i] < 0)) {
                    throw damaged("expected a symmetric covariance without negative variances, got " + covariance[i]
                            + " at value " + i + " and " + covariance[mirror] + " at its mirror");
                }
            }
            return Moments.of(count, mean, covariance);
        }

        private @Nullable Rows rows(String name, int count, int size) {
            if (!content.names().contains(name)) {
                return null;
            }
            if (size == 0) {
                throw damaged("expected names of classes for " + name + ", got none");
            }
            float[] values = tensor(name, Dtype.F32, count, size).toFloats();
            for (int i = 0; i < values.length; i++) {
                requireFinite(name, i, values[i]);
            }
            return Rows.of(values, count, size);
        }

        private int[] labels() {
            TensorData tensor = tensor("labels", Dtype.I32, source.count()); // before room is made for that many
            int[] labels = new int[source.count()];
            tensor.bytes().asIntBuffer().get(labels);
            for (int label : labels) {
                if (label < -1 || label >= Math.max(0, source.imageClasses().size())) {
                    throw damaged("expected labels from -1 to "
                            + (source.imageClasses().size() - 1) + ", got " + label);
                }
            }
            return labels;
        }

        private TensorData tensor(String name, Dtype dtype, long... shape) {
            TensorData tensor = content.tensor(name);
            if (tensor.dtype() != dtype || !Arrays.equals(tensor.shape(), shape)) {
                throw damaged("expected " + name + " as " + dtype + " " + Arrays.toString(shape) + ", got " + tensor);
            }
            return tensor;
        }

        private void requireFinite(String name, int index, double value) {
            if (!Double.isFinite(value)) {
                throw damaged("expected finite numbers, got " + value + " in '" + name + "' at value " + index);
            }
        }

        private DamagedFileException damaged(String what) {
            return new DamagedFileException(content.path() + ": " + what, HINT);
        }
    }
}
