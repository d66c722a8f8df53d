package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.GaussianMixture;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.KernelDistance;
import io.github.cardigan.evaluation.Metric;
import io.github.cardigan.evaluation.Metrics;
import io.github.cardigan.evaluation.Modes;
import io.github.cardigan.evaluation.ModesFound;
import io.github.cardigan.evaluation.Part;
import io.github.cardigan.evaluation.Score;
import io.github.cardigan.recipe.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked of an evaluation.
 *
 * @param asked the names, as they were asked
 * @param metrics those that look at features
 * @param others those that look at images, at a third set or at the generator itself
 */
public record Questions(List<String> asked, List<Metric> metrics, List<Other> others) {

    private static final List<String> BY_FEATURES = List.of(
            "fid",
            "kid",
            "is",
            "precision",
            "recall",
            "density",
            "coverage",
            "modes",
            "confidence",
            "consistency",
            "c2st");

    /** What cannot be computed from two sets of features. */
    public enum Other {
        MEMORISATION,
        CAS,
        SWD,
        MS_SSIM,
        SSIM,
        PSNR,
        LPIPS,
        PPL,
        BOUND;

        /** As it is asked for: {@code ms-ssim}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Questions {
        asked = List.copyOf(asked);
        metrics = List.copyOf(metrics);
        others = List.copyOf(others);
    }

    /** A covariance of more values than that takes too long, and pixels of such images say too little by it. */
    public static final int MOST_FEATURES_OF_FID = 4096;

    /** Everything that can be asked for. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(BY_FEATURES);
        Arrays.stream(Other.values()).forEach(other -> names.add(other.toString()));
        return names;
    }

    /**
     * @param names such as {@code fid}
     * @throws ConfigurationException if there is no such metric; suggests a near one
     */
    public static Questions named(List<String> names) {
        List<String> byFeatures = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        for (String name : names) {
            if (!names().contains(name)) {
                throw new ConfigurationException(
                        "unknown metric '" + name + "'",
                        Nearest.hint(name, names(), "the metrics are " + String.join(", ", names())));
            }
            if (BY_FEATURES.contains(name)) {
                byFeatures.add(name);
            } else {
                Other other = Other.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
                if (!others.contains(other)) {
                    others.add(other);
                }
            }
        }
        if (byFeatures.isEmpty() && others.isEmpty()) {
            throw new ConfigurationException(
                    "expected at least one metric", "the metrics are " + String.join(", ", names()));
        }
        return new Questions(names, Metrics.named(byFeatures), others);
    }

    /**
     * What a reader of figures wants where nothing was said.
     *
     * @param probabilities whether the extractor gives them
     * @param fewest images on the smaller side: kid is left out where there are too few for it
     * @param size values that the extractor gives of an image: fid is left out above {@link #MOST_FEATURES_OF_FID}
     */
    public static Questions usual(boolean probabilities, int fewest, int size) {
        List<String> names = new ArrayList<>(List.of("fid", "kid", "precision", "recall", "density", "coverage"));
        if (probabilities) {
            names.addAll(List.of("modes", "confidence"));
        }
        if (fewest < 1000) {
            names.remove("kid");
        }
        if (size > MOST_FEATURES_OF_FID) {
            names.remove("fid");
        }
        return named(names);
    }

    /**
     * The same of data like this. Modes of a mixture of Gaussians are found by place, those of anything else by a classifier.
     *
     * @throws ConfigurationException if it is points, and a metric looks at images
     */
    public Questions about(Dataset data) {
        return about(data.shape(), data.name(), GaussianMixture.behind(data));
    }

    /**
     * The same where the data is not at hand.
     *
     * @param sample the shape of what is judged
     * @param name of what is judged, for people
     * @param mixture what the data is drawn from, if that is a mixture
     */
    public Questions about(Shape sample, String name, Optional<GaussianMixture> mixture) {
        List<Metric> suited = metrics.stream()
                .map(metric -> metric instanceof Modes && mixture.isPresent() ? new ModesFound(mixture.get()) : metric)
                .toList();
        if (!sample.isImage()) {
            Stream<String> ofImages = Stream.concat(
                    suited.stream()
                            .filter(metric -> metric.needs().contains(Part.PROBABILITIES))
                            .map(Metric::name),
                    others.stream().filter(other -> other != Other.MEMORISATION).map(Other::toString));
            ofImages.findFirst().ifPresent(metric -> {
                throw new ConfigurationException(
                        metric + " looks at images, got points " + sample + " of " + name,
                        "for points ask for fid, kid, precision, recall, density, coverage, c2st, memorisation, and modes where"
                                + " the data is ring or grid");
            });
        }
        return new Questions(asked, suited, others);
    }

