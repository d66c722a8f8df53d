package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.latent.Latents;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Generator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws samples from a trained model. */
@Command(
        name = "generate",
        description = "Draw samples from a trained model, as one grid or as numbered files.",
        footer = {
            "",
            "Examples:",
            "  cardigan generate --model runs/00001-dcgan-digits --count 64 --out digits.png",
            "  cardigan generate --model runs/00001-dcgan-digits --count 1000 --out digits/",
            "  cardigan generate --model runs/00002-cgan-digits --label 7 --out sevens.png",
            "  cardigan generate --model runs/00001-dcgan-digits --seeds 1,2,5-9 --truncation 0.7 --out some.png"
        })
final class GenerateCommand extends CardiganCommand {

    private static final int MOST = 1_000_000;
    private static final int FILES_AT_ONCE = 256;
    private static final int DEFAULT_COUNT = 64;
    private static final int MOST_COLUMNS = 32;
    private static final long DEFAULT_SEED = 42;

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "A model folder or a run folder.")
    private Path model = Path.of("");

    @Option(names = "--count", paramLabel = "N", description = "How many samples. Default: " + DEFAULT_COUNT + ".")
    private @Nullable Integer count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same bytes. Default: " + DEFAULT_SEED + ".")
    private @Nullable Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "LIST",
            description = "One sample for each of these seeds, for example 1,2,5-9; in place of --count and --seed.")
    private @Nullable String seeds;

    @Option(
            names = "--truncation",
            paramLabel = "X",
            description = "Draw latent values beyond X again: less variety for more quality. Default: none.")
    private @Nullable Double truncation;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.png|DIR",
            description =
                    "A PNG file for one grid, or a folder for numbered PNG files; for points FILE.csv or FILE.png.")
    private Path out = Path.of("");

    @Option(
            names = "--label",
            paramLabel = "CLASS",
            description = "The class to draw, by name or number, for models that can be asked. Default: all in turn.")
    private @Nullable String label;

    @Option(names = "--grid", paramLabel = "COLS", description = "Columns of the grid. Default: as square as it gets.")
    private @Nullable Integer columns;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        List<Long> each = seeds == null ? null : SeedList.parse("--seeds", seeds);
        int total = each != null ? each.size() : count != null ? count : DEFAULT_COUNT;
        check(total);
        DrawnLatents latents = new DrawnLatents(seed != null ? seed : DEFAULT_SEED, each, truncation);
        try (Model loaded = Model.load(model, Device.parse(device))) {
            Generator generator = AskedClass.of(loaded, label);
            Shape shape = generator.shape();
            if (shape.equals(Shape.of(2))) {
                OutFile.requireFile(out, PointFile.CSV, PointFile.PNG);
                PointFile.write(out, samples(generator, latents, 0, total));
            } else if (!shape.isImage()) {
                throw new ConfigurationException(
                        "expected a model of images or points, got samples of shape " + shape, "name another model");
            } else if (OutFile.endsWith(out, PointFile.CSV)) {
                throw new ConfigurationException(
                        "expected --out FILE.png or DIR for samples of shape " + shape + ", got " + out,
                        "a CSV file can hold points only");
            } else if (isPng(out)) {
                GridLimit.require(total, shape, gridColumns(generator, total));
                float[] samples = samples(generator, latents, 0, total);
                AtomicFiles.write(out, ImageGrid.png(samples, shape, gridColumns(generator, total)));
            } else {
                writeFiles(generator, latents, total);
            }
            report(shape, latents, total);
        }
        return ExitCode.DONE;
    }

    private void check(int total) {
        if (seeds != null && (count != null || seed != null)) {
            throw new ConfigurationException(
                    "expected --seeds, or --count and --seed, got both", "--seeds 1,2,5-9 makes one sample for each");
        }
        if (truncation != null && !(truncation > 0 && Double.isFinite(truncation))) {
            throw new ConfigurationException(
                    "expected --truncation above 0, got " + truncation, "0.5 is strong, 2 is weak");
        }
        if (total < 1 || total > MOST) {
            throw new ConfigurationException("expected --count from 1 to " + MOST + ", got " + total, "");
        }
        if (columns != null && (columns < 1 || columns > total)) {
            throw new ConfigurationException("expected --grid from 1 to --count (" + total + "), got " + columns, "");
        }
        if (isPng(out) && Files.isDirectory(out)) {
            throw new ConfigurationException(
                    "expected a file name, but " + out + " is a folder", "choose another --out");
        }
        if (!isPng(out) && !OutFile.endsWith(out, PointFile.CSV) && Files.exists(out) && !Files.isDirectory(out)) {
            throw new ConfigurationException(
                    "expected --out to end in .png or to be a folder, got the file " + out, "choose another --out");
        }
    }

    /** A column per class where all are drawn in turn. */
    private int gridColumns(Generator generator, int total) {
        int classes = generator.conditions().asked().isPresent()
                ? 0
                : generator.conditions().classes().size();
        int usual =
                classes >= 2 && classes <= Math.min(total, MOST_COLUMNS) ? classes : (int) Math.ceil(Math.sqrt(total));
        return columns != null ? columns : usual;
    }

    private static float[] samples(Generator generator, DrawnLatents latents, int first, int size) {
        return Latents.generate(generator, latents.range(generator.latent(), first, size), first);
    }

    private void writeFiles(Generator generator, DrawnLatents latents, int total) {
        AtomicFiles.createFolders(out);
        Shape shape = generator.shape();
        int digits = Math.max(5, String.valueOf(total - 1).length());
        for (int first = 0; first < total; first += FILES_AT_ONCE) {
            int size = Math.min(FILES_AT_ONCE, total - first);
            float[] samples = samples(generator, latents, first, size);
            for (int i = 0; i < size; i++) {
                float[] one = Arrays.copyOfRange(samples, i * shape.elements(), (i + 1) * shape.elements());
                String name = String.format(Locale.ROOT, "%0" + digits + "d.png", first + i);
                AtomicFiles.write(out.resolve(name), ImageGrid.png(one, shape));
            }
        }
    }

    private void report(Shape shape, DrawnLatents latents, int total) {
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("out", out.toString());
            result.put("count", total);
            if (latents.seeds() == null) {
                result.put("seed", latents.seed());
            } else {
                result.put("seeds", latents.seeds());
            }
            if (truncation != null) {
                result.put("truncation", truncation);
            }
            if (label != null) {
                result.put("label", label);
            }
            console().resultJson(result);
        } else if (console().quiet()) {
            console().result(out.toString());
        } else {
            console().say("wrote " + total + " samples of " + shape + " to " + out);
        }
    }

    private static boolean isPng(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }
}
