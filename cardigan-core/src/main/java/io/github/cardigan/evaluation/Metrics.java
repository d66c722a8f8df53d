package io.github.cardigan.evaluation;

import io.github.cardigan.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics of features, by name and with the settings of the field. Those of pairs of images, and those that need a third set or
 * a training, have classes of their own: {@link Memorisation}, {@link ClassificationAccuracy}.
 */
public final class Metrics {

    private static final List<Metric> ALL = List.of(
            new FrechetDistance(),
            new KernelDistance(),
            new InceptionScore(),
            new ManifoldMetrics(),
            new Modes(),
            new Confidence(),
            new Consistency(),
            new TwoSampleTest());

    private Metrics() {}

    /** All of them. */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * Some of them.
     *
     * @param names such as {@code fid}; {@code precision}, {@code recall}, {@code density} and {@code coverage} come together
     * @return each once, in the order of the names
     * @throws ConfigurationException if there is none of a name
     */
    public static List<Metric> named(List<String> names) {
        List<Metric> metrics = new ArrayList<>();
        for (String name : names) {
            Metric metric = named(name);
            if (!metrics.contains(metric)) {
                metrics.add(metric);
            }
        }
        return metrics;
    }

    private static Metric named(String name) {
        String whole = switch (name) {
            case "precision", "recall", "density", "coverage" -> "prdc";
            default -> name;
        };
        return ALL.stream()
                .filter(metric -> metric.name().equals(whole))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "expected a metric of " + ALL.stream().map(Metric::name).toList() + ", got '" + name + "'",
                        ""));
    }

    /** What to keep of generated images for all of these. */
    public static Set<Part> needs(Collection<Metric> metrics) {
        return parts(metrics, false);
    }

    /** What to keep of real images for all of these; empty where none looks at them. */
    public static Set<Part> needsOfReal(Collection<Metric> metrics) {
        return parts(metrics, true);
    }

    private static Set<Part> parts(Collection<Metric> metrics, boolean ofReal) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        metrics.stream()
                .filter(metric -> !ofReal || metric.needsReal())
                .forEach(metric -> parts.addAll(metric.needs()));
        return parts;
    }
}
