package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.StorageException;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbered, self-describing run folders: {@code runs/00001-dcgan-digits}. */
final class RunFolders {

    private static final Path ROOT = Path.of("runs");

    private RunFolders() {}

    /** Where a new run goes: what the user said, else the next number. */
    static Path next(@Nullable Path said, TrainRequest request) {
        if (said != null) {
            return said;
        }
        int last = numbered().stream().mapToInt(RunFolders::number).max().orElse(0);
        String data = request.data().replaceAll(".*[/\\\\](?=[^/\\\\])", "").replaceAll("[^A-Za-z0-9]+", "-");
        String name = String.format(
                Locale.ROOT, "%05d-%s-%s", last + 1, request.recipe().name(), data.replaceAll("^-|-$", ""));
        return ROOT.resolve(name);
    }

    /** The run to go on with: what the user said, else the newest of the recipe. */
    static Path toResume(@Nullable Path said, Recipe recipe) {
        if (said != null) {
            return said;
        }
        return newest(numbered(), recipe)
                .orElseThrow(() -> new ConfigurationException(
                        "expected a run of " + recipe.name() + " under " + ROOT + " to resume, got none",
                        "name it with --out"));
    }

    static Optional<Path> newest(List<Path> runs, Recipe recipe) {
        return runs.stream()
                .filter(path ->
                        recipeOf(path.getFileName().toString().substring(6)).equals(recipe.name()))
                .max(Comparator.comparingInt(RunFolders::number));
    }

    /** The longest name of a recipe that a folder's begins with: {@code wgan-gp-digits} is no wgan. */
    private static String recipeOf(String name) {
        return Recipes.all().stream()
                .map(Recipe::name)
                .filter(recipe -> name.startsWith(recipe + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static int number(Path folder) {
        return Integer.parseInt(folder.getFileName().toString().substring(0, 5));
    }

    private static List<Path> numbered() {
        if (!Files.isDirectory(ROOT)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(ROOT)) {
            return entries.filter(path -> path.getFileName().toString().matches("\\d{5}-.*"))
                    .toList();
        } catch (IOException e) {
            throw new StorageException("cannot read " + ROOT + ": " + e.getMessage(), "name a folder with --out", e);
        }
    }
}
