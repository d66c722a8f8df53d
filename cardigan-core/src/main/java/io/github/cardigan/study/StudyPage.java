package io.github.cardigan.study;

import io.github.cardigan.run.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code study.html}: the table, pictures of the cells side by side, and the way to each run's report. */
final class StudyPage {

    private StudyPage() {}

    static String of(Study study, StudyTable table, Map<Trial, TrialResult> results, StudyFolder folder) {
        StringBuilder body = new StringBuilder();
        Stream.concat(table.failures().stream(), table.notices().stream())
                .forEach(notice -> body.append("<p class=\"notice\">")
                        .append(HtmlPage.escape(notice))
                        .append("</p>\n"));
        body.append("<section>\n<h2>Over the seeds</h2>\n<div class=\"card comparison\"><table>\n<tr>");
        head(body, "cell", "n");
        table.columns().forEach(column -> head(body, column.name() + arrow(column)));
        head(body, "steps", "time", "failed seeds");
        body.append("</tr>\n");
        for (int row = 0; row < table.rows().size(); row++) {
            row(body, table, row);
        }
        body.append(
                        "</table>\n<p class=\"note\">Mean ± sample standard deviation over the n seeds that are done; a single one has no")
                .append(
                        " spread. The best mean is bold where a measure has a better way (↑ more, ↓ less) and its rows compare. Time is")
                .append(" training alone.</p></div>\n</section>\n<section>\n<h2>Samples and reports</h2>\n");
        StudyPictures pictures = new StudyPictures(folder);
        for (StudyCell cell : study.cells()) {
            cell(body, cell, study, results, pictures);
        }
        body.append("</section>\n");
        String done = results.size() + " of " + study.trials().size() + " trainings have ended";
        return HtmlPage.of(study.name(), done + ". " + MarkdownTable.made(), body.toString());
    }

    private static void head(StringBuilder body, String... titles) {
        for (String title : titles) {
            body.append("<th scope=\"col\">").append(HtmlPage.escape(title)).append("</th>");
        }
    }

    private static String arrow(StudyTable.Column column) {
        return column.goal().map(goal -> goal.higherIsBetter() ? " ↑" : " ↓").orElse("");
    }

    private static void row(StringBuilder body, StudyTable table, int row) {
        StudyTable.Row shown = table.rows().get(row);
        body.append("<tr><th scope=\"row\"><a href=\"#")
                .append(HtmlPage.escape(shown.cell().name()))
                .append("\">")
                .append(HtmlPage.escape(shown.cell().name()))
                .append("</a></th>");
        data(body, String.valueOf(shown.done().size()), false);
        for (int column = 0; column < table.columns().size(); column++) {
            data(body, table.text(row, column), table.best(row, column));
        }
        data(body, shown.stepsText(), false);
        data(body, shown.timeText(), false);
        data(body, shown.failedText(), false);
        body.append("</tr>\n");
    }

    private static void data(StringBuilder body, String text, boolean best) {
        body.append(best ? "<td class=\"best\">" : "<td>")
                .append(HtmlPage.escape(text))
                .append("</td>");
    }

    private static void cell(
            StringBuilder body, StudyCell cell, Study study, Map<Trial, TrialResult> results, StudyPictures pictures) {
        body.append("<div class=\"card\" id=\"")
                .append(HtmlPage.escape(cell.name()))
                .append("\"><h3>")
                .append(HtmlPage.escape(cell.name()))
                .append("</h3>\n<p class=\"note\">")
                .append(HtmlPage.escape(words(cell)))
                .append("</p>\n<div class=\"beside\">");
        for (long seed : study.seeds()) {
            Trial trial = new Trial(cell, seed);
            TrialResult result = results.get(trial);
            if (result != null) {
                figure(body, trial, result, pictures);
            }
        }
        body.append("</div></div>\n");
    }

    private static void figure(StringBuilder body, Trial trial, TrialResult result, StudyPictures pictures) {
        body.append("<figure>");
        pictures.last(trial)
                .ifPresent(png -> body.append("<img alt=\"Samples of ")
                        .append(HtmlPage.escape(trial.toString()))
                        .append("\" src=\"data:image/png;base64,")
                        .append(png)
                        .append("\">"));
        body.append("<figcaption>");
        String caption = "seed " + trial.seed() + (result.status() == TrialStatus.DONE ? "" : ", " + result.status());
        if (pictures.hasReport(trial)) {
            body.append("<a href=\"")
                    .append(HtmlPage.escape(StudyFolder.runName(trial)))
                    .append("/report.html\">")
                    .append(HtmlPage.escape(caption))
                    .append("</a>");
        } else {
            body.append(HtmlPage.escape(caption));
        }
        body.append("</figcaption></figure>\n");
    }

    private static String words(StudyCell cell) {
        List<Map<String, String>> said = List.of(cell.options(), cell.training());
        List<String> words = new ArrayList<>(List.of(cell.recipe()));
        said.forEach(map -> words.add(map.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "))));
        words.removeIf(String::isEmpty);
        return String.join("; ", words);
    }
}
