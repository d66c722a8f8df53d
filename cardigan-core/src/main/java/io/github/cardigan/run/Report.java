package io.github.cardigan.run;

import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code report.html}: the settings, curves and samples of a run in one file that opens anywhere, without a network.
 *
 * <p>It is made from {@code run.json}, {@code stats.jsonl}, {@code samples/NNNNNN.png} and {@code confusion.json}. Whatever of these is missing or partly
 * unreadable, the report shows the rest and says so. Everything in the page is inlined, and its content security policy lets
 * nothing run but the two scripts that are its own. The curves are drawn by uPlot (MIT licence).
 */
public final class Report {

    /** The name of the file inside the run folder. */
    public static final String FILE = "report.html";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final ReportSettings settings;
    private final ReportStats stats;
    private final ReportCurves curves;
    private final ReportSamples samples;
    private final ReportConfusion confusion;

    private Report(ReportSettings settings, ReportStats stats, ReportSamples samples, ReportConfusion confusion) {
        this.settings = settings;
        this.stats = stats;
        this.curves = ReportCurves.of(stats);
        this.samples = samples;
        this.confusion = confusion;
    }

    /**
     * Writes the report of a run, whole or not at all; an older one is replaced.
     *
     * @throws StorageException if the folder cannot be read or the file not written
     */
    public static void write(Path runFolder) {
        Report report;
        try {
            report = new Report(
                    settings(runFolder.resolve("run.json")),
                    ReportStats.read(runFolder.resolve("stats.jsonl")),
                    ReportSamples.read(runFolder.resolve("samples")),
                    ReportConfusion.read(runFolder.resolve(ReportConfusion.FILE)));
        } catch (IOException e) {
            throw new StorageException("cannot read the run in " + runFolder + ": " + e.getMessage(), "", e);
        }
        AtomicFiles.write(runFolder.resolve(FILE), report.page().getBytes(StandardCharsets.UTF_8));
    }

    private static ReportSettings settings(Path file) throws IOException {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        if (!Files.exists(file)) {
            return new ReportSettings(nothing, "run.json is missing");
        }
        try {
            JsonNode run = Json.strict().readTree(Files.readAllBytes(file));
            return run.isObject() ? new ReportSettings(run, "") : new ReportSettings(nothing, "run.json is no object");
        } catch (JacksonException e) {
            return new ReportSettings(nothing, "run.json cannot be read");
        }
    }

    private String page() {
        String style = resource("uplot/uPlot.min.css") + resource("report.css");
        String uplot = resource("uplot/uPlot.iife.min.js");
        String script = resource("report.js");
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("policy", policy(style, uplot, script));
        parts.put("title", ReportHtml.escape(settings.title()));
        parts.put("subtitle", ReportHtml.escape(settings.subtitle()));
        parts.put(
                "notices",
                ReportHtml.notices(settings.problem(), stats.problem(), samples.problem(), confusion.problem()));
        parts.put("numbers", curves.numbersHtml());
        boolean classifies = confusion.present() && samples.images().isEmpty();
        parts.put("samples", classifies ? "" : section("Samples over time", samples.html()));
        parts.put("confusion", confusion.present() ? section("What was read as what", confusion.html()) : "");
        parts.put("curves", curves.html());
        parts.put("settings", settings.html());
        parts.put("data", ReportHtml.embed(Map.of("curves", curves.data(), "samples", samples.data())));
        parts.put("style", style);
        parts.put("uplot-licence", resource("uplot/LICENSE"));
        parts.put("uplot", uplot);
        parts.put("script", script);
        return fill(resource("report.html"), parts);
    }

    /** In one pass: what a run wrote into its settings is never taken for a placeholder. */
    static String fill(String template, Map<String, String> parts) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll((MatchResult found) -> Matcher.quoteReplacement(parts.getOrDefault(found.group(1), "")));
    }

    private static String section(String title, String html) {
        return "<section>\n<h2>" + title + "</h2>\n" + html + "\n</section>";
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
        try (InputStream in = Report.class.getResourceAsStream(name)) {
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
