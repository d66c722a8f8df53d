package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.engine.NoGrad;
import io.github.cardigan.engine.TensorScope;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor saw in images: the statistics from which metrics are computed. Images are read, looked at and forgotten batch by
 * batch; only the parts that were asked for are kept.
 *
 * <pre>{@code
 * Set<Part> parts = Metrics.needs(metrics);
 * try (Features real = Features.extract(DatasetImages.all(data, warn), extractor, parts, progress);
 *         Features generated = Features.extract(new GeneratedImages(name, generator, 10_000, 0), extractor, parts, progress)) {
 *     for (Metric metric : metrics) {
 *         metric.scores(real, generated).forEach(...);
 *     }
 * }
 * }</pre>
 *
 * <p>Lives until {@link #close()}. Not for several threads at once.
 */
public final class Features implements AutoCloseable {

    private static final int BATCH = 256;

    /** Values per image up to which a covariance is kept: 0.5 GB, and minutes for its roots. */
    private static final int MOST_OF_MOMENTS = 8192;

    /** Told after each batch. */
    @FunctionalInterface
    public interface Progress {
        void extracted(int done, int all);
    }

    private final Source source;
    private final @Nullable Moments moments;
    private final @Nullable Rows rows;
    private final @Nullable Rows probabilities;
    private final int[] labels;

    /**
     * Where features came from.
     *
     * @param name of the images, for people
     * @param fingerprint of the images
     * @param count of the images
     * @param extractor its name
     * @param extractorFingerprint over its weights and preprocessing
     * @param size values per image
     * @param imageClasses names of the images' own classes; empty without labels
     * @param extractorClasses names of the extractor's classes; empty where it gives no probabilities
     */
    record Source(
            String name,
            String fingerprint,
            int count,
            String extractor,
            String extractorFingerprint,
            int size,
            List<String> imageClasses,
            List<String> extractorClasses) {

        static Source of(Images images, Extractor extractor) {
            return new Source(
                    images.name(),
                    images.fingerprint(),
                    images.size(),
                    extractor.name(),
                    extractor.fingerprint(),
                    extractor.size(),
                    images.classes(),
                    extractor instanceof ProbabilityExtractor reader ? reader.classes() : List.of());
        }
    }

    Features(
            Source source, @Nullable Moments moments, @Nullable Rows rows, @Nullable Rows probabilities, int[] labels) {
        this.source = source;
        this.moments = moments;
        this.rows = rows;
        this.probabilities = probabilities;
        this.labels = labels;
    }

    /**
     * Looks at all images once.
     *
     * @param parts what to keep
     * @throws ConfigurationException if the extractor cannot take these images, gives no probabilities where they are asked for, or
     *     gives so many values that what is asked for finds no room: moments of more than 8,192 values an image, or more than 2^29 in
     *     all rows
     * @throws DivergenceException if a feature is not a finite number
     */
    public static Features extract(Images images, Extractor extractor, Set<Part> parts, Progress progress) {
        extractor.requireShape(images.shape());
        if (parts.contains(Part.PROBABILITIES) && !(extractor instanceof ProbabilityExtractor)) {
            throw noProbabilities(extractor.name());
        }
        Source source = Source.of(images, extractor);
        requireRoom(source, parts);
        Features features = empty(source, parts);
        try {
            for (int first = 0; first < source.count; first += BATCH) {
                int count = Math.min(BATCH, source.count - first);
                features.look(images, extractor, first, count);
                progress.extracted(first + count, source.count);
            }
            return features;
        } catch (RuntimeException e) {
            features.close();
            throw e;
        }
    }

    private static void requireRoom(Source source, Set<Part> parts) {
        if (parts.contains(Part.MOMENTS) && source.size > MOST_OF_MOMENTS) {
            double gigabytes = (double) source.size * source.size * Double.BYTES / 1e9;
            throw new ConfigurationException(
                    String.format(
                            Locale.ROOT,
                            "expected at most %d values an image for fid, got %d from extractor '%s': fid of %d values needs"
                                    + " a matrix of %.1f GB",
                            MOST_OF_MOMENTS,
                            source.size,
                            source.extractor,
                            source.size,
                            gigabytes),
                    "use --extractor classifier or inception-v3, or kid in place of fid");
        }
        if (parts.contains(Part.ROWS)) {
            requireRoomForRows(source, "features", source.size);
        }
        if (parts.contains(Part.PROBABILITIES)) {
            requireRoomForRows(source, "probabilities", source.extractorClasses.size());
        }
    }

    private static void requireRoomForRows(Source source, String what, int size) {
        if ((long) source.count * size > Rows.MOST) {
            throw new ConfigurationException(
                    "expected at most " + Rows.MOST + " " + what + " in all, got " + source.count + " images of " + size
                            + " from " + source.name,
                    "take a smaller --count: at most " + Rows.MOST / size);
        }
    }

    /** Room for what is to come; none of it stays where not all can be had. */
    private static Features empty(Source source, Set<Part> parts) {
        Moments moments = null;
        Rows rows = null;
        try {
            moments = parts.contains(Part.MOMENTS) ? new Moments(source.size) : null;
            rows = parts.contains(Part.ROWS) ? new Rows(source.count, source.size) : null;
            Rows probabilities =
                    parts.contains(Part.PROBABILITIES) ? new Rows(source.count, source.extractorClasses.size()) : null;
            return new Features(source, moments, rows, probabilities, new int[source.count]);
        } catch (RuntimeException e) {
            close(moments, rows);
            throw e;
        }
    }

    private void look(Images images, Extractor extractor, int first, int count) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor batch = images.batch(first, count);
            Tensor features;
            if (probabilities != null && extractor instanceof ProbabilityExtractor reader) {
                ProbabilityExtractor.Reading reading = reader.read(batch);
                features = reading.features();
                probabilities.put(first, finite(reading.probabilities(), first));
            } else {
                features = extractor.features(batch);
            }
            finite(features, first);
            if (moments != null) {
                moments.add(features);
            }
            if (rows != null) {
                rows.put(first, features);
            }
        }
        for (int i = first; i < first + count; i++) {
            labels[i] = images.label(i);
        }
    }

    private Tensor finite(Tensor features, int first) {
        Tensor bad = torch.isfinite(features).logical_not();
        if (bad.any().item_bool()) {
            int row = (int) bad.flatten(1, -1)
                    .any(1, false)
                    .to(torch.ScalarType.Int)
                    .argmax()
                    .item_long();
            throw new DivergenceException(
                    "expected finite features, got NaN or infinity from extractor '" + source.extractor + "' for image "
                            + (first + row) + " of " + source.name,
                    "the image or the extractor's weights are damaged, or the generator has diverged");
        }
        return features;
    }

    /** What the images are, for people. */
    public String name() {
        return source.name;
    }

    /** How many images. */
    public int count() {
        return source.count;
    }

    /** Values per image. */
    public int size() {
        return source.size;
    }

    /** The extractor's name. */
    public String extractor() {
        return source.extractor;
    }

    /** Over the extractor's weights and preprocessing. */
    public String extractorFingerprint() {
        return source.extractorFingerprint;
    }

    /** The names of the classes that the probabilities are of. */
    public List<String> extractorClasses() {
        return source.extractorClasses;
    }

    Source source() {
        return source;
    }

    /** What was kept. */
    public Set<Part> parts() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        addIf(parts, Part.MOMENTS, moments);
        addIf(parts, Part.ROWS, rows);
        addIf(parts, Part.PROBABILITIES, probabilities);
        return parts;
    }

    private static void addIf(Collection<Part> parts, Part part, @Nullable Object kept) {
        if (kept != null) {
            parts.add(part);
        }
    }

    /**
     * Mean and covariance.
     *
     * @throws ConfigurationException if they were not kept
     */
    public Moments moments() {
        if (moments == null) {
            throw missing(Part.MOMENTS);
        }
        return moments;
    }

    /**
     * A vector per image {@code [count, size]}.
     *
     * @throws ConfigurationException if they were not kept
     */
    public Rows rows() {
        if (rows == null) {
            throw missing(Part.ROWS);
        }
        return rows;
    }

    /**
     * Class probabilities per image {@code [count, extractorClasses]}.
     *
     * @throws ConfigurationException if they were not kept
     */
    public Rows probabilities() {
        if (probabilities == null) {
            throw source.extractorClasses.isEmpty() ? noProbabilities(source.extractor) : missing(Part.PROBABILITIES);
        }
        return probabilities;
    }

    /** The label of an image; -1 without labels. */
    public int label(int image) {
        return labels[image];
    }

    /** Names of the images' own classes; empty without labels. */
    public List<String> imageClasses() {
        return source.imageClasses;
    }

    /**
     * @throws ConfigurationException if the other features are of another extractor
     */
    void requireComparable(Features other) {
        if (!source.extractorFingerprint.equals(other.source.extractorFingerprint)) {
            throw new ConfigurationException(
                    "expected features of one extractor, got " + other.source.extractor + " "
                            + shortened(other.source.extractorFingerprint) + " of " + other.source.name + " and "
                            + source.extractor + " " + shortened(source.extractorFingerprint) + " of " + source.name,
                    "extract both sides with the same weights");
        }
    }

    static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }

    private static ConfigurationException noProbabilities(String extractor) {
        return new ConfigurationException(
                "expected an extractor with class probabilities, got '" + extractor + "', which has none",
                "use the extractor 'classifier' for is, modes, confidence and consistency");
    }

    private ConfigurationException missing(Part part) {
        return new ConfigurationException(
                "expected " + part.name().toLowerCase(Locale.ROOT) + " of " + source.name + ", got " + parts(),
                "extract the images again with this part, or leave out the metrics that need it");
    }

    @Override
    public void close() {
        close(moments, rows);
        if (probabilities != null) {
            probabilities.close();
        }
    }

    private static void close(@Nullable Moments moments, @Nullable Rows rows) {
        if (moments != null) {
            moments.close();
        }
        if (rows != null) {
            rows.close();
        }
    }
}
