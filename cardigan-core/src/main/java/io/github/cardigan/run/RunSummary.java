package io.github.cardigan.run;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import io.github.cardigan.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a run was and how far it came, to be put beside others.
 *
 * @param folder the run's
 * @param description what {@code run.json} says
 * @param steps the last one recorded; 0 if none was
 * @param seconds of training; 0 if none was recorded
 * @param last the last value of every loss and score by name; what was not finite is NaN
 * @param scores of {@code cardigan evaluate}, by the metric's full name; empty where the run was not evaluated
 * @param problem what could not be read; empty if nothing is wrong
 */
public record RunSummary(
        Path folder,
        RunDescription description,
        long steps,
        double seconds,
        Map<String, Double> last,
        Map<String, Score> scores,
        String problem) {

    /**
     * A figure as the evaluation wrote it.
     *
     * @param metric what it is asked for by: {@code precision}
     * @param value may be infinite
     * @param low end of the interval; absent where the metric gives none
     * @param high end of the interval
     * @param conditions figures made under different ones do not compare
     */
    public record Score(
            String metric, double value, Optional<Double> low, Optional<Double> high, Conditions conditions) {}

    /**
     * What an evaluation was made with; empty or 0 where it does not say.
     *
     * @param extractorFingerprint of the extractor's weights and preprocessing
     * @param realFingerprint of the images compared with
     * @param split the part of the data that they are
     * @param count images judged
     * @param realCount images compared with
     */
    public record Conditions(
            String extractorFingerprint, String realFingerprint, String split, int count, int realCount) {

        private static Conditions of(JsonNode evaluation) {
            return new Conditions(
                    evaluation.path("extractorFingerprint").asString(""),
                    evaluation.path("realFingerprint").asString(""),
                    evaluation.path("split").asString(""),
                    evaluation.path("count").asInt(0),
                    evaluation.path("realCount").asInt(0));
        }
    }

    /**
     * Reads a run's own files.
     *
     * @throws ConfigurationException if there is no run in the folder
     * @throws DamagedFileException if {@code run.json} cannot be read; whatever else is missing or damaged is left out
     */
    public static RunSummary read(Path folder) {
        Path file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    "expected a run folder with run.json, got " + folder
                            + (Files.exists(folder) ? "" : ", which does not exist"),
                    "name folders that 'cardigan train' made, such as runs/00001-dcgan-digits");
        }
        RunDescription description = Json.read(file, RunDescription.class, DamagedFileException::new);
        if (description.formatVersion() != RunDescription.FORMAT_VERSION) {
            throw new DamagedFileException(
                    file + ": expected format version " + RunDescription.FORMAT_VERSION + ", got "
                            + description.formatVersion(),
                    "update Cardigan to read it");
        }
        try {
            ReportStats stats = ReportStats.read(folder.resolve("stats.jsonl"));
            ReportEvaluation evaluation = ReportEvaluation.read(folder.resolve(ReportEvaluation.FOLDER));
            return of(folder, description, stats, evaluation);
        } catch (IOException e) {
            throw new StorageException("cannot read the run in " + folder + ": " + e.getMessage(), "", e);
        }
    }

    private static RunSummary of(
            Path folder, RunDescription description, ReportStats stats, ReportEvaluation evaluation) {
        Map<String, Double> last = new LinkedHashMap<>();
        for (String key : stats.columns().keySet()) {
            double value = stats.last(key);
            last.put(key, Double.isInfinite(value) ? Double.NaN : value);
        }
        long[] steps = stats.steps();
        List<String> problems = new ArrayList<>();
        if (steps.length == 0) {
            problems.add("no statistics");
        }
        problems.add(stats.problem());
        problems.add(evaluation.problem());
        problems.removeIf(String::isEmpty);
        return new RunSummary(
                folder,
                description,
                steps.length == 0 ? 0 : steps[steps.length - 1],
                last.getOrDefault("seconds", 0.0),
                last,
                scores(evaluation),
                String.join("; ", problems));
    }

    private static Map<String, Score> scores(ReportEvaluation evaluation) {
        Map<String, Score> scores = new LinkedHashMap<>();
        Conditions conditions = Conditions.of(evaluation.found());
        for (JsonNode score : evaluation.scores()) {
            Optional<Double> value = number(score.path("value"));
            value.ifPresent(number -> scores.put(
                    score.path("name").stringValue(),
                    new Score(
                            score.path("metric").asString(""),
                            number,
                            number(score.path("interval").path("low")),
                            number(score.path("interval").path("high")),
                            conditions)));
        }
        return scores;
    }

    private static Optional<Double> number(JsonNode node) {
        if (node.isString()) {
            return switch (node.stringValue()) {
                case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
                case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
                default -> Optional.empty();
            };
        }
        return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
    }

    /** The folder's own name. */
    public String name() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    /** The options and training choices by which runs may differ. */
    public Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>(description.options());
        description.training().forEach(choices::putIfAbsent);
        return choices;
    }
}
