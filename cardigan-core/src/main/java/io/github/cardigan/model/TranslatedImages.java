package io.github.cardigan.model;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Excerpt;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.data.RecolouredDataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.Sha256;
import io.github.cardigan.network.Translator;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a translator makes of every image of another set, under that image's label: data to train on for a domain that has no labels (Shrivastava et al.
 * 2016, arXiv:1612.07828, section 3). Translated once, when it is opened, and held in memory with 256 levels, as a PNG file would hold
 * it. By name:
 *
 * <ul>
 *   <li>{@code translated:MODEL,DATA}: there.
 *   <li>{@code translated-back:MODEL,DATA}: by the way back of a model that knows it.
 * </ul>
 */
public final class TranslatedImages implements Dataset {

    private static final String THERE = "translated";
    private static final String BACK = "translated-back";
    private static final long MOST_BYTES = 4L << 30;
    private static final double HALF_LEVELS = 127.5;

    private final String name;
    private final Shape shape;
    private final Dataset source;
    private final int[] indices;
    private final byte[][] pixels;
    private final String weights;

    private TranslatedImages(String name, Shape shape, Dataset source, int[] indices, byte[][] pixels, String weights) {
        this.name = name;
        this.shape = shape;
        this.source = source;
        this.indices = indices;
        this.pixels = pixels;
        this.weights = weights;
    }

    /** What a name begins with, before a colon. */
    public static List<String> names() {
        return List.of(THERE, BACK);
    }

    /**
     * @param opener opens the same part of another set
     * @param notices told, one line each, what is done and what cannot be read
     * @return empty if the name is another one
     * @throws ConfigurationException if model or data are not named, do not fit each other, or are too large for memory
     */
    public static Optional<Dataset> open(String name, Function<String, Dataset> opener, Consumer<String> notices) {
        boolean back = name.startsWith(BACK + ":");
        if (!back && !name.startsWith(THERE + ":")) {
            return Optional.empty();
        }
        int colon = name.indexOf(':');
        int comma = name.indexOf(',');
        if (comma < colon + 2 || comma == name.length() - 1) {
            throw new ConfigurationException(
                    "expected a model and data with a comma between, got '" + name + "'",
                    "for example " + THERE + ":runs/00004-simgan,digits");
        }
        try (Model model = Model.load(path(name.substring(colon + 1, comma)), Device.cpu())) {
            Translator there = model.translator();
            Translator translator = back ? backward(there, name) : there;
            requireNoReference(translator, name);
            Dataset opened = opener.apply(name.substring(comma + 1));
            try {
                Dataset source = RecolouredDataset.of(
                        requireImages(opened), translator.input().channels());
                return Optional.of(
                        translate(name, translator, source, model.description().weightsSha256(), notices));
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "expected the path of a model, got '" + text + "'", "for example runs/00004-simgan", e);
        }
    }

    private static Translator backward(Translator there, String name) {
        return there.backward()
                .orElseThrow(() -> new ConfigurationException(
                        "expected a model that knows the way back for " + name + ", got one that goes one way",
                        "say " + THERE + ":, or train cyclegan"));
    }

    private static void requireNoReference(Translator translator, String name) {
        if (translator.referenceChannels() > 0) {
            throw new ConfigurationException(
                    "expected a model that wants no reference for " + name + ", got one that does",
                    "translate with --reference into a folder, and train on that");
        }
    }

    private static Dataset requireImages(Dataset data) {
        if (!data.shape().isImage() || data.pair().isPresent()) {
            throw new ConfigurationException(
                    "expected single images to translate, got samples of " + data.shape() + " from " + data.name(),
                    "first:PAIRS and second:PAIRS are one side of pairs each");
        }
        return data;
    }

    private static Dataset translate(
            String name, Translator translator, Dataset source, String weights, Consumer<String> notices) {
        Shape from = source.shape();
        Shape shape = Shape.image(translator.output().channels(), from.height(), from.width());
        if ((long) shape.elements() * source.size() > MOST_BYTES) {
            throw new ConfigurationException(
                    "expected at most 4 GiB of translated images, got " + source.size() + " of " + shape,
                    "translate them into a folder, and train on that");
        }
        notices.accept("translating the " + source.size() + " images of " + source.name());
        byte[][] pixels = new byte[source.size()][];
        ImageTranslation translation = ImageTranslation.untiled(translator);
        int batch = Excerpt.imagesAtOnce(from);
        for (int first = 0; first < source.size(); first += batch) {
            Excerpt some = Excerpt.read(source, first, Math.min(batch, source.size() - first), notices);
            // always a full batch, since kernels for another batch size may round differently
            float[] full = Arrays.copyOf(some.values(), batch * from.elements());
            float[] made = translation.wholes(full, batch, from.height(), from.width());
            for (int i = 0; i < some.indices().length; i++) {
                pixels[some.indices()[i]] = levels(made, i * shape.elements(), shape.elements());
            }
        }
        int[] readable =
                IntStream.range(0, pixels.length).filter(i -> pixels[i] != null).toArray();
        return new TranslatedImages(name, shape, source, readable, pixels, weights);
    }

    private static byte[] levels(float[] values, int from, int count) {
        byte[] levels = new byte[count];
        for (int i = 0; i < count; i++) {
            levels[i] = (byte) ImageGrid.level(values, from + i);
        }
        return levels;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(indices[index]);
    }

    @Override
    public String sampleName(int index) {
        return source.sampleName(indices[index]);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        byte[] levels = pixels[indices[index]];
        for (int i = 0; i < levels.length; i++) {
            target[offset + i] = (float) ((levels[i] & 0xff) / HALF_LEVELS - 1);
        }
    }

    @Override
    public List<String> alone() {
        return source.alone();
    }

    @Override
    public String fingerprint() {
        String text = name.substring(0, name.indexOf(':')) + " " + weights + " " + source.fingerprint();
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        source.close();
    }
}
