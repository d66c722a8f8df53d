package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.evaluation.Features;
import io.github.cardigan.evaluation.GeneratedImages;
import io.github.cardigan.evaluation.Metric;
import io.github.cardigan.evaluation.Metrics;
import io.github.cardigan.evaluation.Score;
import io.github.cardigan.evaluation.StatisticsCache;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Product;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Metrics of a generator while it trains, by names such as {@code fid-2k}: always on what it makes of the same latents, against the
 * same real images. The first metric that tells better from worse decides which generator is the best; {@code density} and {@code confidence} do not. Draws no random number of the run.
 */
public final class ScoreMeasure implements Measure {

    /** Those of which the larger value is the better one. */
    private static final Set<String> HIGHER = Set.of("is", "precision", "recall", "coverage", "modes");

    private static final Set<String> LOWER = Set.of("fid", "kid", "c2st");

    private final Questions questions;
    private final Extractor extractor;
    private final Features real;
    private final int count;
    private final long seed;
    private final Map<String, Object> found = new LinkedHashMap<>();

    private ScoreMeasure(Questions questions, Extractor extractor, Features real, int count, long seed) {
        this.questions = questions;
        this.extractor = extractor;
        this.real = real;
        this.count = count;
        this.seed = seed;
    }

    /**
     * Looks at the real images, or takes what the cache has of them.
     *
     * @param questions askable ones, the deciding one first
     * @param extractor belongs to the measure from now on
     * @param real as many as there are to be generated
     * @param seed of the latents
     * @throws ConfigurationException if there are too few images for a metric
     */
    public static ScoreMeasure of(
            Questions questions,
            Extractor extractor,
            DatasetImages real,
            int count,
            long seed,
            CacheFolder cache,
            Watcher watcher) {
        try {
            questions.requireEnough(Math.min(count, real.size()));
            Features features = new StatisticsCache(cache.statistics(), watcher::warns)
                    .features(
                            real,
                            extractor,
                            Metrics.needs(questions.metrics()),
                            watcher.looking("looking at " + real.name()));
            return new ScoreMeasure(questions, extractor, features, count, seed);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    /**
     * @throws ConfigurationException if a metric is unknown, or cannot be measured along a training with such an extractor
     */
    public static Questions askable(List<String> names, ExtractorKind kind) {
        Questions questions = Questions.named(names);
        if (!questions.others().isEmpty() || names.contains("consistency")) {
            throw new ConfigurationException(
                    "expected metrics of features for --evaluate, got " + String.join(",", names),
                    "fid, kid, is, precision, recall, density, coverage, modes, confidence and c2st can be measured along"
                            + " a training; 'cardigan evaluate' computes the others afterwards");
        }
        questions.requireServed(kind);
        return questions;
    }

    /**
     * The same of such data.
     *
     * @throws ConfigurationException as well if the data is points, and a metric looks at images
     */
    public static Questions askable(List<String> names, ExtractorKind kind, Dataset data) {
        Questions questions = askable(names, ExtractorKind.CLASSIFIER).about(data); // which could serve all
        questions.requireServed(kind);
        return questions;
    }

    @Override
    public Map<String, Double> measure(Product product, long step) {
        Generator generator = product.generator()
                .orElseThrow(() -> new IllegalArgumentException("expected a generator to score, got " + product));
        GeneratedImages images = new GeneratedImages("step " + step, generator, count, seed);
        List<Score> scores = new ArrayList<>();
        try (Features generated =
                Features.extract(images, extractor, Metrics.needs(questions.metrics()), (done, all) -> {})) {
            for (Metric metric : questions.metrics()) {
                metric.scores(real, generated).stream().filter(questions::wants).forEach(scores::add);
            }
        }
        remember(scores, step);
        Map<String, Double> values = new LinkedHashMap<>();
        scores.forEach(score -> values.putIfAbsent(key(score.metric()), score.value()));
        return values;
    }

    private void remember(List<Score> scores, long step) {
        found.put("step", step);
        found.put("real", real.name());
        found.put("realCount", real.count());
        found.put("extractor", extractor.name());
        found.put("extractorFingerprint", extractor.fingerprint());
        found.put("scores", scores.stream().map(Judgement::toJson).toList());
    }

    /** The last scores with their protocols, and who saw the images. */
    @Override
    public Map<String, Object> findings() {
        return found.isEmpty() ? Map.of() : Map.of("scores", found);
    }

    private String key(String metric) {
        return metric + "-" + (count % 1000 == 0 ? count / 1000 + "k" : Integer.toString(count));
    }

    @Override
    public Optional<Goal> goal() {
        return deciding(questions.asked())
                .map(name -> HIGHER.contains(name) ? Goal.highest(key(name)) : Goal.lowest(key(name)));
    }

    /**
     * The first of these that tells better from worse. Density above 1 is crowding, and a sure classifier is not a right one.
     *
     * @param names metrics of features
     * @return empty where none does
     */
    public static Optional<String> deciding(List<String> names) {
        return names.stream()
                .filter(name -> HIGHER.contains(name) || LOWER.contains(name))
                .findFirst();
    }

    @Override
    public void close() {
        real.close();
        extractor.close();
    }
}
