package io.github.cardigan.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What {@code run.json} says, as tables. Nothing is known of its keys but {@code recipe}, {@code data.name}, {@code started},
 * {@code step} for the title; every nested object becomes a table of its own.
 *
 * @param run an object
 * @param problem why it is empty; itself empty if nothing is wrong
 */
record ReportSettings(JsonNode run, String problem) {

    /** Deeper objects are shown as JSON: nobody reads a table in a table in a table. */
    private static final int MAX_DEPTH = 4;

    /** The recipe's name; empty if it is not known. */
    String recipe() {
        return run.path("recipe").asString("");
    }

    String title() {
        String recipe = recipe();
        String data = run.path("data").path("name").asString("");
        String title = data.isEmpty() ? recipe : recipe + " on " + data;
        return title.isBlank() ? "Training run" : title;
    }

    /** What it is, in one line. */
    String subtitle() {
        List<String> parts = new ArrayList<>();
        parts.add("Training with Cardigan");
        if (run.path("started").isString()) {
            parts.add("started " + run.path("started").stringValue());
        }
        if (run.path("seed").isNumber()) {
            parts.add("seed " + run.path("seed").asString());
        }
        return String.join(" · ", parts);
    }

    String html() {
        StringBuilder plain = new StringBuilder();
        StringBuilder nested = new StringBuilder();
        for (Map.Entry<String, JsonNode> entry : run.properties()) {
            JsonNode value = entry.getValue();
            if (value.isObject() && !value.isEmpty()) {
                nested.append("<div class=\"card\"><h3>")
                        .append(ReportHtml.escape(ReportHtml.capitalized(entry.getKey())))
                        .append("</h3>")
                        .append(table(value, 1))
                        .append("</div>\n");
            } else {
                plain.append(row(entry.getKey(), value, 1));
            }
        }
        if (plain.isEmpty() && nested.isEmpty()) {
            return "<p class=\"empty\">No settings were recorded.</p>";
        }
        String first = plain.isEmpty() ? "" : "<div class=\"card\"><h3>Run</h3><table>" + plain + "</table></div>\n";
        return "<div class=\"tables\">" + first + nested + "</div>";
    }

    private static String table(JsonNode object, int depth) {
        StringBuilder rows = new StringBuilder("<table>");
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            rows.append(row(entry.getKey(), entry.getValue(), depth));
        }
        return rows.append("</table>").toString();
    }

    private static String row(String key, JsonNode value, int depth) {
        return "<tr><th scope=\"row\">" + ReportHtml.escape(key) + "</th><td>" + cell(value, depth) + "</td></tr>\n";
    }

    private static String cell(JsonNode value, int depth) {
        if (value.isObject() && !value.isEmpty() && depth < MAX_DEPTH) {
            return table(value, depth + 1);
        }
        if (value.isArray() && depth < MAX_DEPTH) {
            List<String> items = new ArrayList<>();
            boolean flat = true;
            for (JsonNode item : value) {
                flat &= item.isValueNode();
                items.add(cell(item, depth + 1));
            }
            return String.join(flat ? ", " : "<br>", items);
        }
        if (value.isFloatingPointNumber()) {
            return ReportHtml.exact(value.doubleValue());
        }
        return ReportHtml.escape(value.isValueNode() ? value.asString() : value.toString());
    }
}
