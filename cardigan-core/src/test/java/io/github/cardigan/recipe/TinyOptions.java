package io.github.cardigan.recipe;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What makes the networks of any recipe small, for tests, and what it remembers, so that it is full within a step. */
final class TinyOptions {

    private static final Map<String, String> TINY = Map.of(
            "width",
            "4",
            "latent",
            "4",
            "hidden",
            "16",
            "blocks",
            "1",
            "refiner-alone",
            "1",
            "discriminator-alone",
            "1",
            "pool",
            "2",
            "history",
            "4");

    private TinyOptions() {}

    static OptionValues of(Recipe recipe) {
        Map<String, String> settings = new HashMap<>(TINY);
        settings.keySet().retainAll(recipe.options().stream().map(Option::name).collect(Collectors.toSet()));
        return OptionValues.of(recipe.options(), settings);
    }
}
