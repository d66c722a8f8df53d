package io.github.cardigan.model;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.io.TensorData;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.LayerFormat;
import io.github.cardigan.network.Product;
import io.github.cardigan.network.SampleRow;
import io.github.cardigan.network.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A trained generator, classifier, autoencoder or translator with its description.
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

    static final String DESCRIPTION_FILE = "model.json";
    static final String WEIGHTS_FILE = "model.safetensors";

    private final ModelDescription description;
    private final Product product;

    Model(ModelDescription description, Product product) {
        this.description = description;
        this.product = product;
    }

    /**
     * Writes a product into a folder of its own, replacing an older one. The weights come first, so that a description never
     * stands beside weights that are not its own without being noticed.
     *
     * @param folder is made where it does not exist; its parent must
     * @param trainedOn name of the data
     * @param classes names of the classes of the data; a classifier's are its own
     * @throws StorageException if the disk refuses, or the folder holds anything but a model
     */
    public static void save(
            Path folder, Product product, String recipe, String trainedOn, long steps, List<String> classes) {
        requireModelOrNothing(folder);
        AtomicFiles.writeFolder(folder, temporary -> {
            Path weights = temporary.resolve(WEIGHTS_FILE);
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            product.network()
                    .state()
                    .forEach((name, tensor) ->
                            tensors.put(name, TensorData.ofFloats(Tensors.toFloats(tensor), Tensors.shape(tensor))));
            Safetensors.write(weights, tensors, Map.of("format", "pt"));
            Json.write(
                    temporary.resolve(DESCRIPTION_FILE),
                    new ModelDescription(
                            ModelDescription.FORMAT,
                            ModelDescription.FORMAT_VERSION,
                            ModelDescription.Kind.of(product),
                            recipe,
                            trainedOn,
                            steps,
                            ModelReader.sampleShape(product).toArray(),
                            product instanceof Classifier classifier ? classifier.classes() : classes,
                            latent(product),
                            conditions(product).classes(),
                            LayerFormat.write(product.network().layers()),
                            Sha256.of(weights)));
        });
    }

    private static Optional<Latent> latent(Product product) {
        return product instanceof Autoencoder autoencoder
                ? autoencoder.prior()
                : product.generator().map(Generator::latent);
    }

    private static Conditions conditions(Product product) {
        return product instanceof Autoencoder autoencoder
                ? autoencoder.conditions()
                : product.generator().map(Generator::conditions).orElse(Conditions.NONE);
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
        return ModelReader.read(path, device);
    }

    /**
     * What {@link #load} would load, without its weights.
     *
     * @throws DamagedFileException if the description is missing, damaged, or of a newer format
     */
    public static ModelDescription describe(Path path) {
        return ModelReader.describe(path);
    }

    public ModelDescription description() {
        return description;
    }

    /** The generator, classifier, autoencoder or translator itself. */
    public Product product() {
        return product;
    }

    /**
     * The generator, or the decoder of an autoencoder whose codes have a prior.
     *
     * @throws ConfigurationException if this model makes no samples of noise
     */
    public Generator generator() {
        return product.generator().orElseThrow(() -> unlike("a generator, which makes samples"));
    }

    /**
     * @throws ConfigurationException if this model is no autoencoder
     */
    public Autoencoder autoencoder() {
        return require(Autoencoder.class, "an autoencoder, which embeds and reconstructs");
    }

    /**
     * @throws ConfigurationException if this model is no classifier
     */
    public Classifier classifier() {
        return require(Classifier.class, "a classifier, which reads samples");
    }

    /**
     * @throws ConfigurationException if this model is no translator
     */
    public Translator translator() {
        return require(Translator.class, "a translator, which makes an image of an image");
    }

    private <P extends Product> P require(Class<P> type, String expected) {
        if (!type.isInstance(product)) {
            throw unlike(expected);
        }
        return type.cast(product);
    }

    /** That it is not what was expected. */
    ConfigurationException unlike(String expected) {
        boolean vowel = description.kind() == ModelDescription.Kind.AUTOENCODER;
        return new ConfigurationException(
                "expected a model of " + expected + ", got " + (vowel ? "an " : "a ") + description.kind()
                        + (product instanceof Autoencoder ? " without a prior" : "") + " trained by "
                        + description.recipe(),
                "choose another model");
    }

    /**
     * Generated samples. Sample i depends on the seed and i alone, not on the count. A generator that can be asked for one of K classes, and
     * was not, is asked for class {@code i mod K}.
     *
     * @return {@code count * shape.elements()} values in [-1, 1], sample by sample
     * @throws ConfigurationException if this model is no generator
     */
    public float[] sample(int count, long seed) {
        return sample(0, count, seed);
    }

    /** Samples {@code first} to {@code first + count - 1} of the same endless row. */
    public float[] sample(int first, int count, long seed) {
        return sample(generator(), first, count, seed);
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
        RandomSource random = new RandomSource(seed);
        int size = generator.latent().size();
        float[] z = new float[Math.multiplyExact(count, size)];
        for (int i = 0; i < count; i++) {
            try (TensorScope scope = new TensorScope()) {
                Tensor one = generator.latent().sample(1, random.split(first + i), Device.cpu());
                System.arraycopy(Tensors.toFloats(one), 0, z, i * size, size);
            }
        }
        return SampleRow.of(generator, z, first);
    }

    /** What sample {@code index} of the endless row is asked to be; -1 where nothing can be asked for. */
    public static int label(Generator generator, int index) {
        Conditions conditions = generator.conditions();
        return conditions.none()
                ? -1
                : conditions.asked().orElse(index % conditions.classes().size());
    }

    /** A picture of samples side by side, as PNG. The same seed gives the same bytes. */
    public byte[] grid(int count, int columns, long seed) {
        return ImageGrid.png(sample(count, seed), generator().shape(), columns);
    }

    @Override
    public void close() {
        product.network().close();
    }
}
