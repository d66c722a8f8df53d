package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.run.Comparison;
import io.github.cardigan.run.ComparisonPage;
import io.github.cardigan.run.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts runs side by side. */
@Command(
        name = "compare",
        description = "Put runs side by side: what differs, how they ended, how they were judged.",
        footer = {
            "",
            "Example:",
            "  cardigan compare runs/00001-dcgan-digits runs/00002-dcgan-digits --out compared.html"
        })
final class CompareCommand extends CardiganCommand {

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
    private List<Path> folders = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE.html",
            description = "A page with curves over each other and the last samples, in one file.")
    private @Nullable Path out;

    @Override
    int execute() {
        if (out != null && (!out.toString().endsWith(".html") || Files.isDirectory(out))) {
            throw new ConfigurationException(
                    "expected --out to be a file that ends in .html, got " + out, "choose another --out");
        }
        List<RunSummary> runs = new ArrayList<>();
        for (Path folder : folders) {
            RunSummary run = RunSummary.read(folder);
            if (!run.problem().isEmpty()) {
                console().warn(run.name() + ": " + run.problem());
            }
            runs.add(run);
        }
        Comparison comparison = new Comparison(runs);
        if (comparison.mixesConditions()) {
            console()
                    .warn("scores of one name were made with different extractors, data, parts of it or counts: they do"
                            + " not compare");
        }
        if (out != null) {
            ComparisonPage.write(out, comparison);
        }
        if (console().json()) {
            console().resultJson(json(comparison));
        } else {
            console().result(table(comparison));
            if (out != null) {
                console().say("  written  " + out);
            }
        }
        return ExitCode.DONE;
    }

    private static String table(Comparison comparison) {
        List<List<String>> lines = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of(""));
        comparison.runs().forEach(run -> heading.add(run.name()));
        lines.add(heading);
        List<Comparison.Row> rows = new ArrayList<>(comparison.settings());
        rows.addAll(comparison.results());
        rows.addAll(comparison.scores());
        for (Comparison.Row row : rows) {
            List<String> line = new ArrayList<>(List.of(row.title()));
            for (int i = 0; i < row.cells().size(); i++) {
                boolean best = row.best().isPresent() && row.best().getAsInt() == i;
                line.add(row.cells().get(i) + (best ? " *" : ""));
            }
            lines.add(line);
        }
        boolean marked = rows.stream().anyMatch(row -> row.best().isPresent());
        return TextColumns.of(lines) + (marked ? System.lineSeparator() + "  * best" : "");
    }

    private static Map<String, Object> json(Comparison comparison) {
        List<Map<String, Object>> runs = new ArrayList<>();
        for (RunSummary run : comparison.runs()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", run.folder().toString());
            json.put("recipe", run.description().recipe());
            json.put("data", run.description().data());
            json.put("choices", run.choices());
            json.put("steps", run.steps());
            json.put("seconds", run.seconds());
            json.put("last", finite(run.last()));
            json.put("scores", scores(run));
            json.put("problem", run.problem());
            runs.add(json);
        }
        Map<String, String> best = new LinkedHashMap<>();
        comparison.scores().stream()
                .filter(row -> row.best().isPresent())
                .forEach(row -> best.put(
                        row.title(),
                        comparison.runs().get(row.best().getAsInt()).folder().toString()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", runs);
        json.put("best", best);
        return json;
    }

    private static Map<String, Object> finite(Map<String, Double> values) {
        Map<String, Object> json = new LinkedHashMap<>();
        values.forEach((name, value) -> json.put(name, number(value)));
        return json;
    }

    private static Map<String, Object> scores(RunSummary run) {
        Map<String, Object> scores = new LinkedHashMap<>();
        run.scores().forEach((name, score) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("value", number(score.value()));
            score.low().ifPresent(low -> json.put("low", number(low)));
            score.high().ifPresent(high -> json.put("high", number(high)));
            json.put("extractor", score.conditions().extractorFingerprint());
            json.put("real", score.conditions().realFingerprint());
            json.put("split", score.conditions().split());
            json.put("count", score.conditions().count());
            json.put("realCount", score.conditions().realCount());
            scores.put(name, json);
        });
        return scores;
    }

    /** JSON knows no infinity. */
    private static Object number(double value) {
        return Double.isFinite(value) ? value : Double.toString(value);
    }
}
