package io.github.cardigan.run;

import io.github.cardigan.training.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code diagnosis.jsonl} says: what went wrong, from when to when, and what to do.
 *
 * @param watched whether there is such a file at all
 * @param spells in the order in which they began
 * @param problem what could not be read; empty if nothing
 */
record ReportDiagnosis(boolean watched, List<Spell> spells, String problem) {

    /** One finding from its beginning to its end; open where it lasted. */
    record Spell(Finding began, OptionalLong over) {}

    static ReportDiagnosis read(Path runFolder) throws IOException {
        DiagnosisFile file = new DiagnosisFile(runFolder);
        List<Optional<Finding>> lines = file.read();
        List<Spell> spells = new ArrayList<>();
        int unreadable = 0;
        for (int i = 0; i < lines.size(); i++) {
            unreadable += lines.get(i).isEmpty() && i < lines.size() - 1 ? 1 : 0; // the last one may be cut
            lines.get(i).ifPresent(finding -> take(finding, spells));
        }
        return new ReportDiagnosis(
                file.exists(),
                List.copyOf(spells),
                unreadable == 0 ? "" : unreadable + " lines of diagnosis.jsonl cannot be read and are left out");
    }

    private static void take(Finding finding, List<Spell> spells) {
        if (!finding.over()) {
            spells.add(new Spell(finding, OptionalLong.empty()));
            return;
        }
        for (int i = spells.size() - 1; i >= 0; i--) {
            Finding began = spells.get(i).began();
            if (began.kind() == finding.kind() && began.player().equals(finding.player())) {
                spells.set(i, new Spell(began, OptionalLong.of(finding.step())));
                return;
            }
        }
    }

    String html() {
        if (spells.isEmpty()) {
            return "<p class=\"empty\">Nothing was found wrong.</p>";
        }
        StringBuilder html = new StringBuilder("<div class=\"card diagnosis\">\n<table>\n");
        html.append("<tr><th>What</th><th>From step</th><th>To step</th><th>Judged by</th>"
                + "<th>What it means and what to do in a new run</th></tr>\n");
        for (Spell spell : spells) {
            Finding began = spell.began();
            html.append("<tr><th scope=\"row\">").append(ReportHtml.escape(ReportHtml.capitalized(began.subject())));
            html.append("</th><td>").append(ReportHtml.number(began.step())).append("</td><td>");
            html.append(
                    spell.over().isPresent() ? ReportHtml.number(spell.over().getAsLong()) : "the end");
            html.append("</td><td>")
                    .append(ReportHtml.escape(began.kind().measure()))
                    .append(' ');
            html.append(Double.isFinite(began.value()) ? ReportHtml.number(began.value()) : "not known");
            html.append("</td><td>").append(ReportHtml.escape(began.hint())).append("</td></tr>\n");
        }
        return html.append("</table></div>").toString();
    }
}
