package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.evaluation.Features;
import io.github.cardigan.evaluation.FrechetDistance;
import io.github.cardigan.evaluation.Images;
import io.github.cardigan.evaluation.Memorisation;
import io.github.cardigan.evaluation.Metric;
import io.github.cardigan.evaluation.Metrics;
import io.github.cardigan.evaluation.Part;
import io.github.cardigan.evaluation.Score;
import io.github.cardigan.evaluation.StatisticsCache;
import io.github.cardigan.evaluation.StatisticsFile;
import io.github.cardigan.io.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at real and generated images once each and answers all questions about them. Features live until {@link #close()}.
 *
 * <pre>{@code
 * try (Evaluation evaluation = new Evaluation(evidence, Questions.usual(true, 10_000, 256), true, watcher)) {
 *     Judgement judgement = evaluation.judge();
 * }
 * }</pre>
 */
public final class Evaluation implements AutoCloseable {

    private final Evidence evidence;
    private final Questions questions;
    private final boolean pictures;
    private final Watcher watcher;
    private final StatisticsCache cache;
    private @Nullable Features real;
    private @Nullable Features whole;
    private @Nullable Features generated;
    private @Nullable Features training;

    /**
     * @param pictures whether to draw nearest, best and worst images as well
     */
    public Evaluation(Evidence evidence, Questions questions, boolean pictures, Watcher watcher) {
        this.evidence = evidence;
        this.questions = questions;
        this.pictures = pictures;
        this.watcher = watcher;
        cache = new StatisticsCache(evidence.cache().statistics(), watcher::warns);
        evidence.real().ifPresent(images -> requireSameShape(evidence.generated(), images.name(), images.shape()));
    }

    /**
     * Checks what would fail later, before minutes are spent on a classifier.
     *
     * @throws ConfigurationException if the two sides differ in size or channels
     */
    public static void requireSameShape(Images generated, String realName, Shape real) {
        Shape shape = generated.shape();
        if (!real.equals(shape)) {
            throw new ConfigurationException(
                    "expected real " + (shape.isImage() ? "images" : "samples") + " of " + shape + " as those of "
                            + generated.name() + ", got " + real + " from " + realName,
                    shape.isImage() && real.isImage() && shape.channels() == real.channels()
                            ? "--size " + shape.height() + "x" + shape.width() + " brings the data to this size"
                            : "compare with the data that the model was trained on");
        }
    }

    /**
     * Computes everything.
     *
     * @throws ConfigurationException if there are too few images for a metric, or the two sides do not compare
     * @throws DivergenceException if a feature is not finite
     */
    public Judgement judge() {
        long start = System.nanoTime();
        List<Score> scores = new ArrayList<>();
        for (Metric metric : questions.metrics()) {
            watcher.notes("computing " + metric.name());
            metric.scores(besides(metric), generated()).stream()
                    .filter(questions::wants)
                    .forEach(scores::add);
        }
        for (Questions.Other other : questions.others()) {
            if (other == Questions.Other.MEMORISATION) {
                scores.add(memorisation());
            } else {
                scores.addAll(OtherScores.of(other, evidence, watcher));
            }
        }
        List<Judgement.Picture> drawn = new ArrayList<>();
        if (pictures && (evidence.real().isPresent() || evidence.statistics().isPresent())) {
            Optional<Features> learned = Optional.ofNullable(training);
            drawn.addAll(Gallery.draw(evidence, real(), generated(), learned, watcher));
        }
        Features compared = real != null ? real : whole;
        return new Judgement(
                evidence.generated().name(),
                compared == null ? "" : compared.name(),
                realFingerprint(),
                evidence.split(),
                evidence.generated().size(),
                compared == null ? 0 : compared.count(),
                evidence.extractor().name(),
                evidence.extractor().fingerprint(),
                evidence.accuracy(),
                evidence.seed(),
                (System.nanoTime() - start) / 1e9,
                scores,
                drawn);
    }

    /**
     * Writes what was seen in the real images, for {@code --stats} another time or elsewhere.
     *
     * @throws io.github.cardigan.StorageException if the disk refuses
     */
    public void saveStatistics(Path file) {
        StatisticsFile.write(file, real());
    }

    /** Of the real images; of the file, where statistics take their place. */
    private String realFingerprint() {
        Optional<String> images = evidence.whole().map(Images::fingerprint);
        return images.or(() -> evidence.statistics().map(Sha256::of)).orElse("");
    }

    private Set<Part> parts(Collection<Part> needed) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        parts.addAll(needed);
        if (pictures || questions.has(Questions.Other.MEMORISATION)) {
            parts.add(Part.ROWS);
        }
        if (parts.isEmpty()) {
            parts.add(Part.MOMENTS);
        }
        return parts;
    }

    private Features besides(Metric metric) {
        return !metric.needsReal() ? generated() : metric instanceof FrechetDistance ? whole() : real();
    }

    /** For fid, which is defined against all real images: their moments take no room. */
    private Features whole() {
        Images all = evidence.whole().orElse(null);
        if (all == null || evidence.real().map(Images::size).orElse(0) == all.size()) {
            return real();
        }
        if (whole == null) {
            String work = "looking at all of " + all.name();
            whole = cache.features(all, evidence.extractor(), EnumSet.of(Part.MOMENTS), watcher.looking(work));
        }
        return whole;
    }

    private Features real() {
        if (real == null) {
            if (evidence.statistics().isPresent()) {
                real = StatisticsFile.read(evidence.statistics().get(), evidence.extractor());
            } else {
                var images = evidence.real()
                        .orElseThrow(() -> new ConfigurationException(
                                "expected real images to compare with", "name them with --data"));
                Set<Part> parts = parts(Metrics.needsOfReal(questions.metrics()));
                real = cache.features(
                        images, evidence.extractor(), parts, watcher.looking("looking at " + images.name()));
            }
        }
        return real;
    }

    private Features generated() {
        if (generated == null) {
            Set<Part> parts = parts(Metrics.needs(questions.metrics()));
            if (questions.metrics().stream().anyMatch(FrechetDistance.class::isInstance)) {
                parts.addAll(FrechetDistance.needsForInterval(
                        evidence.generated().size(), evidence.extractor().size()));
            }
            generated = Features.extract(
                    evidence.generated(),
                    evidence.extractor(),
                    parts,
                    watcher.looking("looking at " + evidence.generated().name()));
        }
        return generated;
    }

    private Score memorisation() {
        var learned = evidence.training()
                .orElseThrow(() -> new ConfigurationException(
                        "memorisation needs the training images themselves, got none",
                        "name with --data what the generator learned from"));
        var unseen = evidence.test()
                .orElseThrow(() -> new ConfigurationException(
                        "memorisation needs a test part beside the training images, and there is none",
                        "--data digits, or a folder with train and test inside, has one"));
        DatasetImages all = DatasetImages.all(learned, watcher::warns);
        training = cache.features(
                all, evidence.extractor(), EnumSet.of(Part.ROWS), watcher.looking("looking at all of " + all.name()));
        DatasetImages held = DatasetImages.all(unseen, watcher::warns);
        try (Features test = cache.features(
                held,
                evidence.extractor(),
                EnumSet.of(Part.ROWS),
                watcher.looking("looking at the test part of " + held.name()))) {
            watcher.notes("computing memorisation");
            return Memorisation.score(training, test, generated());
        }
    }

    @Override
    public void close() {
        for (Features features : new @Nullable Features[] {real, whole, generated, training}) {
            if (features != null) {
                features.close();
            }
        }
    }
}
