package io.github.cardigan.cli;

import io.github.cardigan.evaluation.Score;
import io.github.cardigan.judging.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores as lines of text. */
final class EvaluationTable {

    private EvaluationTable() {}

    static String of(Judgement judgement) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("metric", "value", "interval", "protocol"));
        for (Score score : judgement.scores()) {
            rows.add(List.of(
                    score.name(),
                    number(score.value()),
                    score.interval()
                            .map(bounds ->
                                    number(bounds.low()) + " to " + number(bounds.high()) + " (" + bounds.how() + ")")
                            .orElse(""),
                    score.protocol()));
        }
        String footer = judgement.classifierAccuracy().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%n  judged by a classifier that reads %.2f %% of the images it has not seen right",
                        100 * judgement.classifierAccuracy().getAsDouble());
        return TextColumns.of(rows) + footer;
    }

    /** Each once, and all of them: a figure without its warning is a wrong figure. */
    static List<String> warnings(Judgement judgement) {
        return judgement.scores().stream()
                .flatMap(score -> score.warnings().stream())
                .distinct()
                .toList();
    }

    /** Four significant digits, as many figures of these deserve. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size < 1e-3 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
