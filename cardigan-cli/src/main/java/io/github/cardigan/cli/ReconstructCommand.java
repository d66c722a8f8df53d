package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.model.Model;
import io.github.cardigan.model.Reconstructed;
import io.github.cardigan.network.Autoencoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends images through an autoencoder. */
@Command(
        name = "reconstruct",
        description = "Send images through an autoencoder and show each beside what comes out.",
        footer = {
            "",
            "Errors are means over the images, of values from -1 to 1. A variational autoencoder decodes the means.",
            "",
            "Examples:",
            "  cardigan reconstruct --model runs/00002-vae-mnist --data mnist/ --out pairs.png",
            "  cardigan reconstruct --model runs/00002-vae-mnist --in scans/ --count 500 --out pairs/"
        })
final class ReconstructCommand extends CardiganCommand {

    private static final int MOST = 1_000_000;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A model folder or a run folder of an autoencoder.")
    private Path model = Path.of("");

    @Mixin
    private ShownOptions shown = new ShownOptions();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "The first so many images, as far as there are. Default: ${DEFAULT-VALUE}.")
    private int count = 32;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.png|DIR",
            description = "A PNG file for one grid of pairs, or a folder for a numbered PNG file per pair.")
    private Path out = Path.of("");

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        shown.check();
        if (count < 1 || count > MOST) {
            throw new ConfigurationException("expected --count from 1 to " + MOST + ", got " + count, "");
        }
        boolean grid = OutFile.endsWith(out, ".png");
        if (grid) {
            OutFile.requireFile(out, ".png");
        } else {
            OutFile.requireFolder(out);
        }
        try (Model loaded = Model.load(model, Device.parse(device))) {
            Autoencoder autoencoder = loaded.autoencoder();
            try (JudgedData images = shown.open(autoencoder.shape(), console()::warn)) {
                IntUnaryOperator labels = shown.labels(autoencoder.conditions(), images.set());
                ErrorSums errors = grid
                        ? drawGrid(autoencoder, images.set(), labels)
                        : writeFiles(autoencoder, images.set(), labels);
                report(errors, images.part());
            }
        }
        return ExitCode.DONE;
    }

    private ErrorSums drawGrid(Autoencoder autoencoder, Dataset images, IntUnaryOperator labels) {
        Shape shape = autoencoder.shape();
        int wanted = Math.min(count, images.size());
        GridLimit.require(2 * wanted, shape, columns(wanted), "take fewer with --count, or choose a folder for --out");
        ErrorSums errors = new ErrorSums();
        List<float[]> pairs = new ArrayList<>();
        Reconstructed.first(autoencoder, images, wanted, labels, console()::warn, pair -> {
            errors.add(pair);
            pairs.add(joined(pair));
        });
        int elements = 2 * shape.elements();
        float[] all = new float[pairs.size() * elements];
        for (int i = 0; i < pairs.size(); i++) {
            System.arraycopy(pairs.get(i), 0, all, i * elements, elements);
        }
        AtomicFiles.write(out, ImageGrid.png(all, shape, columns(pairs.size())));
        return errors;
    }

    /** Pairs side by side, about as many across as down. */
    private static int columns(int pairs) {
        return 2 * (int) Math.ceil(Math.sqrt(pairs / 2.0));
    }

    private ErrorSums writeFiles(Autoencoder autoencoder, Dataset images, IntUnaryOperator labels) {
        AtomicFiles.createFolders(out);
        ErrorSums errors = new ErrorSums();
        int wanted = Math.min(count, images.size());
        Reconstructed.first(autoencoder, images, wanted, labels, console()::warn, pair -> {
            errors.add(pair);
            String name = String.format(Locale.ROOT, "%05d.png", pair.index());
            AtomicFiles.write(out.resolve(name), ImageGrid.png(joined(pair), autoencoder.shape(), 2));
        });
        return errors;
    }

    private static float[] joined(Reconstructed pair) {
        float[] joined = Arrays.copyOf(pair.original(), 2 * pair.original().length);
        System.arraycopy(pair.reconstruction(), 0, joined, pair.original().length, pair.original().length);
        return joined;
    }

    /** Means over images. */
    private static final class ErrorSums {

        private int count;
        private double squared;
        private double psnr;

        void add(Reconstructed pair) {
            count++;
            squared += pair.meanSquaredError();
            psnr += pair.psnr();
        }
    }

    private void report(ErrorSums errors, String part) {
        double error = errors.squared / errors.count;
        double psnr = errors.psnr / errors.count;
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("out", out.toString());
            result.put("count", errors.count);
            result.put("split", part);
            result.put("mse", error);
            result.put("psnr_db", Double.isInfinite(psnr) ? "infinite" : psnr);
            console().resultJson(result);
        } else if (console().quiet()) {
            console().result(out.toString());
        } else {
            console()
                    .result(String.format(
                            Locale.ROOT,
                            "mean squared error %.5f, PSNR %.1f dB over %,d images, part: %s",
                            error,
                            psnr,
                            errors.count,
                            part));
            console().say("wrote " + out);
        }
    }
}
