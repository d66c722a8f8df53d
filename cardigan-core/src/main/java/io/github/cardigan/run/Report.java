package io.github.cardigan.run;

import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code report.html}: the settings, curves and samples of a run in one file that opens anywhere, without a network.
 *
 * <p>It is made from {@code run.json}, {@code stats.jsonl}, {@code diagnosis.jsonl}, {@code samples/NNNNNN.png}, {@code confusion.json} and {@code evaluation/}. Whatever of these is missing or partly
 * unreadable, the report shows the rest and says so. Everything in the page is inlined, and its content security policy lets
 * nothing run but the two scripts that are its own. The curves are drawn by uPlot (MIT licence).
 */
public final class Report {

    /** The name of the file inside the run folder. */
    public static final String FILE = "report.html";

    private final ReportSettings settings;
    private final ReportStats stats;
    private final ReportCurves curves;
    private final ReportSamples samples;
    private final ReportConfusion confusion;
    private final ReportEvaluation evaluation;
    private final ReportDiagnosis diagnosis;

    private Report(
            ReportSettings settings,
            ReportStats stats,
            ReportSamples samples,
            ReportConfusion confusion,
            ReportEvaluation evaluation,
            ReportDiagnosis diagnosis) {
        this.settings = settings;
        this.stats = stats;
        this.curves = ReportCurves.of(stats);
        this.samples = samples;
        this.confusion = confusion;
        this.evaluation = evaluation;
        this.diagnosis = diagnosis;
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
                    ReportConfusion.read(runFolder.resolve(ReportConfusion.FILE)),
                    ReportEvaluation.read(runFolder.resolve(ReportEvaluation.FOLDER)),
                    ReportDiagnosis.read(runFolder));
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
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", ReportHtml.escape(settings.title()));
        parts.put("subtitle", ReportHtml.escape(settings.subtitle()));
        parts.put(
                "notices",
                ReportHtml.notices(
                        settings.problem(),
                        stats.problem(),
                        samples.problem(),
                        confusion.problem(),
                        evaluation.problem(),
                        diagnosis.problem()));
        parts.put("numbers", curves.numbersHtml());
        boolean classifies = confusion.present() || settings.recipe().equals("classifier");
        parts.put(
                "samples",
                classifies && samples.images().isEmpty() ? "" : section("Samples over time", samples.html()));
        parts.put("confusion", confusion.present() ? section("What was read as what", confusion.html()) : "");
        parts.put("evaluation", evaluation.present() ? section("How it was judged", evaluation.html()) : "");
        parts.put("diagnosis", diagnosis.watched() ? section("Diagnosis", diagnosis.html()) : "");
        parts.put("curves", curves.html());
        parts.put("settings", settings.html());
        parts.put("data", ReportHtml.embed(Map.of("curves", curves.data(), "samples", samples.data())));
        return ReportPage.fill("report.html", parts);
    }

    private static String section(String title, String html) {
        return "<section>\n<h2>" + title + "</h2>\n" + html + "\n</section>";
    }
}
