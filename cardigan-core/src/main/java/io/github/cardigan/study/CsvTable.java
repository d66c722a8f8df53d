package io.github.cardigan.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** {@code table.csv}: the table in full precision; what is not there is empty. */
final class CsvTable {

    private CsvTable() {}

    static String of(StudyTable table) {
        List<String> heading =
                new ArrayList<>(List.of("cell", "recipe", "data", "done", "failed seeds", "steps", "seconds"));
        for (StudyTable.Column column : table.columns()) {
            heading.addAll(List.of(column.name() + " mean", column.name() + " sd", column.name() + " n"));
        }
        StringBuilder text = new StringBuilder();
        line(text, heading);
        table.rows().forEach(row -> line(text, words(row)));
        return text.toString();
    }

    private static List<String> words(StudyTable.Row row) {
        List<String> words = new ArrayList<>();
        words.add(row.cell().name());
        words.add(row.cell().recipe());
        words.add(row.cell().training().getOrDefault("data", ""));
        words.add(String.valueOf(row.done().size()));
        words.add(row.failed().keySet().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        words.add(mean(row.steps()));
        words.add(mean(row.seconds()));
        for (SeedValues values : row.values()) {
            OptionalDouble deviation = values.deviation();
            words.add(mean(values));
            words.add(deviation.isEmpty() ? "" : String.valueOf(deviation.getAsDouble()));
            words.add(String.valueOf(values.count()));
        }
        return words;
    }

    private static String mean(SeedValues values) {
        return values.count() == 0 ? "" : String.valueOf(values.mean());
    }

    private static void line(StringBuilder text, List<String> words) {
        text.append(words.stream().map(CsvTable::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String quoted(String word) {
        return word.matches("[^,\"\\r\\n]*") ? word : '"' + word.replace("\"", "\"\"") + '"';
    }
}
