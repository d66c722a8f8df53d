package io.github.cardigan.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.node.NullNode;

/** Sorts the columns of the statistics into charts, and picks the numbers to show first. */
record ReportCurves(ReportStats stats, List<Chart> charts) {

    /** More points than pixels help nobody and make the file big. */
    private static final int MAX_POINTS = 4000;

    /** Columns that are no curves. */
    private static final List<String> POSITIONS = List.of("seconds", "epoch");

    private static final String ON_LOSSES =
            "The two losses are a tug-of-war: what one network gains the other loses, so neither is "
                    + "meant to fall to zero. Level curves with some noise are healthy; whether the images are good, only the samples tell.";

    private static final String ON_ACCURACY =
            "The share of samples that is read right. What is measured on samples held out tells how good the network is; on the "
                    + "training's own, changed at random, it may be lower, and where it is much higher, the network learns by heart.";

    private static final String ON_SCORES =
            "D(x) is what the discriminator says of real images, D(G(z)) what it says of generated "
                    + "ones. Where it gives probabilities, 1 means \"surely real\" and 0 \"surely generated\". A good game starts with the "
                    + "two far apart and lets them meet: near one half, the discriminator can only guess. If D(x) stays at 1 and D(G(z)) at "
                    + "0, the discriminator has won and the generator learns little. A critic (WGAN, hinge) gives scores without bounds: "
                    + "there only the gap between the two curves counts.";

    private static final String ON_DIVERSITY =
            "How far apart generated samples are, over how far apart real ones are. Near 1 is healthy, near 0 is a generator that "
                    + "makes one sample again and again.";

    private static final String ON_GRADIENTS =
            "How long each network's gradient is. Level curves with some noise are healthy; one that falls to nothing belongs to a "
                    + "network that no longer learns.";

    /** One chart: a title, a line on how to read it (may be empty), the keys of its curves. */
    record Chart(String title, String note, List<String> keys) {}

