package io.github.cardigan.run;

import io.github.cardigan.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in one file: everything inlined, and nothing may run but the scripts that are its own. */
final class ReportPage {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

    private ReportPage() {}

    /**
     * Fills a template, which lies beside this class, with style, scripts and the given parts.
     *
     * @param parts by the names of their places; what is missing stays empty
     */
    static String fill(String template, Map<String, String> parts) {
        String style = resource("uplot/uPlot.min.css") + resource("report.css");
        String uplot = resource("uplot/uPlot.iife.min.js");
        String script = resource("report.js");
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.put("policy", policy(style, uplot, script));
        all.put("style", style);
        all.put("uplot-licence", resource("uplot/LICENSE"));
        all.put("uplot", uplot);
        all.put("script", script);
        return substitute(resource(template), all);
    }

    /** In one pass: what a run wrote into its settings is never taken for a placeholder. */
    static String substitute(String template, Map<String, String> parts) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll((MatchResult found) -> Matcher.quoteReplacement(parts.getOrDefault(found.group(1), "")));
    }

    static String policy(String style, String... scripts) {
        StringBuilder policy = new StringBuilder("default-src 'none'; img-src data:; style-src ").append(hash(style));
        policy.append("; script-src");
        for (String script : scripts) {
            policy.append(' ').append(hash(script));
        }
        return policy.append("; base-uri 'none'; form-action 'none'").toString();
    }

    private static String hash(String inlined) {
        byte[] sum = HexFormat.of().parseHex(Sha256.of(inlined.getBytes(StandardCharsets.UTF_8)));
        return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    }

    static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected " + name + " beside the classes of Cardigan: the jar is incomplete");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("expected to read " + name + " from the jar of Cardigan", e);
        }
    }
}
