package io.github.cardigan.cli;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.RecolouredDataset;
import io.github.cardigan.data.Split;
import io.github.cardigan.judging.ClassificationQuality;
import io.github.cardigan.judging.TranslationQuality;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Translator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How good a model is whose answers are known.
 *
 * @param table for people
 * @param json for programs
 */
record KnownAnswers(String table, Map<String, Object> json) {

    /** A translator by pairs, and beside it the mean of those it learned from. */
    static KnownAnswers of(Direction direction, Translator translator, DataSource source, Watcher watcher) {
        try (Dataset pairs = source.open(watcher::notes);
                Dataset learned = source.part(Split.TRAIN, watcher::notes)) {
            TranslationQuality quality = TranslationQuality.of(
                    direction.of(translator), direction.of(pairs), direction.of(learned), watcher);
            return new KnownAnswers(TranslationReport.table(quality), TranslationReport.json(quality));
        }
    }

    /** A classifier by labels. */
    static KnownAnswers of(Classifier classifier, DataSource source, Watcher watcher) {
        try (Dataset data = source.open(watcher::notes)) {
            Dataset seen = data.shape().isImage()
                            && data.pair().isEmpty()
                            && classifier.shape().isImage()
                    ? RecolouredDataset.of(data, classifier.shape().channels())
                    : data;
            ClassificationQuality quality = ClassificationQuality.of(classifier, seen, watcher);
            return new KnownAnswers(table(quality), json(quality));
        }
    }

    private static String table(ClassificationQuality quality) {
        return String.format(
                Locale.ROOT,
                "accuracy %.4f (%.4f to %.4f, %s), %d errors in %d samples of %s",
                quality.confusion().accuracy(),
                quality.accuracy().low(),
                quality.accuracy().high(),
                quality.accuracy().how(),
                Math.round(
                        quality.confusion().samples() * (1 - quality.confusion().accuracy())),
                quality.confusion().samples(),
                quality.data());
    }

    private static Map<String, Object> json(ClassificationQuality quality) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", quality.data());
        json.put("count", quality.confusion().samples());
        json.put("accuracy", quality.confusion().accuracy());
        json.put("low", quality.accuracy().low());
        json.put("high", quality.accuracy().high());
        json.put("confusion", quality.confusion().toJson());
        return json;
    }
}
