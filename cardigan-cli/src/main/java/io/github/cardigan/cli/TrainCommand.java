package io.github.cardigan.cli;

import io.github.cardigan.judging.CacheFolder;
import io.github.cardigan.recipe.Recipe;
import io.github.cardigan.recipe.Recipes;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Trains a recipe on data into a run folder. The way from here to the equation of the loss: {@link TrainingRun} opens the data and
 * asks {@link Recipe#plan} for the networks and phases, {@link io.github.cardigan.run.Run#train} writes down what {@link
 * io.github.cardigan.training.Trainer#run} does, and each phase asks its objective for the loss.
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
            "  cardigan train classifier --data mnist/",
            "  cardigan train vae --data mnist/ --epochs 50"
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
        CacheFolder folder = CacheFolder.of(cache, System.getenv(), System.getProperty("user.home", "."));
        TrainingRun training =
                new TrainingRun(new WorkProgress(console()), folder, new StopSignal(), new Progress(console()));
        TrainingRun.Ended ended = resume
                ? training.resume(RunFolders.toResume(options.out, recipe), recipe, options)
                : start(training, TrainRequest.of(recipe, options));
        report(ended);
        return ended.outcome() == Outcome.STOPPED ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private TrainingRun.Ended start(TrainingRun training, TrainRequest request) {
        return training.start(request, () -> RunFolders.next(options.out, request));
    }

    private void report(TrainingRun.Ended ended) {
        Outcome outcome = ended.outcome();
        Path folder = ended.folder();
        long step = ended.position().step();
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT));
            if (outcome == Outcome.SETTLED) {
                result.put("reason", ended.settledBecause());
            }
            result.put("run", folder.toString());
            result.put("step", step);
            result.put("seconds", ended.position().seconds());
            console().resultJson(result);
            return;
        }
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
                            outcome == Outcome.SETTLED ? ended.settledBecause() + "; " : "",
                            step,
                            Progress.time(ended.position().seconds())));
        }
        Path samples = folder.resolve("samples").resolve(String.format("%06d.png", step));
        if (Files.exists(samples)) {
            console().say("  samples  " + samples);
        }
        console().say("  report   " + folder.resolve("report.html"));
        console().say("  model    " + folder.resolve("model"));
        if (Files.isDirectory(folder.resolve("best"))) {
            console().say("  best     " + folder.resolve("best"));
        }
        uses(ended).forEach(console()::say);
    }

    /** What to do with what was trained. */
    private static List<String> uses(TrainingRun.Ended ended) {
        Path folder = ended.folder();
        List<String> uses = new ArrayList<>();
        if (ended.generates()) {
            uses.add("  more     cardigan generate --model " + folder + " --count 100 --out more.png");
        }
        if (ended.classifies()) {
            uses.add("  use      cardigan classify --model " + folder + " --in photo.png");
        }
        if (ended.translates()) {
            uses.add("  use      cardigan translate --model " + folder + " --in image.png"
                    + (ended.wantsReference() ? " --reference styled.png" : "") + " --out translated.png");
        }
        if (ended.embeds()) {
            uses.add("  use      cardigan reconstruct --model " + folder + " --in photos/ --out pairs.png");
            uses.add("           cardigan embed --model " + folder + " --in photos/ --out codes.csv");
        }
        return uses;
    }
}
