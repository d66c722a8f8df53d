package io.github.cardigan.cli;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.judging.CacheFolder;
import io.github.cardigan.network.Generator;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.run.Run;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.Trainer;
import java.nio.file.Files;
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
 * and phases, {@link Run#train} writes down what {@link Trainer#run} does, and each phase asks its objective for the loss.
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
            "  cardigan train dcgan --resume",
            "  cardigan train dcgan --data mnist/ --evaluate fid,kid --evaluate-every 500 --patience 5",
            "  cardigan train classifier --data mnist/"
        })
final class TrainCommand extends CardiganCommand {

    @Parameters(index = "0", paramLabel = "RECIPE", description = "What to train; 'cardigan recipes' lists them.")
    private String recipeName = "";

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read options from a YAML file; the command line wins.")
    private @Nullable Path config;

    @Option(
            names = "--resume",
            description = "Go on with the run in --out, or with the newest run of this recipe under runs/.")
    private boolean resume;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Where --evaluate keeps classifiers and statistics. Default: CARDIGAN_CACHE, else ~/.cache/cardigan.")
    private @Nullable Path cache;

    @Override
    int execute() {
        Recipe recipe = Recipes.named(recipeName);
        if (config != null) {
            ConfigFile.read(config).applyTo(options);
        }
        return resume ? resume(recipe) : start(TrainRequest.of(recipe, options));
    }

    private int start(TrainRequest request) {
        try (Dataset data = request.openData(console()::say)) {
            TrainRequest.requireReadable(data);
            try (Trainer trainer = request.trainer(data)) {
                score(request, trainer, data);
                try (Run run = Run.create(RunFolders.next(options.out, request), request.describe(data))) {
                    return train(run, request, data, trainer);
                }
            }
        }
    }

    private void score(TrainRequest request, Trainer trainer, Dataset data) {
        CacheFolder folder = CacheFolder.of(cache, System.getenv(), System.getProperty("user.home", "."));
        request.scoring().measure(trainer, data, folder, new WorkProgress(console()));
    }

    private int resume(Recipe recipe) {
        try (Run run = Run.resume(RunFolders.toResume(options.out, recipe))) {
            TrainRequest request = TrainRequest.resumed(recipe, options, run.description());
            try (Dataset data = request.openData(console()::say);
                    Trainer trainer = request.trainer(data)) {
                TrainRequest.requireSameData(run.description(), data);
                score(request, trainer, data);
                return train(run, request, data, trainer);
            }
        }
    }

    private int train(Run run, TrainRequest request, Dataset data, Trainer trainer) {
        console().say(request.summary(data, trainer.data().size()));
        console().say("run folder: " + run.folder());
        trainer.listen(new Progress(console()));
        try (Interrupts interrupts = new Interrupts(trainer.stopSignal())) {
            Outcome outcome = run.train(trainer, request.budget(), request.runSettings(), console()::warn);
            report(run, trainer, outcome);
            return outcome == Outcome.STOPPED ? ExitCode.INTERRUPTED : ExitCode.DONE;
        }
    }

    private void report(Run run, Trainer trainer, Outcome outcome) {
        long step = trainer.position().step();
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT));
            if (outcome == Outcome.SETTLED) {
                result.put("reason", trainer.settledBecause());
            }
            result.put("run", run.folder().toString());
            result.put("step", step);
            result.put("seconds", trainer.position().seconds());
            console().resultJson(result);
            return;
        }
        Path folder = run.folder();
        if (console().quiet()) {
            console().result(folder.toString());
            return;
        }
        if (outcome == Outcome.STOPPED) {
            console()
                    .say("interrupted after step " + step + "; go on with: cardigan train " + recipeName + " --out "
                            + folder + " --resume");
        } else {
            console()
                    .say(String.format(
                            java.util.Locale.ROOT,
                            "done: %s%,d steps in %s",
                            outcome == Outcome.SETTLED ? trainer.settledBecause() + "; " : "",
                            step,
                            Progress.time(trainer.position().seconds())));
        }
        boolean generates = trainer.product() instanceof Generator;
        if (generates) {
            console().say("  samples  " + folder.resolve("samples").resolve(String.format("%06d.png", step)));
        }
        console().say("  report   " + folder.resolve("report.html"));
        console().say("  model    " + folder.resolve("model"));
        if (Files.isDirectory(folder.resolve("best"))) {
            console().say("  best     " + folder.resolve("best"));
        }
        console()
                .say(
                        generates
                                ? "  more     cardigan generate --model " + folder + " --count 100 --out more.png"
                                : "  use      cardigan classify --model " + folder + " --in photo.png");
    }
}
