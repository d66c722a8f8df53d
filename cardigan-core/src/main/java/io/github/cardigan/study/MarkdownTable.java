package io.github.cardigan.study;

import io.github.cardigan.run.Provenance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** {@code table.md}: the table as it can be put into a page of results. */
final class MarkdownTable {

    private MarkdownTable() {}

    static String of(Study study, StudyTable table) {
        StringBuilder text = new StringBuilder("# " + study.name() + "\n\n");
        List<String> heading = new ArrayList<>(List.of("cell", "n"));
        table.columns().forEach(column -> heading.add(column.name()));
        heading.addAll(List.of("steps", "time", "failed seeds"));
        line(text, heading);
        line(text, Collections.nCopies(heading.size(), "---"));
        for (int row = 0; row < table.rows().size(); row++) {
            line(text, row(table, row));
        }
        text.append("\nMean ± sample standard deviation over seeds ")
                .append(study.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")))
                .append(
                        "; n seeds are done, and a single one has no spread. **Bold** is the best mean of a column that has a better")
                .append(" way. Time is training alone.\n\n")
                .append(made())
                .append('\n');
        List<String> notices = new ArrayList<>(table.failures());
        notices.addAll(table.notices());
        if (!notices.isEmpty()) {
            text.append('\n');
            notices.forEach(notice -> text.append("- ").append(notice).append('\n'));
        }
        return text.toString();
    }

    private static List<String> row(StudyTable table, int row) {
        StudyTable.Row shown = table.rows().get(row);
        List<String> words = new ArrayList<>();
        words.add(shown.cell().name());
        words.add(String.valueOf(shown.done().size()));
        for (int column = 0; column < table.columns().size(); column++) {
            String text = table.text(row, column);
            words.add(table.best(row, column) ? "**" + text + "**" : text);
        }
        words.add(shown.stepsText());
        words.add(shown.timeText());
        words.add(shown.failedText());
        return words;
    }

    /** Where the table was written, which may not be where all of it was trained: {@code study.json} knows that. */
    static String made() {
        var machine = Provenance.machine();
        return "Cardigan " + Provenance.versions().get("cardigan") + ", commit "
                + Provenance.versions().get("commit") + ", on " + machine.get("processor") + " with "
                + machine.get("processors") + " processors.";
    }

    private static void line(StringBuilder text, List<String> words) {
        words.forEach(word -> text.append("| ").append(word.replace("|", "\\|")).append(' '));
        text.append("|\n");
    }
}
