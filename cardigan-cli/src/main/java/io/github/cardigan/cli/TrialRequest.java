package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.recipe.Option;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.run.RunDescription;
import io.github.cardigan.study.Trial;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A training of a study in the words of {@code train} and {@code evaluate}. */
record TrialRequest(Trial trial) {

    private static final String NONE = "none";

    Recipe recipe() {
        return Recipes.named(trial.cell().recipe());
    }

    /**
     * Every choice made, as {@code cardigan train} makes it.
     *
     * @throws ConfigurationException if one cannot be
     */
    TrainRequest training() {
        TrainOptions said = new TrainOptions();
        OptionWords.fill(said, trial.cell().training());
        said.set = new LinkedHashMap<>(trial.cell().options());
        said.seed = trial.seed();
        return TrainRequest.of(recipe(), said);
    }

    boolean judges() {
        return !trial.cell().evaluation().isEmpty();
    }

    /**
     * @param cache where classifiers and statistics are kept; null for the usual place
     */
    EvaluateOptions evaluation(@Nullable Path cache) {
        Map<String, String> words = new LinkedHashMap<>(trial.cell().evaluation());
        String device = trial.cell().training().get("device");
        if (device != null) {
            words.put("device", device);
        }
        if (cache != null) {
            words.put("cache", cache.toString());
        }
        EvaluateOptions options = new EvaluateOptions();
        OptionWords.fill(options, words);
        return options;
    }

    /**
     * Compares all that decides what a training learns with what it was begun with. The number of threads does not, unless the file
     * says it: a study may go on elsewhere.
     *
     * @throws ConfigurationException if they differ; says which and how
     */
    void requireSame(RunDescription begun) {
        if (begun.training().isEmpty()) {
            return; // it never was
        }
        Map<String, String> was = choices(begun.recipe(), begun.options(), begun.training(), begun.budget());
        TrainRequest request = training();
        Map<String, String> is = choices(
                request.recipe().name(),
                request.options().asText(),
                StoredOptions.of(request),
                TrainRequest.limits(request.budget()));
        if (!trial.cell().training().containsKey("threads")) {
            was.remove("threads");
            is.remove("threads");
        }
        Set<String> names = new LinkedHashSet<>(is.keySet());
        names.addAll(was.keySet());
        for (String name : names) {
            String then = was.getOrDefault(name, NONE);
            String now = is.getOrDefault(name, NONE);
            boolean newer = then.equals(NONE) && !said(name); // an option that there was not yet, at its default
            boolean older = now.equals(NONE) && !List.of("size", "limit").contains(name); // one that there is no more
            if (!then.equals(now) && !newer && !older) {
                throw new ConfigurationException(
                        "expected " + name + " " + then + ", with which seed " + trial.seed() + " was begun, got "
                                + now,
                        "give the cell another name, put back what it was, or name another --out");
            }
        }
    }

    private boolean said(String name) {
        return trial.cell().options().containsKey(name)
                || trial.cell().training().containsKey(name);
    }

    private static Map<String, String> choices(
            String recipe, Map<String, String> options, Map<String, String> training, Map<String, Double> budget) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("recipe", recipe);
        choices.putAll(options);
        choices.putAll(training);
        budget.forEach((name, limit) -> choices.put(name, Option.show(limit)));
        return choices;
    }
}
