package io.github.cardigan.run;

import java.util.Map;

/**
 * A page that stands alone, without a script and without a network, in the style of the {@link Report}: for results that are no
 * run. Its content security policy lets it show inlined images and its own style, nothing else.
 */
public final class HtmlPage {

    private HtmlPage() {}

    /** Foreign text, safe between tags and in quoted attributes. */
    public static String escape(String text) {
        return ReportHtml.escape(text);
    }

    /** For people: four significant digits; whole numbers in full. */
    public static String number(double value) {
        return ReportHtml.number(value);
    }

    /** For people: {@code 1 h 12 min}. */
    public static String duration(double seconds) {
        return ReportHtml.duration(seconds);
    }

    /**
     * The whole page.
     *
     * @param title plain text
     * @param subtitle plain text
     * @param body HTML, in which everything foreign went through {@link #escape}
     */
    public static String of(String title, String subtitle, String body) {
        String style = ReportPage.resource("report.css") + ReportPage.resource("page.css");
        return ReportPage.substitute(
                ReportPage.resource("page.html"),
                Map.of(
                        "policy", ReportPage.policy(style),
                        "title", escape(title),
                        "subtitle", escape(subtitle),
                        "style", style,
                        "body", body));
    }
}
