package io.github.cardigan.run;

import io.github.cardigan.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code confusion.json} of a classifier as a table: true classes down, what they were read as across.
 *
 * @param found what the file says; missing where there is none
 * @param problem why it is left out; empty if nothing is wrong
 */
record ReportConfusion(JsonNode found, String problem) {

    static final String FILE = "confusion.json";

    /** A larger table fits no page. */
    private static final int MOST_CLASSES = 40;

    /** Shades of a cell, by its share of its row. */
    private static final int SHADES = 5;

    static ReportConfusion read(Path file) throws IOException {
        JsonNode nothing = MissingNode.getInstance();
        if (!Files.exists(file)) {
            return new ReportConfusion(nothing, "");
        }
        try {
            JsonNode json = Json.strict().readTree(Files.readAllBytes(file));
            return isWhole(json)
                    ? new ReportConfusion(json, "")
                    : new ReportConfusion(nothing, FILE + " holds no table of counts");
        } catch (JacksonException e) {
            return new ReportConfusion(nothing, FILE + " cannot be read");
        }
    }

    private static boolean isWhole(JsonNode json) {
        int size = json.path("classes").size();
        boolean whole = json.path("classes").isArray() && json.path("counts").isArray();
        whole &= size > 0 && json.path("counts").size() == size;
        for (JsonNode row : json.path("counts")) {
            whole &= row.isArray() && row.size() == size;
            for (JsonNode count : row) {
                whole &= count.isIntegralNumber() && count.longValue() >= 0;
            }
        }
        return whole;
    }

    boolean present() {
        return !found.isMissingNode();
    }

    String html() {
        JsonNode classes = found.path("classes");
        String samples = ReportHtml.number(found.path("samples").asDouble(0));
        String accuracy = ReportHtml.number(100 * found.path("accuracy").asDouble(0));
        String summary = "<p class=\"note\">Of " + samples + " samples held out, " + accuracy + " % were read right. ";
        if (classes.size() > MOST_CLASSES) {
            return "<div class=\"card\">" + summary + "The table of " + classes.size() + " classes is in " + FILE
                    + ".</p></div>";
        }
        StringBuilder html = new StringBuilder("<div class=\"card confusion\"><table>\n<tr><td></td>");
        for (JsonNode name : classes) {
            html.append("<th scope=\"col\">").append(escape(name)).append("</th>");
        }
        html.append("</tr>\n");
        for (int label = 0; label < classes.size(); label++) {
            html.append("<tr><th scope=\"row\">")
                    .append(escape(classes.get(label)))
                    .append("</th>");
            html.append(cells(found.path("counts").get(label))).append("</tr>\n");
        }
        return html.append("</table>\n")
                .append(summary)
                .append("Rows are what the samples are, columns what they were read as.</p></div>")
                .toString();
    }

    private static String cells(JsonNode row) {
        double sum = 0;
        for (JsonNode count : row) {
            sum += count.doubleValue();
        }
        StringBuilder html = new StringBuilder();
        for (JsonNode count : row) {
            double value = count.doubleValue();
            int shade = value == 0 ? 0 : (int) Math.ceil(SHADES * value / sum);
            html.append("<td class=\"shade-").append(shade).append("\">");
            html.append(value == 0 ? "" : ReportHtml.number(value)).append("</td>");
        }
        return html.toString();
    }

    private static String escape(JsonNode name) {
        return ReportHtml.escape(name.asString(""));
    }
}
