package io.github.cardigan.cli;

import io.github.cardigan.judging.TranslationQuality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The quality of translations as a table and as JSON. */
final class TranslationReport {

    private static final Map<String, String> TITLES = Map.of(
            "l1",
            "l1, of values from -1 to 1",
            "psnr",
            "psnr, dB",
            "features",
            "features, cosine",
            "cycle",
            "l1 there and back");

    private TranslationReport() {}

    static String table(TranslationQuality quality) {
        List<List<String>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>(List.of("answer"));
        quality.measures().forEach(measure -> titles.add(TITLES.getOrDefault(measure, measure)));
        rows.add(titles);
        for (TranslationQuality.Row row : quality.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.answer()));
            for (int i = 0; i < row.means().size(); i++) {
                cells.add(String.format(
                        Locale.ROOT,
                        "%.4g +- %.2g",
                        row.means().get(i),
                        row.halves().get(i)));
            }
            while (cells.size() < titles.size()) {
                cells.add(""); // an answer that knows no way back
            }
            rows.add(cells);
        }
        return TextColumns.of(rows) + "\n  means over " + quality.count() + " pairs, " + quality.data()
                + ", 95 % normal";
    }

    static Map<String, Object> json(TranslationQuality quality) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (TranslationQuality.Row row : quality.rows()) {
            Map<String, Object> measures = new LinkedHashMap<>();
            for (int i = 0; i < row.means().size(); i++) {
                measures.put(
                        quality.measures().get(i),
                        Map.of("value", row.means().get(i), "half", row.halves().get(i)));
            }
            answers.put(row.answer(), measures);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", quality.data());
        json.put("count", quality.count());
        json.put("answers", answers);
        return json;
    }
}
