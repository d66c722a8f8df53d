package io.github.cardigan.cli;

import io.github.cardigan.study.StudyCell;
import io.github.cardigan.study.StudyTable;
import io.github.cardigan.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A study as lines of text: what is to be done, and what came of it. */
final class StudyText {

    private StudyText() {}

    static String plan(List<Trial> trials, Function<Trial, Todo> todo) {
        Map<StudyCell, Map<Todo, List<Long>>> cells = new LinkedHashMap<>();
        trials.forEach(trial -> cells.computeIfAbsent(trial.cell(), cell -> new LinkedHashMap<>())
                .computeIfAbsent(todo.apply(trial), key -> new ArrayList<>())
                .add(trial.seed()));
        List<Map<String, String>> choices =
                cells.keySet().stream().map(StudyText::choices).toList();
        Map<String, String> common = new LinkedHashMap<>(choices.get(0));
        choices.forEach(words -> common.entrySet().retainAll(words.entrySet()));
        List<List<String>> rows = new ArrayList<>(List.of(List.of("cell", "recipe", "choices", "seeds")));
        cells.forEach((cell, seeds) -> {
            Map<String, String> own = choices(cell);
            own.entrySet().removeAll(common.entrySet());
            rows.add(List.of(
                    cell.name(),
                    cell.recipe(),
                    words(own),
                    seeds.entrySet().stream().map(StudyText::seeds).collect(Collectors.joining("; "))));
        });
        return TextColumns.of(rows) + System.lineSeparator() + "  all: " + words(common);
    }

    private static Map<String, String> choices(StudyCell cell) {
        Map<String, String> choices = new LinkedHashMap<>(cell.options());
        choices.putAll(cell.training());
        cell.evaluation().forEach((name, value) -> choices.put(name.equals("metrics") ? "evaluate" : name, value));
        return choices;
    }

    private static String seeds(Map.Entry<Todo, List<Long>> entry) {
        return entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(",")) + " " + entry.getKey();
    }

    private static String words(Map<String, String> choices) {
        String words = choices.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? "–" : words;
    }

    static String table(StudyTable table) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("cell", "n"));
        table.columns().forEach(column -> heading.add(column.name()));
        heading.addAll(List.of("steps", "time", "failed seeds"));
        rows.add(heading);
        boolean marked = false;
        for (int row = 0; row < table.rows().size(); row++) {
            StudyTable.Row shown = table.rows().get(row);
            List<String> words = new ArrayList<>(
                    List.of(shown.cell().name(), String.valueOf(shown.done().size())));
            for (int column = 0; column < table.columns().size(); column++) {
                boolean best = table.best(row, column);
                marked |= best;
                words.add(table.text(row, column) + (best ? " *" : ""));
            }
            words.add(shown.stepsText());
            words.add(shown.timeText());
            words.add(shown.failedText());
            rows.add(words);
        }
        return TextColumns.of(rows) + (marked ? System.lineSeparator() + "  * best mean" : "");
    }
}
