package io.github.cardigan.judging;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.evaluation.ClassificationAccuracy;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.evaluation.Images;
import io.github.cardigan.evaluation.Interval;
import io.github.cardigan.evaluation.Lpips;
import io.github.cardigan.evaluation.MsSsim;
import io.github.cardigan.evaluation.PairMetric;
import io.github.cardigan.evaluation.Pairs;
import io.github.cardigan.evaluation.PerceptualPathLength;
import io.github.cardigan.evaluation.Psnr;
import io.github.cardigan.evaluation.Score;
import io.github.cardigan.evaluation.SlicedWasserstein;
import io.github.cardigan.evaluation.Ssim;
import io.github.cardigan.evaluation.WeightsFile;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.training.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The metrics that look at images, at the generator or train something themselves. */
final class OtherScores {

    private static final int PATHS = 1000;
    private static final int FEWEST_PATHS = 100;

    private OtherScores() {}

    static List<Score> of(Questions.Other other, Evidence evidence, Watcher watcher) {
        watcher.notes("computing " + other);
        return switch (other) {
            case SWD -> swd(evidence);
            case MS_SSIM -> List.of(diversity(evidence));
            case SSIM -> List.of(pairs(Ssim.of(), evidence, watcher));
            case PSNR -> List.of(pairs(Psnr.of(), evidence, watcher));
            case LPIPS -> {
                try (Lpips lpips = lpips(evidence, watcher)) {
                    yield List.of(pairs(lpips, evidence, watcher));
                }
            }
            case PPL -> {
                requireGenerator(evidence);
                try (Lpips lpips = lpips(evidence, watcher)) {
                    yield List.of(pathLength(evidence, lpips));
                }
            }
            case CAS -> List.of(cas(evidence, watcher));
            case BOUND -> List.of(BoundScore.of(evidence, real("bound", evidence), watcher));
            case MEMORISATION -> throw new IllegalArgumentException("memorisation is computed from features");
        };
    }

    private static Images real(String metric, Evidence evidence) {
        return evidence.real()
                .orElseThrow(() -> new ConfigurationException(
                        metric + " looks at real images themselves, got none", "name them with --data"));
    }

    private static List<Score> swd(Evidence evidence) {
        Images real = real("swd", evidence);
        SlicedWasserstein.Result result = SlicedWasserstein.of(evidence.seed()).between(real, evidence.generated());
        String protocol = "sliced Wasserstein distance x 1000 of Laplacian pyramids, 7x7 patches, "
                + result.patchesPerImage() + " per image, " + result.images() + " images a side, seed "
                + evidence.seed();
        List<Score> scores = new ArrayList<>();
        scores.add(score("swd", "", evidence, real.name(), result.images(), result.mean(), Optional.empty(), protocol));
        if (result.levels().size() == 1) {
            return scores; // the mean is that level's
        }
        for (SlicedWasserstein.Level level : result.levels()) {
            String size = level.height() + "x" + level.width();
            scores.add(score(
                    "swd",
                    size,
                    evidence,
                    real.name(),
                    result.images(),
                    level.distance(),
                    Optional.empty(),
                    protocol + ", level " + size));
        }
        return scores;
    }

    /** Odena, Olah, Shlens 2016, arXiv:1610.09585, section 4.2, without its classes. */
    private static Score diversity(Evidence evidence) {
        int pairs = evidence.generated().size() / 2;
        MsSsim metric = MsSsim.of();
        metric.requireShape(evidence.generated().shape());
        if (pairs < 1) {
            throw new ConfigurationException("ms-ssim compares pairs of generated images, got a single one", "");
        }
        Pairs.Summary summary = Pairs.compare(
                metric,
                new ImagesPart(evidence.generated(), 0, pairs),
                new ImagesPart(evidence.generated(), pairs, pairs));
        return score(
                "ms-ssim",
                "",
                evidence,
                "",
                2 * pairs,
                summary.mean(),
                normal(summary),
                "mean over " + pairs + " random pairs of generated images: the lower, the more varied");
    }

    private static Score pairs(PairMetric metric, Evidence evidence, Watcher watcher) {
        Supplier<ConfigurationException> missing = () -> new ConfigurationException(
                metric.name() + " compares the i-th image of --images with the i-th of --data, and needs both",
                "for a model ask for fid, kid or swd: its images have no partners");
        Dataset left = evidence.folder().orElseThrow(missing);
        Dataset right = evidence.pairs().orElseThrow(missing);
        if (left.size() != right.size()) {
            throw new ConfigurationException(
                    metric.name() + " expects as many images on both sides, got " + left.size() + " from " + left.name()
                            + " and " + right.size() + " from " + right.name(),
                    "each image needs its partner, in the order of their names");
        }
        Pairs.Summary summary = Pairs.compare(
                metric, DatasetImages.all(left, watcher::warns), DatasetImages.all(right, watcher::warns));
        return score(
                metric.name(),
                "",
                evidence,
                right.name(),
                summary.count(),
                summary.mean(),
                normal(summary),
                "mean over " + summary.count() + " pairs");
    }

