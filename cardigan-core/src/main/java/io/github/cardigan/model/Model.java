package io.github.cardigan.model;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.SafetensorsFile;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.io.TensorData;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LayerFormat;
import io.github.cardigan.network.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;

/**
 * A trained generator with its description.
 *
 * <pre>{@code
 * try (Model model = Model.load(Path.of("runs/00000-dcgan-digits/model"), Device.cpu())) {
 *     Files.write(Path.of("digits.png"), model.grid(64, 8, 42));
 * }
 * }</pre>
 *
 * <p>Lives until {@link #close()}. Not for several threads at once.
 */
public final class Model implements AutoCloseable {

    private static final String DESCRIPTION_FILE = "model.json";
    private static final String WEIGHTS_FILE = "model.safetensors";
    private static final int BATCH = 64;

    private final ModelDescription description;
    private final Generator generator;

    private Model(ModelDescription description, Generator generator) {
        this.description = description;
        this.generator = generator;
    }

    /**
     * Writes a generator into a folder of its own, replacing an older one. The weights come first, so that a description never
     * stands beside weights that are not its own without being noticed.
     *
     * @param folder is made where it does not exist; its parent must
     * @throws StorageException if the disk refuses, or the folder holds anything but a model
     */
    public static void save(
            Path folder, Generator generator, String recipe, String trainedOn, long steps, List<String> classes) {
        requireModelOrNothing(folder);
        AtomicFiles.writeFolder(folder, temporary -> {
            Path weights = temporary.resolve(WEIGHTS_FILE);
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            generator
                    .network()
                    .state()
                    .forEach((name, tensor) ->
                            tensors.put(name, TensorData.ofFloats(Tensors.toFloats(tensor), Tensors.shape(tensor))));
            Safetensors.write(weights, tensors, Map.of("format", "pt"));
            Json.write(
                    temporary.resolve(DESCRIPTION_FILE),
                    new ModelDescription(
                            ModelDescription.FORMAT,
                            ModelDescription.FORMAT_VERSION,
                            recipe,
                            trainedOn,
                            steps,
                            generator.shape().toArray(),
                            classes,
                            generator.latent(),
                            LayerFormat.write(generator.network().layers()),
                            Sha256.of(weights)));
        });
    }

