package io.github.cardigan.model;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.Json;
import io.github.cardigan.io.Safetensors;
import io.github.cardigan.io.SafetensorsFile;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.io.TensorData;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Layer;
import io.github.cardigan.network.LayerFormat;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Product;
import io.github.cardigan.network.Translator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds a model on the disk and checks everything about it before anything is believed. */
final class ModelReader {

    private ModelReader() {}

    static ModelDescription describe(Path path) {
        Path file = folder(path).resolve(Model.DESCRIPTION_FILE);
        requireReadableVersion(file);
        return Json.read(file, ModelDescription.class, DamagedFileException::new);
    }

    static Model read(Path path, Device device) {
        ModelDescription description = describe(path);
        Path folder = folder(path);
        Path file = folder.resolve(Model.DESCRIPTION_FILE);
        Path weights = folder.resolve(Model.WEIGHTS_FILE);
        if (!Files.isRegularFile(weights)) {
            throw new DamagedFileException(
                    "expected " + Model.WEIGHTS_FILE + " beside " + file + ", got none", "copy the whole model folder");
        }
        String sha256 = Sha256.of(weights);
        if (!sha256.equals(description.weightsSha256())) {
            throw new DamagedFileException(
                    weights + ": expected SHA-256 " + description.weightsSha256() + ", got " + sha256,
                    "the file is cut or altered: take another copy of it");
        }
        return new Model(description, build(file, description, Safetensors.read(weights), device));
    }

    private static Product build(Path file, ModelDescription description, SafetensorsFile weights, Device device) {
        try {
            Layer layers = LayerFormat.read(description.layers());
            Shape input = inputShape(description);
            requireFit(layers, input, weights);
            Network network = Network.build(layers, input, device, new RandomSource(0));
            try {
                Product product = product(description, network);
                if (!sampleShape(product).equals(Shape.of(description.sampleShape()))) {
                    throw new IllegalArgumentException("expected samples of " + Shape.of(description.sampleShape())
                            + ", but the layers make " + sampleShape(product));
                }
                Map<String, float[]> values = new LinkedHashMap<>();
                weights.tensors().forEach((name, tensor) -> values.put(name, tensor.toFloats()));
                network.load(values);
                network.trainable(false);
                return product;
            } catch (RuntimeException e) {
                network.close();
                throw e;
            }
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException(
                    file + ": " + e.getMessage(), "description and weights do not belong together: copy both again", e);
        }
    }

    private static Shape inputShape(ModelDescription description) {
        return switch (description.kind()) {
            case GENERATOR ->
                description.asConditions().beside(Shape.of(latent(description).size()));
            case CLASSIFIER, TRANSLATOR -> Shape.of(description.sampleShape());
            case AUTOENCODER -> description.asConditions().beside(Shape.of(description.sampleShape()));
        };
    }

    private static Product product(ModelDescription description, Network network) {
        return switch (description.kind()) {
            case GENERATOR -> new Generator(latent(description), description.asConditions(), network);
            case CLASSIFIER -> new Classifier(network, description.classes());
            case AUTOENCODER -> new Autoencoder(network, description.latent(), description.asConditions());
            case TRANSLATOR -> new Translator(network);
        };
    }

    private static Latent latent(ModelDescription description) {
        return description
                .latent()
                .orElseThrow(() -> new IllegalArgumentException("expected the latent of a generator, got none"));
    }

    /** Of one sample: what a generator or an autoencoder makes, what a classifier or a translator reads. */
    static Shape sampleShape(Product product) {
        return product instanceof Classifier || product instanceof Translator
                ? product.network().inputShape()
                : product.network().outputShape();
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
        if (Files.isRegularFile(path.resolve(Model.DESCRIPTION_FILE))) {
            return path;
        }
        if (Files.isRegularFile(path.resolve("model").resolve(Model.DESCRIPTION_FILE))) {
            return path.resolve("model");
        }
        throw new DamagedFileException(
                "expected a model folder with " + Model.DESCRIPTION_FILE + ", got " + path
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
                    version > ModelDescription.FORMAT_VERSION
                            ? "update Cardigan to read it"
                            : "it was made before Cardigan's first release: train it again");
        }
    }
}
