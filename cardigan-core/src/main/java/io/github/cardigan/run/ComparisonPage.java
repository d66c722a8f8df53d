package io.github.cardigan.run;

import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.NullNode;

/**
 * A comparison in one file that opens anywhere, without a network: tables, curves over each other, the last samples of each run. Made
 * of the parts of {@link Report}, under the same content security policy.
 */
public final class ComparisonPage {

    private ComparisonPage() {}

    /**
     * Writes the page, whole or not at all.
     *
     * @throws StorageException if a run cannot be read or the file not written
     */
    public static void write(Path file, Comparison comparison) {
        List<ReportStats> stats = new ArrayList<>();
        StringBuilder samples = new StringBuilder();
        List<String> problems = new ArrayList<>();
        try {
            for (RunSummary run : comparison.runs()) {
                stats.add(ReportStats.read(run.folder().resolve("stats.jsonl")));
                samples.append(lastSamples(run));
                if (!run.problem().isEmpty()) {
                    problems.add(run.name() + ": " + run.problem());
                }
            }
        } catch (IOException e) {
            throw new StorageException("cannot read a run: " + e.getMessage(), "", e);
        }
        if (comparison.mixesConditions()) {
            problems.add(
                    "scores of one name were made with different extractors, data, parts of it or counts: they do not"
                            + " compare");
        }
        Map<String, List<Integer>> keys = keys(stats);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", comparison.runs().size() + " runs");
        parts.put("subtitle", "Side by side, by Cardigan");
        parts.put("notices", ReportHtml.notices(problems.toArray(String[]::new)));
        parts.put("tables", tables(comparison));
        parts.put("samples", samples.isEmpty() ? "<p class=\"empty\">No samples.</p>" : samples.toString());
        parts.put("curves", frames(new ArrayList<>(keys.keySet())));
        parts.put("data", ReportHtml.embed(Map.of("curves", data(comparison, stats, keys), "samples", List.of())));
        AtomicFiles.write(file, ReportPage.fill("compare.html", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static String lastSamples(RunSummary run) throws IOException {
        List<ReportSamples.Image> images =
                ReportSamples.read(run.folder().resolve("samples")).images();
        if (images.isEmpty()) {
            return "";
        }
        ReportSamples.Image last = images.get(images.size() - 1);
        String caption = run.name() + ", step " + ReportHtml.number(last.step());
        return "<div class=\"card samples\"><img alt=\"" + ReportHtml.escape(caption)
                + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(last.png()) + "\"><p class=\"note\">" + ReportHtml.escape(caption)
                + "</p></div>\n";
    }

    private static String tables(Comparison comparison) {
        StringBuilder html = new StringBuilder("<div class=\"card comparison\"><table>\n<tr><th></th>");
        comparison
                .runs()
                .forEach(run -> html.append("<th scope=\"col\">")
                        .append(ReportHtml.escape(run.name()))
                        .append("</th>"));
        html.append("</tr>\n");
        List<Comparison.Row> rows = new ArrayList<>(comparison.settings());
        rows.addAll(comparison.results());
        rows.addAll(comparison.scores());
        for (Comparison.Row row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(ReportHtml.escape(row.title()))
                    .append("</th>");
            for (int i = 0; i < row.cells().size(); i++) {
                boolean best = row.best().isPresent() && row.best().getAsInt() == i;
                html.append(best ? "<td class=\"best\">" : "<td>")
                        .append(ReportHtml.escape(row.cells().get(i)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</table></div>").toString();
    }

    /** Every curve that there is, with the runs that have it. */
    private static Map<String, List<Integer>> keys(List<ReportStats> stats) {
        Map<String, List<Integer>> keys = new LinkedHashMap<>();
        for (int run = 0; run < stats.size(); run++) {
            for (ReportCurves.Chart chart : ReportCurves.of(stats.get(run)).charts()) {
                for (String key : chart.keys()) {
                    keys.computeIfAbsent(key, name -> new ArrayList<>()).add(run);
                }
            }
        }
        return keys;
    }

    private static String frames(List<String> keys) {
        if (keys.isEmpty()) {
            return "<p class=\"empty\">No curves.</p>";
        }
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            html.append("<div class=\"card chart\"><h3>")
                    .append(ReportHtml.escape(ReportHtml.capitalized(keys.get(i))))
                    .append("</h3>\n<div class=\"plot\" data-chart=\"")
                    .append(i)
                    .append("\"></div></div>\n");
        }
        return html.toString();
    }

    /** As {@link ReportCurves#data}: all runs share one row of steps, and what a run has no value for is drawn through. */
    private static Map<String, Object> data(
            Comparison comparison, List<ReportStats> stats, Map<String, List<Integer>> keys) {
        List<int[]> chosen =
                stats.stream().map(run -> ReportCurves.of(run).chosen()).toList();
        TreeSet<Long> steps = new TreeSet<>();
        for (int run = 0; run < stats.size(); run++) {
            for (int i : chosen.get(run)) {
                steps.add(stats.get(run).steps()[i]);
            }
        }
        long[] axis = steps.stream().mapToLong(Long::longValue).toArray();
        List<Object> charts = new ArrayList<>();
        keys.forEach((key, runs) -> {
            List<Object> curves = new ArrayList<>();
            for (int run : runs) {
                Map<String, Object> curve = new LinkedHashMap<>();
                curve.put("label", comparison.runs().get(run).name());
                curve.put("values", values(stats.get(run), key, axis));
                curves.add(curve);
            }
            charts.add(curves);
        });
        return Map.of("steps", axis, "charts", charts);
    }

    private static List<Object> values(ReportStats stats, String key, long[] axis) {
        double[] column = stats.columns().getOrDefault(key, new double[0]);
        List<Object> values = new ArrayList<>();
        for (long step : axis) {
            int at = Arrays.binarySearch(stats.steps(), step);
            values.add(at < 0 ? NullNode.getInstance() : ReportCurves.value(column[at]));
        }
        return values;
    }
}
