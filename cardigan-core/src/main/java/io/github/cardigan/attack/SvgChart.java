package io.github.cardigan.attack;

import java.util.List;
import java.util.Locale;

/**
 * Accuracy against epsilon as an SVG picture, which needs no fonts to be made and draws the same in a page and alone. Colours suit
 * light and dark paper.
 */
final class SvgChart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 64;
    private static final int RIGHT = 20;
    private static final int TOP = 20;
    private static final int BOTTOM = 52;
    private static final int LINES = 5;
    private static final String GREY = "#808890";
    private static final String CURVE = "#2e72d9";

    private final double maxEpsilon;

    private SvgChart(double maxEpsilon) {
        this.maxEpsilon = maxEpsilon;
    }

    static String of(Robustness robustness) {
        List<RobustnessPoint> points = robustness.points();
        double last = points.get(points.size() - 1).epsilon();
        return new SvgChart(last > 0 ? last : 1).draw(robustness);
    }

    private String draw(Robustness robustness) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
                        .formatted(WIDTH, HEIGHT))
                .append("aria-label=\"Accuracy against epsilon\" font-family=\"sans-serif\" font-size=\"13\">\n");
        for (int i = 0; i <= LINES; i++) {
            double share = (double) i / LINES;
            svg.append(line(LEFT, y(share), WIDTH - RIGHT, y(share)));
            svg.append(text(LEFT - 8, y(share) + 4, "end", Math.round(100 * share) + " %"));
            svg.append(text(x(share * maxEpsilon), HEIGHT - BOTTOM + 20, "middle", number(share * maxEpsilon)));
        }
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "epsilon in " + robustness.norm()));
        svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" points=\"".formatted(CURVE));
        for (RobustnessPoint point : robustness.points()) {
            svg.append(coordinate(x(point.epsilon())))
                    .append(',')
                    .append(coordinate(y(point.accuracy())))
                    .append(' ');
        }
        svg.append("\"/>\n");
        for (RobustnessPoint point : robustness.points()) {
            svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"><title>%s: %s</title></circle>\n"
                    .formatted(
                            coordinate(x(point.epsilon())),
                            coordinate(y(point.accuracy())),
                            CURVE,
                            number(point.epsilon()),
                            String.format(Locale.ROOT, "%.1f %%", 100 * point.accuracy())));
        }
        return svg.append("</svg>\n").toString();
    }

    private double x(double epsilon) {
        return LEFT + epsilon / maxEpsilon * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double accuracy) {
        return TOP + (1 - accuracy) * (HEIGHT - TOP - BOTTOM);
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-opacity=\"0.35\"/>\n"
                .formatted(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2), GREY);
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
                .formatted(coordinate(x), coordinate(y), anchor, GREY, text);
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