    /** These and one more, where it is not among them. */
    public Questions and(String name) {
        List<String> names = new ArrayList<>(asked);
        if (!names.contains(name)) {
            names.add(name);
        }
        return named(names);
    }

    /**
     * @throws ConfigurationException if the extractor cannot serve one of these; says which can, and what this one can serve
     */
    public void requireServed(ExtractorKind kind) {
        if (kind.givesProbabilities()) {
            return;
        }
        for (Metric metric : metrics) {
            if (metric.needs().contains(Part.PROBABILITIES)) {
                List<String> can = Arrays.stream(ExtractorKind.values())
                        .filter(ExtractorKind::givesProbabilities)
                        .map(ExtractorKind::toString)
                        .toList();
                throw new ConfigurationException(
                        metric.name() + " needs class probabilities, which the extractor '" + kind + "' does not give",
                        String.join(" and ", can) + " do; for '" + kind + "' ask for "
                                + String.join(", ", servedWithoutProbabilities()));
            }
        }
    }

    /**
     * Checks what would fail later, after all images have been looked at.
     *
     * @param fewest images on the smaller side
     * @throws ConfigurationException if a metric needs more
     */
    public void requireEnough(int fewest) {
        for (Metric metric : metrics) {
            if (metric instanceof KernelDistance kid && fewest < kid.subsetSize()) {
                throw new ConfigurationException(
                        "kid needs at least " + kid.subsetSize() + " images a side, got " + fewest,
                        "take more images, or leave kid out");
            }
        }
    }

    /**
     * Checks, before a model is there, what would fail when it is judged.
     *
     * @param lpips whether there are weights for lpips and ppl
     * @param classes whether the model can be asked for classes
     * @throws ConfigurationException if a metric looks at images in files or at classes, which a model does not have, or lacks weights
     */
    public void requireModelServes(boolean lpips, boolean classes) {
        for (Other other : others) {
            if (other == Other.SSIM || other == Other.PSNR || other == Other.LPIPS) {
                throw new ConfigurationException(
                        other + " judges a folder of images, not a model",
                        "for a model ask for fid, kid or swd; 'cardigan evaluate --images' computes " + other);
            }
            if (other == Other.CAS && !classes) {
                throw new ConfigurationException(
                        "cas needs a model that can be asked for classes, which this one cannot",
                        "cgan, cdcgan and acgan can; 'cardigan evaluate --images' takes class folders");
            }
            if (other == Other.PPL && !lpips) {
                throw new ConfigurationException(
                        "ppl expects files of weights, got none",
                        "lpips: VGG16.safetensors,LINEAR.safetensors; docs/weights.md says where they come from");
            }
        }
    }

    private static List<String> servedWithoutProbabilities() {
        return BY_FEATURES.stream()
                .filter(name -> !Metrics.named(List.of(name)).get(0).needs().contains(Part.PROBABILITIES))
                .toList();
    }

    /** Whether a score was asked for: precision, recall, density and coverage are computed together. */
    boolean wants(Score score) {
        return asked.contains(score.metric()) || !BY_FEATURES.contains(score.metric());
    }

    /** Whether anything asks for this. */
    public boolean has(Other other) {
        return others.contains(other);
    }

    /** Whether nothing else is asked for, so that no extractor need look at images. */
    public boolean only(Other other) {
        return metrics.isEmpty() && others.equals(List.of(other));
    }

    /** Whether every question can be answered without real images. */
    public boolean needNoReal() {
        return metrics.stream().noneMatch(Metric::needsReal)
                && others.stream().allMatch(other -> other == Other.MS_SSIM || other == Other.PPL);
    }
}