    /** The folder is replaced as a whole, so it must not be somebody's home. */
    private static void requireModelOrNothing(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            Optional<Path> foreign = entries.filter(entry ->
                            !Set.of(DESCRIPTION_FILE, WEIGHTS_FILE).contains(String.valueOf(entry.getFileName())))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new StorageException(
                        "expected a new folder or one with an older model, but " + folder + " also holds "
                                + foreign.get().getFileName(),
                        "choose another folder, or move that away");
            }
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read " + folder + ": " + e.getMessage(), "check the right to read it", e);
        }
    }

    /**
     * Loads a model.
     *
     * @param path the folder, or its {@code model.json}, or the run folder around it
     * @throws DamagedFileException if a file is missing, cut, altered, or of a newer format
     */
    public static Model load(Path path, Device device) {
        Path folder = folder(path);
        Path file = folder.resolve(DESCRIPTION_FILE);
        requireReadableVersion(file);
        ModelDescription description = Json.read(file, ModelDescription.class, DamagedFileException::new);
        Path weights = folder.resolve(WEIGHTS_FILE);
        if (!Files.isRegularFile(weights)) {
            throw new DamagedFileException(
                    "expected " + WEIGHTS_FILE + " beside " + file + ", got none", "copy the whole model folder");
        }
        String sha256 = Sha256.of(weights);
        if (!sha256.equals(description.weightsSha256())) {
            throw new DamagedFileException(
                    weights + ": expected SHA-256 " + description.weightsSha256() + ", got " + sha256,
                    "the file is cut or altered: take another copy of it");
        }
        return new Model(description, build(file, description, Safetensors.read(weights), device));
    }

    private static Generator build(Path file, ModelDescription description, SafetensorsFile weights, Device device) {
        try {
            Layer layers = LayerFormat.read(description.generator());
            requireFit(layers, Shape.of(description.latent().size()), weights);
            Generator generator = Generator.build(description.latent(), layers, device, new RandomSource(0));
            try {
                if (!generator.shape().equals(Shape.of(description.sampleShape()))) {
                    throw new IllegalArgumentException("expected samples of " + Shape.of(description.sampleShape())
                            + ", but the layers make " + generator.shape());
                }
                Map<String, float[]> values = new LinkedHashMap<>();
                weights.tensors().forEach((name, tensor) -> values.put(name, tensor.toFloats()));
                generator.network().load(values);
                generator.network().trainable(false);
                return generator;
            } catch (RuntimeException e) {
                generator.network().close();
                throw e;
            }
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException(
                    file + ": " + e.getMessage(), "description and weights do not belong together: copy both again", e);
        }
    }

    /** Before anything is allocated: a description may ask for a network of any size. */
    private static void requireFit(Layer layers, Shape input, SafetensorsFile weights) {
        layers.outputShape(input); // complains with the whole path, if there is anything to complain about
        Map<String, long[]> expected = new LinkedHashMap<>();
        layers.parameters(input).forEach(spec -> expected.put(spec.name(), spec.shape()));
        layers.buffers(input).forEach(spec -> expected.put(spec.name(), spec.shape()));
        expected.forEach((name, shape) -> {
            TensorData tensor = weights.tensors().get(name);
            if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
                throw new IllegalArgumentException("expected tensor '" + name + "' of shape " + Arrays.toString(shape)
                        + ", got " + (tensor == null ? "none" : Arrays.toString(tensor.shape())));
            }
        });
    }

    private static Path folder(Path path) {
        if (Files.isRegularFile(path)) {
            Path parent = path.toAbsolutePath().getParent();
            return parent == null ? path : parent;
        }
        if (Files.isRegularFile(path.resolve(DESCRIPTION_FILE))) {
            return path;
        }
        if (Files.isRegularFile(path.resolve("model").resolve(DESCRIPTION_FILE))) {
            return path.resolve("model");
        }
        throw new DamagedFileException(
                "expected a model folder with " + DESCRIPTION_FILE + ", got " + path
                        + (Files.exists(path) ? "" : ", which does not exist"),
                "a training writes it as RUN/model when it ends or is interrupted");
    }

    /** The version is checked before the rest, which a newer format may have changed. */
    private static void requireReadableVersion(Path file) {
        JsonNode json = Json.read(file, JsonNode.class, DamagedFileException::new);
        if (!json.path("format").asString("").equals(ModelDescription.FORMAT)) {
            throw new DamagedFileException(
                    file + ": expected format \"" + ModelDescription.FORMAT + "\", got " + json.path("format"),
                    "is this a Cardigan model?");
        }
        int version = json.path("formatVersion").asInt(0);
        if (version != ModelDescription.FORMAT_VERSION) {
            throw new DamagedFileException(
                    file + ": expected format version " + ModelDescription.FORMAT_VERSION + ", got " + version,
                    version > ModelDescription.FORMAT_VERSION ? "update Cardigan to read it" : "the file is damaged");
        }
    }

    public ModelDescription description() {
        return description;
    }

    public Generator generator() {
        return generator;
    }

    /**
     * Generated samples. Sample i depends on the seed and i alone, not on the count.
     *
     * @return {@code count * shape.elements()} values in [-1, 1], sample by sample
     */
    public float[] sample(int count, long seed) {
        return sample(0, count, seed);
    }

    /** Samples {@code first} to {@code first + count - 1} of the same endless row. */
    public float[] sample(int first, int count, long seed) {
        return sample(generator, first, count, seed);
    }

    /**
     * The same for any generator.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public static float[] sample(Generator generator, int first, int count, long seed) {
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "expected a count of at least 1 from 0 on, got " + count + " from " + first);
        }
        int elements = generator.shape().elements();
        float[] samples = new float[Math.multiplyExact(count, elements)];
        for (int done = 0; done < count; done += BATCH) {
            int size = Math.min(BATCH, count - done);
            System.arraycopy(batch(generator, first + done, size, seed), 0, samples, done * elements, size * elements);
        }
        return samples;
    }

    /** Always a full batch, since kernels for another batch size may round differently. */
    private static float[] batch(Generator generator, int first, int size, long seed) {
        RandomSource random = new RandomSource(seed);
        int latent = generator.latent().size();
        float[] z = new float[BATCH * latent];
        Device device = generator.network().device();
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            for (int i = 0; i < size; i++) {
                Tensor one = generator.latent().sample(1, random.split(first + i), Device.cpu());
                System.arraycopy(Tensors.toFloats(one), 0, z, i * latent, latent);
            }
            Tensor batch = device.move(Tensor.create(z, BATCH, latent));
            return Tensors.toFloats(generator.generate(batch, Pass.inference()));
        }
    }

    /** A picture of samples side by side, as PNG. The same seed gives the same bytes. */
    public byte[] grid(int count, int columns, long seed) {
        return ImageGrid.png(sample(count, seed), generator.shape(), columns);
    }

    @Override
    public void close() {
        generator.network().close();
    }
}
