package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.DataLimits;
import io.github.cardigan.data.GifAnimation;
import io.github.cardigan.data.ImageFile;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.latent.Interpolation;
import io.github.cardigan.latent.Latents;
import io.github.cardigan.model.Embedder;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Walks from one latent to another. */
@Command(
        name = "interpolate",
        description = "Walk from one latent to another, as a grid of images or as an animation.",
        footer = {
            "",
            "Examples:",
            "  cardigan latent interpolate --model runs/00001-dcgan-digits --from 3 --through 8,5 --to 3 --out walk.gif",
            "  cardigan latent interpolate --model runs/00002-vae-mnist --from-image a.png --to-image b.png --out walk.png"
        })
final class LatentInterpolateCommand extends LatentSubcommand {

    private static final int MOST = 10_000;
    private static final String FEWER = "take fewer --steps";

    @Option(
            names = "--from",
            paramLabel = "SEED|FILE",
            description = "Where to start: a seed, or a z.json of 'latent invert'.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "SEED|FILE", description = "Where to end.")
    private @Nullable String to;

    @Option(
            names = "--from-image",
            paramLabel = "IMAGE",
            description = "Start at the code of this image; for autoencoders, with --to-image in place of --from and"
                    + " --to. Codes are joined by a straight line.")
    private @Nullable Path fromImage;

    @Option(names = "--to-image", paramLabel = "IMAGE", description = "End at the code of this image.")
    private @Nullable Path toImage;

    @Option(
            names = "--through",
            split = ",",
            paramLabel = "SEED|FILE",
            description = "Stops on the way, with commas between them.")
    private List<String> through = new ArrayList<>();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps from one stop to the next. Default: ${DEFAULT-VALUE}.")
    private int steps = 15;

    @Option(
            names = "--linear",
            description = "Go straight. Default: on the sphere for normal latents, straight for uniform ones.")
    private boolean linear;

    @Option(
            names = "--frame-millis",
            paramLabel = "N",
            description = "How long an animation shows each image. Default: ${DEFAULT-VALUE}.")
    private int frameMillis = 80;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.png|FILE.gif",
            description = "A grid, or an animation that repeats.")
    private Path out = Path.of("");

    @Override
    int execute() {
        OutFile.requireFile(out, ".png", ".gif");
        if (steps < 1 || (long) steps * (through.size() + 1) >= MOST) {
            throw new ConfigurationException(
                    "expected --steps of at least 1 and fewer than " + MOST + " images, got " + steps, "");
        }
        if (frameMillis < 10 || frameMillis > 60_000) {
            throw new ConfigurationException("expected --frame-millis from 10 to 60000, got " + frameMillis, "");
        }
        if (fromImage != null && toImage != null && from == null && to == null && through.isEmpty()) {
            betweenImages(fromImage, toImage);
        } else if (from != null && to != null && fromImage == null && toImage == null) {
            betweenLatents(from, to);
        } else {
            throw new ConfigurationException(
                    "expected --from and --to, or --from-image and --to-image, got "
                            + (from == null && to == null && fromImage == null && toImage == null
                                    ? "none of them"
                                    : "others"),
                    "seeds for a generator, images for an autoencoder; --through goes with seeds");
        }
        return ExitCode.DONE;
    }

    /** Encoded, joined by a straight line, decoded; the classes of a conditional autoencoder by {@code --class}. */
    private void betweenImages(Path start, Path end) {
        try (Model loaded = loadAutoencoder()) {
            Autoencoder autoencoder = loaded.autoencoder();
            Shape shape = autoencoder.shape();
            if (!shape.isImage()) {
                throw new ConfigurationException("expected a model of images, got samples of shape " + shape, "");
            }
            requireRoom(shape);
            int label = label(autoencoder.conditions());
            Embedder embedder = Embedder.of(loaded);
            List<float[]> stops = new ArrayList<>();
            for (Path image : List.of(start, end)) {
                stops.add(embedder.one(ImageFile.read(image, shape, DataLimits.defaults()), label));
            }
            // a decoder makes samples of codes, wherever these come from
            Latent codes = Latent.normal(autoencoder.codeSize());
            Generator decoder = new Generator(codes, autoencoder.conditions(), autoencoder.decoder());
            List<float[]> walk = Interpolation.LINEAR.walk(codes, stops, steps);
            Generator asked = autoencoder.conditions().none() ? decoder : decoder.asking(label);
            write(Latents.generate(asked, walk), shape);
            report(walk.size(), Interpolation.LINEAR);
        }
    }

    private void betweenLatents(String start, String end) {
        try (Model loaded = load()) {
            requireRoom(generator(loaded).shape());
            Latent latent = generator(loaded).latent();
            List<float[]> stops = new ArrayList<>();
            stops.add(latent("--from", start, latent));
            through.forEach(stop -> stops.add(latent("--through", stop.strip(), latent)));
            stops.add(latent("--to", end, latent));
            Interpolation way = linear ? Interpolation.LINEAR : Interpolation.suiting(latent);
            List<float[]> walk = way.walk(latent, stops, steps);
            write(Latents.generate(generator(loaded), walk), generator(loaded).shape());
            report(walk.size(), way);
        }
    }

    /** Before anything is generated. */
    private void requireRoom(Shape shape) {
        int count = steps * (through.size() + 1) + 1;
        if (OutFile.endsWith(out, ".gif")) {
            GridLimit.requireValues(count, shape, FEWER);
        } else {
            GridLimit.require(count, shape, columns(), FEWER);
        }
    }

    private int columns() {
        return through.isEmpty() ? steps + 1 : steps;
    }

    private void write(float[] samples, Shape shape) {
        AtomicFiles.write(
                out,
                OutFile.endsWith(out, ".gif")
                        ? GifAnimation.gif(samples, shape, frameMillis)
                        : ImageGrid.png(samples, shape, columns()));
    }

    private void report(int count, Interpolation way) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("out", out.toString());
        json.put("count", count);
        json.put("interpolation", way.toString());
        report(out, "a walk of " + count + " images, " + way, json);
    }
}
