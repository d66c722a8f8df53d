package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.run.Run;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Trains a recipe on data into a run folder. The way from here to the equation of the loss: {@link Recipe#plan} builds the networks
 * and phases, {@link Run#train} writes down what {@link Trainer#run} does, each phase asks its objective for the loss.
 */
@Command(
        name = "train",
        description = "Train a system on data.",
        footer = {
            "",
            "Examples:",
            "  cardigan train dcgan",
            "  cardigan train dcgan --data photos/ --size 64x64 --minutes 60",
            "  cardigan train dcgan --data photos.zip --set width=32 --set ema=0",
            "  cardigan train dcgan --resume"
        })
final class TrainCommand extends CardiganCommand {

    @Parameters(index = "0", paramLabel = "RECIPE", description = "What to train; 'cardigan recipes' lists them.")
    private String recipeName = "";

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "Read options from a YAML file; the command line wins.")
    private @Nullable Path config;

    @Option(
            names = "--resume",
            description = "Go on with the run in --out, or with the newest run of this recipe under runs/.")
    private boolean resume;

    @Override
    int execute() {
        Recipe recipe = Recipes.named(recipeName);
        if (config != null) {
            ConfigFile.read(config).applyTo(options);
        }
        try (Run run = resume ? null : null) {
            TrainRequest request = resume
                    ? TrainRequest.resumed(recipe, options)
                    : TrainRequest.of(recipe, options);
            return train(request);
        }
    }

    private int train(TrainRequest request) {
        return ExitCode.DONE;
    }
}
