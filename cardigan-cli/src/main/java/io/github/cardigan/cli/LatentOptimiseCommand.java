package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.latent.ClassLoss;
import io.github.cardigan.latent.Found;
import io.github.cardigan.latent.LatentFeatures;
import io.github.cardigan.latent.LatentFile;
import io.github.cardigan.latent.LatentSearch;
import io.github.cardigan.latent.Latents;
import io.github.cardigan.latent.PreferenceLoss;
import io.github.cardigan.latent.RidgeRegression;
import io.github.cardigan.latent.SearchSettings;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the latent that a classifier or a person likes best. */
@Command(
        name = "optimise",
        description = "Find the latent that a classifier's class, or a person's scores, favour most.",
        footer = {
            "",
            "Into --out go before-and-after.png (the starts above, where each led below), best.png and z.json.",
            "",
            "Examples:",
            "  cardigan latent optimise --model runs/00001-dcgan-digits --classifier runs/00002-classifier-digits \\",
            "    --label 7 --out seven/",
            "  cardigan latent optimise --model runs/00001-dcgan-digits --scores scores.csv --out favourite/"
        })
final class LatentOptimiseCommand extends LatentSubcommand {

    @Option(names = "--classifier", paramLabel = "PATH", description = "A classifier's model folder or run folder.")
    private @Nullable Path classifier;

    @Option(names = "--label", paramLabel = "K", description = "The class to make probable, from 0.")
    private @Nullable Integer label;

    @Option(
            names = "--scores",
            paramLabel = "FILE.csv",
            description = "Lines of seed,score: what you think of the samples of 'generate --seeds'.")
    private @Nullable Path scores;

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A folder for the results.")
    private Path out = Path.of("");

    @Override
    int execute() {
        OutFile.requireFolder(out);
        if ((classifier != null) == (scores != null) || (classifier != null) != (label != null)) {
            throw new ConfigurationException(
                    "expected either --classifier with --label, or --scores, got " + said(),
                    "--scores takes lines of seed,score");
        }
        SearchSettings settings = search.or(SearchSettings.target(search.seed()));
        try (Model loaded = load()) {
            Generator generator = generator(loaded);
            if (scores != null) {
                forScores(generator, ScoresFile.read(scores), settings);
            } else if (classifier != null && label != null) {
                try (Model judge = Model.load(classifier, device())) {
                    forClass(generator, judge.classifier(), label, settings);
                }
            }
        }
        return ExitCode.DONE;
    }

    private String said() {
        return (classifier != null ? "--classifier " : "")
                + (label != null ? "--label " : "")
                + (scores != null ? "--scores" : "")
                + (classifier == null && label == null && scores == null ? "neither" : "");
    }

    private void forClass(Generator generator, Classifier judge, int aim, SearchSettings settings) {
        List<Found> found = LatentSearch.run(generator, new ClassLoss(judge, aim), settings, searching());
        double probability = Math.exp(-found.get(0).loss());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("class", judge.classes().get(aim));
        json.put("probability", probability);
        String text = String.format(
                Locale.ROOT, "read as %s with %.2f %%", judge.classes().get(aim), 100 * probability);
        finish(generator, found, text, json);
    }

    private void forScores(Generator generator, ScoresFile file, SearchSettings settings) {
        Latent latent = generator.latent();
        float[][] z =
                file.seeds().stream().map(seed -> Latents.of(latent, seed)).toArray(float[][]::new);
        RidgeRegression preference = RidgeRegression.fit(z, file.scores());
        if (preference.predicted() <= 0) {
            console()
                    .warn("the scores cannot be foretold from the latents (leave-one-out R2 "
                            + String.format(Locale.ROOT, "%.2f", preference.predicted())
                            + "): score more samples, or expect chance");
        }
        List<Found> found = LatentSearch.run(
                generator, new PreferenceLoss(preference, LatentFeatures.LATENTS, device()), settings, searching());
        double score = preference.predict(found.get(0).z());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("score", score);
        json.put("scores", file.scores().length);
        json.put("highest_given", Arrays.stream(file.scores()).max().orElseThrow());
        json.put("left_out_r2", preference.predicted());
        String text = String.format(
                Locale.ROOT,
                "expected score %.2f, from %d scores (leave-one-out R2 %.2f)",
                score,
                file.scores().length,
                preference.predicted());
        finish(generator, found, text, json);
    }

    private void finish(Generator generator, List<Found> found, String text, Map<String, Object> json) {
        Shape shape = generator.shape();
        List<float[]> shown = new ArrayList<>();
        found.forEach(one -> shown.add(Latents.of(generator.latent(), search.seed(), one.restart())));
        found.forEach(one -> shown.add(one.z()));
        AtomicFiles.createFolders(out);
        AtomicFiles.write(
                out.resolve("before-and-after.png"),
                ImageGrid.png(Latents.generate(generator, shown), shape, found.size()));
        AtomicFiles.write(out.resolve("best.png"), ImageGrid.png(found.get(0).sample(), shape));
        LatentFile.write(out.resolve("z.json"), generator.latent(), found.get(0).z());
        json.put("out", out.toString());
        json.put("prior", found.get(0).prior());
        json.put("z", found.get(0).z());
        report(out, text, json);
    }
}