    static ReportCurves of(ReportStats stats) {
        List<String> losses = new ArrayList<>();
        List<String> accuracies = new ArrayList<>();
        List<String> scores = new ArrayList<>();
        List<String> diversity = new ArrayList<>();
        List<String> gradients = new ArrayList<>();
        List<String> rates = new ArrayList<>();
        List<String> speed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String key : stats.columns().keySet()) {
            List<String> words = Arrays.asList(key.split("[_/.]", -1));
            if (words.contains("accuracy")) {
                accuracies.add(key);
            } else if (key.equals("images_per_second")) {
                speed.add(key);
            } else if (words.contains("loss")) {
                losses.add(key);
            } else if (List.of("d_real", "d_fake").contains(key) || words.contains("score")) {
                scores.add(key);
            } else if (key.equals("diversity")) {
                diversity.add(key);
            } else if (key.endsWith("_gradient_norm")) {
                gradients.add(key);
            } else if (key.endsWith("learning_rate") || words.contains("lr")) {
                rates.add(key);
            } else if (!POSITIONS.contains(key)) {
                others.add(key);
            }
        }
        List<Chart> charts = new ArrayList<>();
        addUnlessEmpty(charts, new Chart("Accuracy", ON_ACCURACY, accuracies));
        addUnlessEmpty(charts, new Chart("Losses", losses.contains("discriminator_loss") ? ON_LOSSES : "", losses));
        addUnlessEmpty(charts, new Chart("Scores of the discriminator", ON_SCORES, scores));
        addUnlessEmpty(charts, new Chart("Diversity", ON_DIVERSITY, diversity));
        others.forEach(key -> charts.add(new Chart(ReportHtml.capitalized(key), "", List.of(key))));
        addUnlessEmpty(charts, new Chart("Gradient norms", ON_GRADIENTS, gradients));
        addUnlessEmpty(charts, new Chart("Learning rate", "", rates));
        addUnlessEmpty(charts, new Chart("Images per second", "", speed));
        return new ReportCurves(stats, charts);
    }

    private static void addUnlessEmpty(List<Chart> charts, Chart chart) {
        if (!chart.keys.isEmpty()) {
            charts.add(chart);
        }
    }

    /** The last value of everything, the most telling first. */
    String numbersHtml() {
        if (stats.steps().length == 0) {
            return "<p class=\"empty\">No numbers yet.</p>";
        }
        StringBuilder html = new StringBuilder("<dl class=\"numbers\">\n");
        html.append(number("steps", ReportHtml.number(stats.steps()[stats.steps().length - 1])));
        for (String key : POSITIONS) {
            double value = stats.last(key);
            if (Double.isFinite(value)) {
                String text = key.equals("seconds") ? ReportHtml.duration(value) : ReportHtml.number(value);
                html.append(number(key.equals("seconds") ? "time" : key, text));
            }
        }
        for (Chart chart : charts) {
            for (String key : chart.keys) {
                double value = stats.last(key);
                html.append(number(label(key), Double.isInfinite(value) ? "not finite" : ReportHtml.number(value)));
            }
        }
        return html.append("</dl>").toString();
    }

    private static String number(String name, String value) {
        return "<div><dt>" + ReportHtml.escape(name) + "</dt><dd>" + ReportHtml.escape(value) + "</dd></div>\n";
    }

    /** The frames that the page's script fills. */
    String html() {
        if (charts.isEmpty()) {
            return "<p class=\"empty\">No curves yet.</p>";
        }
        StringBuilder html = new StringBuilder();
        long gaps = stats.columns().values().stream()
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isInfinite)
                .count();
        if (gaps > 0) {
            html.append(ReportHtml.notices(ReportHtml.number(gaps)
                    + " values are not finite: training diverged there, and the curves have gaps"));
        }
        if (stats.steps().length > MAX_POINTS) {
            html.append("<p class=\"note\">Drawn from ")
                    .append(ReportHtml.number(MAX_POINTS))
                    .append(" evenly chosen lines of ")
                    .append(ReportHtml.number(stats.steps().length))
                    .append(".</p>\n");
        }
        for (int i = 0; i < charts.size(); i++) {
            Chart chart = charts.get(i);
            html.append("<div class=\"card chart\"><h3>")
                    .append(ReportHtml.escape(chart.title))
                    .append("</h3>\n");
            html.append("<div class=\"plot\" data-chart=\"").append(i).append("\"></div>\n");
            if (!chart.note.isEmpty()) {
                html.append("<p class=\"note\">")
                        .append(ReportHtml.escape(chart.note))
                        .append("</p>\n");
            }
            html.append("</div>\n");
        }
        return html.toString();
    }

    /** For the script: steps, and per chart labels and values; null where a line lacks the key, "NaN" where it is not finite. */
    Map<String, Object> data() {
        int[] chosen = chosen();
        List<Object> series = new ArrayList<>();
        for (Chart chart : charts) {
            List<Object> curves = new ArrayList<>();
            for (String key : chart.keys) {
                double[] column = stats.columns().getOrDefault(key, new double[0]);
                List<Object> values = new ArrayList<>();
                for (int i : chosen) {
                    values.add(value(column[i]));
                }
                Map<String, Object> curve = new LinkedHashMap<>();
                curve.put("label", label(key));
                curve.put("values", values);
                curves.add(curve);
            }
            series.add(curves);
        }
        long[] steps = IntStream.of(chosen).mapToLong(i -> stats.steps()[i]).toArray();
        return Map.of("steps", steps, "charts", series);
    }

    /** Evenly chosen lines, and all that hold something measured now and then. */
    int[] chosen() {
        BitSet lines = new BitSet();
        IntStream.of(evenly(stats.steps().length, MAX_POINTS)).forEach(lines::set);
        for (double[] column : stats.columns().values()) {
            int[] present = IntStream.range(0, column.length)
                    .filter(i -> !Double.isNaN(column[i]))
                    .toArray();
            if (present.length <= MAX_POINTS / 10) {
                IntStream.of(present).forEach(lines::set);
            }
        }
        return lines.stream().toArray();
    }

    /** At most {@code limit} of the numbers below {@code count}, evenly spread, the first and the last among them. */
    static int[] evenly(int count, int limit) {
        if (count <= limit) {
            return IntStream.range(0, count).toArray();
        }
        return IntStream.range(0, limit)
                .map(i -> limit == 1 ? count - 1 : (int) ((long) i * (count - 1) / (limit - 1)))
                .toArray();
    }

    static Object value(double value) {
        if (Double.isNaN(value)) {
            return NullNode.getInstance();
        }
        float rounded = (float) value; // half as long in the file, and finer than a screen
        return Float.isFinite(rounded) ? rounded : "NaN";
    }

    private static String label(String key) {
        return switch (key) {
            case "d_real" -> "D(x)";
            case "d_fake" -> "D(G(z))";
            default -> ReportHtml.words(key);
        };
    }
}
