package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.DataLimits;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImageFile;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.UnreadableSampleException;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.latent.Found;
import io.github.cardigan.latent.LatentFile;
import io.github.cardigan.latent.LatentSearch;
import io.github.cardigan.latent.PixelLoss;
import io.github.cardigan.latent.SearchSettings;
import io.github.cardigan.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the latent of an image. */
@Command(
        name = "invert",
        description = "Find the latent whose image is nearest to a given one.",
        footer = {
            "",
            "The image is brought to the model's size and channels as training data is. Into --out go",
            "target-and-reconstruction.png, reconstruction.png and z.json, which 'latent interpolate' takes.",
            "",
            "Examples:",
            "  cardigan latent invert --model runs/00001-dcgan-digits --in seven.png --out seven/",
            "  cardigan latent invert --model runs/00001-dcgan-digits --data digits --split test --index 5 --out five/"
        })
final class LatentInvertCommand extends LatentSubcommand {

    @Option(names = "--in", paramLabel = "IMAGE", description = "An image file.")
    private @Nullable Path in;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--index", paramLabel = "N", description = "Which image of --data. Default: ${DEFAULT-VALUE}.")
    private int index;

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A folder for the results.")
    private Path out = Path.of("");

    @Override
    int execute() {
        OutFile.requireFolder(out);
        if ((in != null) == data.given()) {
            throw new ConfigurationException(
                    "expected an image after --in or data after --data, got " + (in == null ? "neither" : "both"), "");
        }
        SearchSettings settings = search.or(SearchSettings.inversion(search.seed()));
        try (Model loaded = load()) {
            Shape shape = generator(loaded).shape();
            float[] target = in != null ? ImageFile.read(in, shape, DataLimits.defaults()) : sample(shape);
            List<Found> found =
                    LatentSearch.run(generator(loaded), new PixelLoss(target, shape, device()), settings, searching());
            write(loaded, target, found.get(0));
            report(found);
        }
        return ExitCode.DONE;
    }

    private float[] sample(Shape shape) {
        try (Dataset opened = data.openAt(new ImageSize(shape.height(), shape.width()), console()::warn)) {
            if (!opened.shape().equals(shape)) {
                throw new ConfigurationException(
                        "expected images " + shape + " as the model makes them, got " + opened.shape() + " from "
                                + opened.name(),
                        "--in IMAGE brings a single image to the model's channels");
            }
            if (index < 0 || index >= opened.size()) {
                throw new ConfigurationException(
                        "expected --index from 0 to " + (opened.size() - 1) + ", got " + index, "");
            }
            float[] values = new float[shape.elements()];
            opened.read(index, values, 0);
            return values;
        } catch (UnreadableSampleException e) {
            throw new DataException(String.valueOf(e.getMessage()), "choose another --index", e);
        }
    }

    private void write(Model loaded, float[] target, Found best) {
        Shape shape = generator(loaded).shape();
        AtomicFiles.createFolders(out);
        float[] pair = Arrays.copyOf(target, 2 * target.length);
        System.arraycopy(best.sample(), 0, pair, target.length, target.length);
        AtomicFiles.write(out.resolve("target-and-reconstruction.png"), ImageGrid.png(pair, shape, 2));
        AtomicFiles.write(out.resolve("reconstruction.png"), ImageGrid.png(best.sample(), shape));
        LatentFile.write(out.resolve("z.json"), generator(loaded).latent(), best.z());
    }

    private void report(List<Found> found) {
        double error = found.get(0).loss();
        double psnr = 10 * Math.log10(4 / error); // values span 2
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("out", out.toString());
        json.put("mse", error);
        json.put("psnr_db", psnr);
        json.put("prior", found.get(0).prior());
        json.put("mse_of_restarts", found.stream().map(Found::loss).toList());
        json.put("z", found.get(0).z());
        String text = String.format(
                Locale.ROOT, "mean squared error %.5f, PSNR %.1f dB, best of %d restarts", error, psnr, found.size());
        report(out, text, json);
    }
}
