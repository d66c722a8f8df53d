package io.github.cardigan.run;

import io.github.cardigan.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code evaluation/evaluation.json} and its pictures: scores with their intervals and protocols, and what they look like. Written by
 * {@code cardigan evaluate}; nothing in it is believed to be whole.
 *
 * @param found what the file says; missing where there is none
 * @param pictures by caption
 * @param problem what could not be shown; empty if nothing is wrong
 */
record ReportEvaluation(JsonNode found, Map<String, byte[]> pictures, String problem) {

    static final String FOLDER = "evaluation";
    static final String FILE = "evaluation.json";

    /** A larger picture makes a page that nobody can open. */
    private static final long MOST_BYTES = 8L << 20;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    static ReportEvaluation read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        JsonNode nothing = MissingNode.getInstance();
        if (!Files.isRegularFile(file)) {
            return new ReportEvaluation(nothing, Map.of(), "");
        }
        String name = FOLDER + "/" + FILE;
        try {
            JsonNode json = Json.strict().readTree(Files.readAllBytes(file));
            if (!isWhole(json)) {
                return new ReportEvaluation(nothing, Map.of(), name + " holds no scores");
            }
            Map<String, byte[]> pictures = new LinkedHashMap<>();
            List<String> lost = new ArrayList<>();
            for (JsonNode picture : json.path("pictures")) {
                String shown = picture.path("file").asString("");
                Optional<byte[]> png = shown.matches("[a-z]+\\.png") ? png(folder.resolve(shown)) : Optional.empty();
                png.ifPresentOrElse(
                        bytes -> pictures.put(picture.path("caption").asString(shown), bytes),
                        () -> lost.add(FOLDER + "/" + shown));
            }
            return new ReportEvaluation(
                    json, pictures, lost.isEmpty() ? "" : String.join(", ", lost) + " cannot be shown");
        } catch (JacksonException e) {
            return new ReportEvaluation(nothing, Map.of(), name + " cannot be read");
        }
    }

    private static boolean isWhole(JsonNode json) {
        boolean whole = json.isObject()
                && json.path("scores").isArray()
                && !json.path("scores").isEmpty();
        for (JsonNode score : json.path("scores")) {
            JsonNode value = score.path("value");
            whole &= score.path("name").isString() && (value.isNumber() || value.isString());
        }
        return whole;
    }

    private static Optional<byte[]> png(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(PNG.length), PNG)) {
                return Optional.empty();
            }
        }
        return Optional.of(Files.readAllBytes(file));
    }

    boolean present() {
        return !found.isMissingNode();
    }

    List<JsonNode> scores() {
        List<JsonNode> scores = new ArrayList<>();
        found.path("scores").forEach(scores::add);
        return scores;
    }

    String html() {
        StringBuilder html = new StringBuilder("<div class=\"card evaluation\"><p class=\"note\">");
        html.append(ReportHtml.escape(summary())).append("</p>\n<table>\n");
        html.append("<tr><th>Metric</th><th>Value</th><th>Interval</th><th>Protocol</th></tr>\n");
        List<String> warnings = new ArrayList<>();
        for (JsonNode score : scores()) {
            html.append("<tr><th scope=\"row\">")
                    .append(ReportHtml.escape(score.path("name").stringValue()))
                    .append("</th>");
            cell(html, value(score.path("value")));
            cell(html, interval(score.path("interval")));
            cell(html, score.path("protocol").asString("")).append("</tr>\n");
            for (JsonNode warning : score.path("warnings")) {
                if (!warnings.contains(warning.asString(""))) {
                    warnings.add(warning.asString(""));
                }
            }
        }
        html.append("</table></div>\n").append(ReportHtml.notices(warnings.toArray(String[]::new)));
        pictures.forEach((caption, png) -> html.append("<div class=\"card samples\"><img alt=\"")
                .append(ReportHtml.escape(caption))
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png))
                .append("\"><p class=\"note\">")
                .append(ReportHtml.escape(caption))
                .append("</p></div>\n"));
        return html.toString();
    }

    private String summary() {
        String real = found.path("real").asString("");
        return ReportHtml.number(found.path("count").asDouble(0)) + " images of "
                + found.path("generated").asString("")
                + (real.isEmpty()
                        ? ""
                        : " against "
                                + ReportHtml.number(found.path("realCount").asDouble(0)) + " of " + real)
                + ", seen by the extractor " + found.path("extractor").asString("") + " "
                + shortened(found.path("extractorFingerprint").asString(""))
                + ". Figures compare only between the same protocol, counts and extractor.";
    }

    private static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }

    private static StringBuilder cell(StringBuilder html, String text) {
        return html.append("<td>").append(ReportHtml.escape(text)).append("</td>");
    }

    static String value(JsonNode value) {
        return value.isNumber() ? ReportHtml.number(value.doubleValue()) : value.asString("");
    }

    private static String interval(JsonNode interval) {
        if (!interval.isObject()) {
            return "";
        }
        return value(interval.path("low")) + " to " + value(interval.path("high")) + " ("
                + interval.path("how").asString("") + ")";
    }
}