    private static Optional<Interval> normal(Pairs.Summary summary) {
        if (!Double.isFinite(summary.mean()) || summary.count() < 2) {
            return Optional.empty();
        }
        double half = summary.halfInterval();
        return Optional.of(new Interval(summary.mean() - half, summary.mean() + half, "95 % normal"));
    }

    private static void requireGenerator(Evidence evidence) {
        if (evidence.generator().isEmpty()) {
            throw new ConfigurationException(
                    "ppl walks through a generator's latent space, got images of "
                            + evidence.generated().name(),
                    "judge the model itself with --model");
        }
    }

    private static Lpips lpips(Evidence evidence, Watcher watcher) {
        if (evidence.lpips().isEmpty() || evidence.lpips().size() > 2) {
            throw new ConfigurationException(
                    "lpips and ppl expect files of weights, got "
                            + evidence.lpips().size(),
                    "--lpips VGG16.safetensors,LINEAR.safetensors; docs/weights.md says where they come from");
        }
        Path vgg = evidence.lpips().get(0);
        Path linear = evidence.lpips().get(evidence.lpips().size() - 1);
        return Lpips.load(WeightsFile.of(vgg), WeightsFile.of(linear), evidence.device(), watcher::warns);
    }

    private static Score pathLength(Evidence evidence, Lpips lpips) {
        int samples =
                Math.max(FEWEST_PATHS, Math.min(PATHS, evidence.generated().size()));
        PerceptualPathLength.Result result = PerceptualPathLength.of(samples, evidence.seed())
                .inZ(evidence.generator().orElseThrow(), lpips);
        double half = 1.96 * result.deviation() / Math.sqrt(result.kept());
        return score(
                "ppl",
                "z",
                evidence,
                "",
                samples,
                result.value(),
                Optional.of(new Interval(result.value() - half, result.value() + half, "95 % normal")),
                "path length in z, epsilon 1e-4, anywhere on the way, " + lpips.name() + ", " + result.kept() + " of "
                        + samples + " pairs kept");
    }

    private static Score cas(Evidence evidence, Watcher watcher) {
        Images made = evidence.generated();
        if (evidence.folder().map(Dataset::classes).orElse(made.classes()).size() < 2) {
            throw new ConfigurationException(
                    "cas trains a classifier on generated images with labels, got " + made.name() + ", which has none",
                    "take a model that can be asked for classes, such as a cgan, or class folders with --images");
        }
        Dataset test = evidence.test()
                .orElseThrow(() -> new ConfigurationException(
                        "cas needs real images with labels to test on, and --data has no test part",
                        "name data with a test part"));
        List<String> asked = evidence.folder().map(Dataset::classes).orElse(made.classes());
        if (!test.classes().equals(asked)) { // before minutes of training
            throw new ConfigurationException(
                    "cas needs real images of the generated classes " + asked + ", got " + test.classes() + " from "
                            + test.name(),
                    "name the folders of both sides alike");
        }
        Dataset labelled = evidence.folder().orElseGet(() -> new GeneratedSet(made));
        if (!test.shape().equals(labelled.shape())) {
            throw new ConfigurationException(
                    "cas needs real and generated images of one shape, got " + test.shape() + " from " + test.name()
                            + " and " + labelled.shape() + " from " + labelled.name(),
                    "name the size of the generated ones with --size");
        }
        watcher.notes("training a classifier on " + labelled.name() + " alone");
        try (Trainer trainer = DataClassifier.trained(labelled, evidence.device(), watcher)) {
            return ClassificationAccuracy.of(
                    (Classifier) trainer.product(),
                    labelled.name(),
                    trainer.data().size(),
                    DatasetImages.all(test, watcher::warns),
                    watcher.looking("reading the test part of " + test.name()));
        }
    }

    private static Score score(
            String metric,
            String settings,
            Evidence evidence,
            String real,
            int count,
            double value,
            Optional<Interval> interval,
            String protocol) {
        return new Score(
                metric,
                metric + (settings.isEmpty() ? "" : "-" + settings) + "-" + count(count),
                value,
                interval,
                protocol,
                "",
                "",
                real,
                evidence.generated().name(),
                count,
                List.of());
    }

    /** As names carry it: {@code 10k} for 10,000. */
    static String count(int count) {
        return count >= 1000 && count % 1000 == 0 ? count / 1000 + "k" : String.format(Locale.ROOT, "%d", count);
    }
}
