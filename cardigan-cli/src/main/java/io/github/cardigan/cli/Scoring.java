package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.evaluation.DatasetImages;
import io.github.cardigan.evaluation.Extractor;
import io.github.cardigan.judging.CacheFolder;
import io.github.cardigan.judging.ExtractorKind;
import io.github.cardigan.judging.Extractors;
import io.github.cardigan.judging.Questions;
import io.github.cardigan.judging.ScoreMeasure;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.training.Trainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured on a generator along its training.
 *
 * @param metrics by name, the deciding one first; empty for none
 * @param count images of each side
 */
record Scoring(List<String> metrics, int count) {

    private static final int USUAL_COUNT = 2000;
    private static final int USUAL_STEPS = 500;
    private static final String NONE = "none";

    /** The real images are always the same ones, so that what was seen in them can be kept. */
    private static final long CHOICE = 0;

    Scoring {
        metrics = List.copyOf(metrics);
        if (count < 2 || count > 1_000_000) {
            throw new ConfigurationException("expected --evaluate-count from 2 to 1000000, got " + count, "");
        }
        if (!metrics.isEmpty()) {
            // What a classifier cannot serve nobody can: whether there are labels for one is known later.
            ScoreMeasure.askable(metrics, ExtractorKind.CLASSIFIER);
        }
    }

    static Scoring of(@Nullable String said, @Nullable Integer count) {
        List<String> names = said == null || said.equals(NONE) ? List.of() : List.of(said.split(",", -1));
        return new Scoring(names, count == null ? USUAL_COUNT : count);
    }

    int everySteps(Recipe recipe) {
        return metrics.isEmpty() ? recipe.defaultEvaluateSteps() : USUAL_STEPS;
    }

    /**
     * Lets a trainer measure, with the extractor that {@code cardigan evaluate} would take: a classifier of the data, or pixels for data
     * without labels and for points. Nothing happens where nothing was asked for.
     *
     * @throws ConfigurationException if the training makes no generator, or a metric cannot be served
     */
    void measure(Trainer trainer, Dataset data, CacheFolder cache, Watcher watcher) {
        if (metrics.isEmpty()) {
            return;
        }
        if (trainer.product().generator().isEmpty()) {
            throw new ConfigurationException(
                    "expected a recipe that trains a generator for --evaluate, got another", "leave it out");
        }
        boolean images = data.shape().isImage();
        boolean labelled = images && data.classes().size() > 1;
        ExtractorKind kind = labelled ? ExtractorKind.CLASSIFIER : ExtractorKind.PIXELS;
        Questions questions = ScoreMeasure.askable(metrics, kind, data);
        questions.requireEnough(Math.min(count, data.size()));
        if (images && !labelled) {
            watcher.notes("the data has no labels to train a classifier from: --evaluate judges by pixels, which see"
                    + " little");
        }
        Device device = trainer.settings().device();
        Extractor extractor =
                labelled ? Extractors.classifier(data, cache, device, watcher) : Extractors.pixels(data.shape());
        if (ScoreMeasure.deciding(metrics).isEmpty()) {
            watcher.notes("neither density nor confidence tells better from worse: no best model is kept");
        }
        DatasetImages real = DatasetImages.choice(data, Math.min(count, data.size()), CHOICE, watcher::warns);
        long seed = trainer.settings().seed();
        trainer.measure(ScoreMeasure.of(questions, extractor, real, count, seed, cache, watcher));
    }

    /** As the user would write it. */
    @Override
    public String toString() {
        return metrics.isEmpty() ? NONE : String.join(",", metrics);
    }
}
