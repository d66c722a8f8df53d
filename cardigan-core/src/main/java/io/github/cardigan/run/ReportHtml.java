package io.github.cardigan.run;

import io.github.cardigan.io.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text as HTML, numbers as text. */
final class ReportHtml {

    private static final Pattern ACRONYM = Pattern.compile("\\b(fid|kid|ema|lpips|flops|cpu|gpus?|os)\\b");

    private ReportHtml() {}

    /** Foreign text between tags or in a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * An object as JSON inside of a script element. The three characters that could end the element or begin another only occur in
     * strings, where JSON may escape them.
     */
    static String embed(Object value) {
        return Json.line(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    static String notices(String... problems) {
        StringBuilder html = new StringBuilder();
        for (String problem : problems) {
            if (!problem.isEmpty()) {
                html.append("<p class=\"notice\">").append(escape(problem)).append("</p>\n");
            }
        }
        return html.toString();
    }

    /** Four significant digits; whole numbers in full. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        double size = Math.abs(value);
        if (size >= 1e6 || size < 1e-3) {
            return BigDecimal.valueOf(value)
                    .round(new MathContext(4))
                    .stripTrailingZeros()
                    .toString();
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** Every digit that counts: {@code 0.0002}, not {@code 2.0E-4}. */
    static String exact(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return Math.abs(exact.scale()) < 15 ? exact.toPlainString() : exact.toString();
    }

    /** For example {@code 1 h 12 min}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        if (whole < 86_400) {
            return whole / 3600 + " h " + whole % 3600 / 60 + " min";
        }
        return whole / 86_400 + " d " + whole % 86_400 / 3600 + " h";
    }

    /** {@code images_per_second} becomes {@code images per second}; acronyms are raised, as in {@code FID-10k}. */
    static String words(String key) {
        return ACRONYM.matcher(key.replace('_', ' ').strip())
                .replaceAll((MatchResult found) -> found.group().toUpperCase(Locale.ROOT));
    }

    static String capitalized(String key) {
        String words = words(key);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
