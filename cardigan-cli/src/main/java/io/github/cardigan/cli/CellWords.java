package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.judging.Questions;
import io.github.cardigan.recipe.OptionValues;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.study.StudyCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a study's file says of cells: of all of them at its top level, of one in the list.
 *
 * @param training by the long options of {@code train}
 * @param options of the recipe
 * @param evaluation by the long options of {@code evaluate}
 * @param metrics what is to be computed; null where nothing is said of it
 */
record CellWords(
        Map<String, YamlNode.Scalar> training,
        Map<String, YamlNode.Scalar> options,
        Map<String, YamlNode.Scalar> evaluation,
        @Nullable List<YamlNode.Scalar> metrics) {

    /** What a study says itself, or what would not be the same for all cells. */
    static final List<String> TRAINING =
            OptionWords.names(new TrainOptions(), List.of("out", "seed", "set", "evaluate", "evaluate-count"));

    static final List<String> EVALUATION = OptionWords.names(
            new EvaluateOptions(), List.of("data", "size", "metrics", "seed", "save-stats", "device", "cache"));

    private static final List<String> BUDGET = List.of("steps", "epochs", "minutes");

    /** The keys of a mapping that say something of cells. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("set", "evaluate"));
        keys.addAll(TRAINING);
        keys.addAll(EVALUATION);
        return keys;
    }

    static CellWords of(YamlNode.Mapping said) {
        Map<String, YamlNode.Scalar> training = new LinkedHashMap<>();
        Map<String, YamlNode.Scalar> evaluation = new LinkedHashMap<>();
        said.entries().forEach((name, entry) -> {
            if (TRAINING.contains(name)) {
                training.put(name, checked(name, entry.value().scalar("a value for " + name), new TrainOptions()));
            } else if (EVALUATION.contains(name)) {
                evaluation.put(name, checked(name, entry.value().scalar("a value for " + name), new EvaluateOptions()));
            }
        });
        Map<String, YamlNode.Scalar> options = new LinkedHashMap<>();
        YamlNode set = said.get("set");
        if (set != null) {
            set.mapping("options with values after set")
                    .entries()
                    .forEach((name, entry) -> options.put(name, entry.value().scalar("a value for " + name)));
        }
        YamlNode evaluate = said.get("evaluate");
        return new CellWords(training, options, evaluation, evaluate == null ? null : metrics(evaluate));
    }

    /** Refuses a word for its place, where the parser of options would only know its name. */
    static YamlNode.Scalar checked(String name, YamlNode.Scalar word, Object options) {
        try {
            OptionWords.fill(options, Map.of(name, word.text()));
            return word;
        } catch (ConfigurationException e) {
            throw word.place().wrong(e);
        }
    }

    private static List<YamlNode.Scalar> metrics(YamlNode evaluate) {
        List<YamlNode.Scalar> metrics = new ArrayList<>();
        for (YamlNode.Scalar words : evaluate.words("metrics after evaluate")) {
            for (String word : words.text().split(",", -1)) {
                YamlNode.Scalar metric = new YamlNode.Scalar(words.place(), word.strip());
                try {
                    Questions.named(List.of(metric.text()));
                } catch (ConfigurationException e) {
                    throw metric.place().wrong(e);
                }
                metrics.add(metric);
            }
        }
        return metrics;
    }

    /** The same with what another part says instead or in addition. One limit of a training takes the place of all of them. */
    CellWords with(CellWords other) {
        Map<String, YamlNode.Scalar> mergedTraining = new LinkedHashMap<>(training);
        if (BUDGET.stream().anyMatch(other.training::containsKey)) {
            mergedTraining.keySet().removeAll(BUDGET);
        }
        mergedTraining.putAll(other.training);
        Map<String, YamlNode.Scalar> mergedOptions = new LinkedHashMap<>(options);
        mergedOptions.putAll(other.options);
        Map<String, YamlNode.Scalar> mergedEvaluation = new LinkedHashMap<>(evaluation);
        mergedEvaluation.putAll(other.evaluation);
        return new CellWords(
                mergedTraining, mergedOptions, mergedEvaluation, other.metrics == null ? metrics : other.metrics);
    }

    /**
     * The cell that all of this describes.
     *
     * @throws ConfigurationException if the recipe does not have one of the options, or a value is not allowed; names the place
     */
    StudyCell cell(String name, Recipe recipe) {
        options.forEach((option, word) -> {
            try {
                OptionValues.of(recipe.options(), Map.of(option, word.text()));
            } catch (ConfigurationException e) {
                throw word.place().wrong(recipe.name() + ": " + e.getMessage(), e.hint());
            }
        });
        Map<String, String> judged = new LinkedHashMap<>();
        if (metrics != null && !metrics.isEmpty()) {
            judged.put(
                    "metrics",
                    String.join(",", metrics.stream().map(YamlNode.Scalar::text).toList()));
            judged.putAll(texts(evaluation));
        }
        return new StudyCell(name, recipe.name(), texts(options), texts(training), judged);
    }

    /** As a name has it: {@code latent=4_data=ring}; empty where nothing is said. */
    String name() {
        List<String> parts = new ArrayList<>();
        options.forEach((option, word) -> parts.add(part(option, word.text())));
        training.forEach((option, word) -> parts.add(part(option, word.text())));
        return String.join("_", parts);
    }

    /** Of a path the last name, and nothing that could not be in a folder's name. */
    private static String part(String option, String text) {
        String last = text.replaceAll(".*[/\\\\](?=[^/\\\\])", "").replaceAll("[^A-Za-z0-9.]+", "-");
        return option + "=" + last.replaceAll("^-|[-.]+$", "");
    }

    private static Map<String, String> texts(Map<String, YamlNode.Scalar> words) {
        Map<String, String> texts = new LinkedHashMap<>();
        words.forEach((name, word) -> texts.put(name, word.text()));
        return texts;
    }
}
