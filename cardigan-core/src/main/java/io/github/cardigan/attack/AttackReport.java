package io.github.cardigan.attack;

import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.run.HtmlPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an attack leaves on the disk: {@code attack.json} with all numbers, {@code accuracy.svg}, {@code grid.png} with a row of
 * original, perturbation and result per example, and {@code attack.html}, which shows all of it in one file that opens anywhere.
 *
 * <p>Perturbations are shown stretched, each to its own largest value; grey is no change.
 *
 * @param robustness what was measured
 * @param shape of an image
 * @param classes their names
 * @param settings what was attacked and how, for people and for repeating it
 */
public record AttackReport(Robustness robustness, Shape shape, List<String> classes, Map<String, Object> settings) {

    private static final int COLUMNS = 3;

    /**
     * Writes all files, each whole or not at all; older ones are replaced.
     *
     * @param folder made where it does not exist
     * @throws io.github.cardigan.StorageException if the disk refuses
     */
    public void write(Path folder) {
        AtomicFiles.createFolders(folder);
        String chart = SvgChart.of(robustness);
        Json.write(folder.resolve("attack.json"), json());
        AtomicFiles.write(folder.resolve("accuracy.svg"), chart.getBytes(StandardCharsets.UTF_8));
        if (!robustness.examples().isEmpty()) {
            AtomicFiles.write(folder.resolve("grid.png"), ImageGrid.png(grid(), shape, COLUMNS));
        }
        AtomicFiles.write(folder.resolve("attack.html"), page(chart).getBytes(StandardCharsets.UTF_8));
    }

    /** Everything but the pictures; distances and epsilons for images in [0, 1]. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(settings);
        json.put("attack", robustness.attack());
        json.put("norm", robustness.norm().toString());
        json.put("images", robustness.images());
        json.put("clean_accuracy", robustness.cleanAccuracy());
        json.put("zero_gradient_share", robustness.silentGradients());
        if (robustness.falseAlarms() != null) {
            json.put("detector_false_alarms", robustness.falseAlarms());
        }
        List<Object> points = new ArrayList<>();
        for (RobustnessPoint point : robustness.points()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("epsilon", point.epsilon());
            entry.put("accuracy", point.accuracy());
            entry.put("success", point.success());
            entry.put("mean_distance", point.meanDistance());
            if (point.detected() != null) {
                entry.put("detected", point.detected());
            }
            points.add(entry);
        }
        json.put("points", points);
        return json;
    }

    /** Original, stretched perturbation, result; one after the other. */
    private float[] grid() {
        int elements = shape.elements();
        float[] grid = new float[COLUMNS * elements * robustness.examples().size()];
        int offset = 0;
        for (Example example : robustness.examples()) {
            for (float[] image : List.of(example.original(), stretched(example), example.result())) {
                System.arraycopy(image, 0, grid, offset, elements);
                offset += elements;
            }
        }
        return grid;
    }

    private static float[] stretched(Example example) {
        float[] change = new float[example.original().length];
        float largest = 0;
        for (int i = 0; i < change.length; i++) {
            change[i] = example.result()[i] - example.original()[i];
            largest = Math.max(largest, Math.abs(change[i]));
        }
        for (int i = 0; i < change.length && largest > 0; i++) {
            change[i] /= largest;
        }
        return change;
    }

    private String page(String chart) {
        String body = "<section><h2>Accuracy against epsilon</h2>\n<div class=\"card\">" + chart
                + "<p class=\"note\">What this attack leaves of the accuracy; another attack may leave less. "
                + "Epsilon counts in images from 0 to 1.</p></div>\n"
                + notice() + "<div class=\"card wide\">" + points() + "</div></section>\n"
                + "<section><h2>Examples</h2>\n<div class=\"card wide\">" + examples() + "</div></section>\n"
                + "<section><h2>Settings</h2>\n<div class=\"card wide\">" + settingsTable() + "</div></section>";
        return HtmlPage.of(
                "Attack " + robustness.attack(),
                robustness.images() + " images, " + percent(robustness.cleanAccuracy()) + " read rightly before",
                body);
    }

    private String notice() {
        return robustness.silentGradients() == 0
                ? ""
                : "<p class=\"notice\">At " + percent(robustness.silentGradients())
                        + " of the images the gradient is exactly zero, so that a gradient attack learns nothing there: the"
                        + " accuracy may flatter the model.</p>\n";
    }

    private String points() {
        StringBuilder html = new StringBuilder("<table><tr>");
        for (String heading : List.of("epsilon", "accuracy", "success", "mean distance", "detected")) {
            html.append("<th scope=\"col\">").append(heading).append("</th>");
        }
        html.append("</tr>\n");
        for (RobustnessPoint point : robustness.points()) {
            html.append(row(
                    SvgChart.number(point.epsilon()),
                    percent(point.accuracy()),
                    percent(point.success()),
                    SvgChart.number(point.meanDistance()),
                    point.detected() == null ? "–" : percent(point.detected())));
        }
        return html.append("</table>").toString();
    }

    private String examples() {
        if (robustness.examples().isEmpty()) {
            return "<p class=\"empty\">No image was attacked: all were read as the attacker wants already.</p>";
        }
        StringBuilder html = new StringBuilder("<table><tr><th scope=\"col\">original</th><th scope=\"col\">change</th>"
                + "<th scope=\"col\">result</th><th scope=\"col\">read as</th><th scope=\"col\">distance</th></tr>\n");
        for (Example example : robustness.examples()) {
            String before = HtmlPage.escape(name(example.readBefore()));
            String after = HtmlPage.escape(name(example.readAfter()));
            html.append(row(
                    image(example.original(), "original, read as " + before),
                    image(stretched(example), "change, stretched"),
                    image(example.result(), "result, read as " + after),
                    before + " → " + after + " (" + percent(example.probability()) + ")",
                    SvgChart.number(example.distance())));
        }
        return html.append("</table>").toString();
    }

    private String image(float[] values, String alternative) {
        String png = Base64.getEncoder().encodeToString(ImageGrid.png(values, shape));
        return "<img alt=\"" + alternative + "\" src=\"data:image/png;base64," + png + "\">";
    }

    private String settingsTable() {
        StringBuilder html = new StringBuilder("<table>");
        settings.forEach((key, value) -> html.append("<tr><th scope=\"row\">")
                .append(HtmlPage.escape(key.replace('_', ' ')))
                .append("</th><td>")
                .append(HtmlPage.escape(String.valueOf(value)))
                .append("</td></tr>\n"));
        return html.append("</table>").toString();
    }

    private static String row(String... cells) {
        StringBuilder html = new StringBuilder("<tr>");
        for (String cell : cells) {
            html.append("<td>").append(cell).append("</td>");
        }
        return html.append("</tr>\n").toString();
    }

    private String name(int label) {
        return label < classes.size() ? classes.get(label) : String.valueOf(label);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
