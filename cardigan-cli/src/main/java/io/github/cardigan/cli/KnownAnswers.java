package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.MakeupFaces;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.RecolouredDataset;
import io.github.cardigan.data.Split;
import io.github.cardigan.evaluation.FeatureDistance;
import io.github.cardigan.judging.ClassificationQuality;
import io.github.cardigan.judging.MakeupQuality;
import io.github.cardigan.judging.TranslationQuality;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Translator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How good a model is whose answers are known.
 *
 * @param table for people
 * @param json for programs
 */
record KnownAnswers(String table, Map<String, Object> json) {

    /** A translator by pairs, and beside it the mean of those it learned from; one of makeup by faces whose makeup is known. */
    static KnownAnswers of(
            Direction direction,
            Translator translator,
            DataSource source,
            boolean strict,
            Optional<FeatureDistance> eyes,
            Watcher watcher) {
        if (translator.referenceChannels() > 0) {
            if (direction.back() || strict || eyes.isPresent()) {
                throw new ConfigurationException(
                        "expected a model of makeup to be judged by known makeup, got --direction BA, --strict or --classifier",
                        "leave them out; the row 'taken off by the model' is the way back");
            }
            return ofMakeup(translator, source, watcher);
        }
        try (Dataset pairs = source.open(watcher::notes);
                Dataset learned = source.part(Split.TRAIN, watcher::notes)) {
            if (strict) {
                PairSets.requireComplete(pairs);
            }
            TranslationQuality quality = TranslationQuality.of(
                    direction.of(translator),
                    direction.opposite(translator),
                    direction.of(pairs),
                    direction.of(learned),
                    eyes,
                    watcher);
            return new KnownAnswers(TranslationReport.table(quality), TranslationReport.json(quality));
        }
    }

    private static KnownAnswers ofMakeup(Translator translator, DataSource source, Watcher watcher) {
        try (Dataset faces = source.open(watcher::notes)) {
            if (!(faces instanceof MakeupFaces known)) {
                throw new ConfigurationException(
                        "expected faces whose makeup is known to judge this model by, got " + faces.name(),
                        "say --data makeup");
            }
            MakeupQuality quality = MakeupQuality.of(translator, known, watcher);
            return new KnownAnswers(table(quality), json(quality));
        }
    }

    private static String table(MakeupQuality quality) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("answer", "l1 where makeup may be", "l1 elsewhere"));
        for (MakeupQuality.Row row : quality.rows()) {
            rows.add(List.of(
                    row.answer(),
                    String.format(Locale.ROOT, "%.4f", row.inside()),
                    String.format(Locale.ROOT, "%.4f", row.outside())));
        }
        return TextColumns.of(rows) + "\n  means over " + quality.count() + " transfers of " + quality.data();
    }

    private static Map<String, Object> json(MakeupQuality quality) {
        Map<String, Object> answers = new LinkedHashMap<>();
        quality.rows()
                .forEach(row ->
                        answers.put(row.answer(), Map.of("l1_inside", row.inside(), "l1_outside", row.outside())));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", quality.data());
        json.put("count", quality.count());
        json.put("answers", answers);
        return json;
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
