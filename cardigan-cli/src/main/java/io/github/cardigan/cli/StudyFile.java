package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.study.Study;
import io.github.cardigan.study.StudyCell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The file of a study, as docs/study.md describes it. */
final class StudyFile {

    private static final int MOST = 10_000;

    private final YamlNode.Mapping root;
    private final CellWords common;
    private final List<StudyCell> cells = new ArrayList<>();

    private StudyFile(YamlNode.Mapping root) {
        this.root = root;
        common = CellWords.of(root);
    }

    /**
     * @throws ConfigurationException if the file is missing or says anything that is not known or not allowed; names line and column
     */
    static Study read(Path file) {
        YamlNode.Mapping root = YamlFile.read(file).mapping("the keys of a study");
        root.requireKeys(keys("name", "seeds", "measures", "cells", "grid"));
        return new StudyFile(root).study(file);
    }

    private static List<String> keys(String... own) {
        List<String> keys = new ArrayList<>(List.of(own));
        keys.addAll(CellWords.keys());
        return keys;
    }

    private Study study(Path file) {
        YamlNode name = root.get("name");
        String usual = String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z]+$", "");
        YamlNode list = root.get("cells");
        if (list != null) {
            list(list);
        }
        YamlNode grid = root.get("grid");
        if (grid != null) {
            grid(grid.mapping("recipe and options after grid"));
        }
        YamlNode measures = root.get("measures");
        return at(
                root.place(),
                () -> new Study(
                        name == null ? usual : name.scalar("a name").text(),
                        cells,
                        seeds(),
                        measures == null
                                ? List.of()
                                : measures.words("names of measures").stream()
                                        .map(YamlNode.Scalar::text)
                                        .toList()));
    }

    private List<Long> seeds() {
        YamlNode seeds = root.get("seeds");
        if (seeds == null) {
            throw root.place().wrong("expected seeds, got none", "for example seeds: [1, 2, 3]");
        }
        List<Long> all = new ArrayList<>();
        for (YamlNode.Scalar word : seeds.words("seeds, for example [1, 2, 3]")) {
            all.addAll(at(word.place(), () -> SeedList.parse("seeds", word.text())));
        }
        return all;
    }

    private void list(YamlNode list) {
        if (!(list instanceof YamlNode.Sequence sequence)) {
            throw list.place().wrong("expected a list of cells, got " + list.what(), "begin each with a hyphen");
        }
        for (YamlNode item : sequence.items()) {
            if (item instanceof YamlNode.Scalar word) {
                add(word.place(), null, recipe(word), new CellWords(Map.of(), Map.of(), Map.of(), null));
                continue;
            }
            YamlNode.Mapping cell = item.mapping("a recipe, or the keys of a cell");
            cell.requireKeys(keys("recipe", "name"));
            YamlNode recipe = cell.get("recipe");
            if (recipe == null) {
                throw cell.place().wrong("expected a recipe for the cell, got none", "for example recipe: dcgan");
            }
            YamlNode name = cell.get("name");
            add(
                    cell.place(),
                    name == null ? null : name.scalar("a name").text(),
                    recipe(recipe.scalar("a recipe")),
                    CellWords.of(cell));
        }
    }

    /** Every combination, the last key changing fastest. */
    private void grid(YamlNode.Mapping grid) {
        List<String> known = new ArrayList<>(List.of("recipe", "set"));
        known.addAll(CellWords.TRAINING);
        grid.requireKeys(known);
        YamlNode recipes = grid.get("recipe");
        if (recipes == null) {
            throw grid.place().wrong("expected a recipe in the grid, got none", "for example recipe: [dcgan]");
        }
        List<Axis> axes = new ArrayList<>();
        grid.entries().forEach((name, entry) -> {
            if (name.equals("set")) {
                entry.value()
                        .mapping("options with values after set")
                        .entries()
                        .forEach((option, values) ->
                                axes.add(new Axis(option, false, values.value().words("values of " + option))));
            } else if (!name.equals("recipe")) {
                List<YamlNode.Scalar> values = entry.value().words("values of " + name);
                values.forEach(value -> CellWords.checked(name, value, new TrainOptions()));
                axes.add(new Axis(name, true, values));
            }
        });
        requireFew(grid.place(), axes);
        for (YamlNode.Scalar recipe : recipes.words("recipes")) {
            combine(grid.place(), recipe(recipe), axes, new LinkedHashMap<>());
        }
    }

    private static void requireFew(Place place, List<Axis> axes) {
        long combinations = 1;
        for (Axis axis : axes) {
            if (axis.values().isEmpty()) {
                throw place.wrong("expected values of " + axis.name() + ", got an empty list", "leave it out");
            }
            combinations *= axis.values().size();
            if (combinations > MOST) {
                throw place.wrong("expected at most " + MOST + " combinations, got more", "make several studies of it");
            }
        }
    }

    /** What varies in a grid: an option of the recipe, or of the training. */
    private record Axis(String name, boolean ofTraining, List<YamlNode.Scalar> values) {}

    private void combine(Place place, Recipe recipe, List<Axis> axes, Map<Axis, YamlNode.Scalar> chosen) {
        if (chosen.size() < axes.size()) {
            Axis next = axes.get(chosen.size());
            for (YamlNode.Scalar value : next.values()) {
                Map<Axis, YamlNode.Scalar> more = new LinkedHashMap<>(chosen);
                more.put(next, value);
                combine(place, recipe, axes, more);
            }
            return;
        }
        CellWords said = words(chosen, 1);
        String varied = words(chosen, 2).name();
        add(place, varied.isEmpty() ? recipe.name() : recipe.name() + "_" + varied, recipe, said);
    }

    /** Those of the axes that have at least so many values. */
    private static CellWords words(Map<Axis, YamlNode.Scalar> chosen, int fewest) {
        Map<String, YamlNode.Scalar> training = new LinkedHashMap<>();
        Map<String, YamlNode.Scalar> options = new LinkedHashMap<>();
        chosen.forEach((axis, value) -> {
            if (axis.values().size() >= fewest) {
                (axis.ofTraining() ? training : options).put(axis.name(), value);
            }
        });
        return new CellWords(training, options, Map.of(), null);
    }

    private void add(Place place, @Nullable String name, Recipe recipe, CellWords said) {
        String usual = said.name().isEmpty() ? recipe.name() : recipe.name() + "_" + said.name();
        cells.add(at(place, () -> common.with(said).cell(name == null ? usual : name, recipe)));
    }

    private static Recipe recipe(YamlNode.Scalar name) {
        return at(name.place(), () -> Recipes.named(name.text()));
    }

    /** Says where, unless the message does already. */
    private static <T> T at(Place place, Supplier<T> made) {
        try {
            return made.get();
        } catch (ConfigurationException e) {
            throw String.valueOf(e.getMessage()).startsWith(place.file() + ", line ") ? e : place.wrong(e);
        }
    }
}
