package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.model.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
            "  cardigan generate --model runs/00001-dcgan-digits --count 1000 --out digits/"
        })
final class GenerateCommand extends CardiganCommand {

    private static final int MOST = 1_000_000;
    private static final int FILES_AT_ONCE = 256;

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "A model folder or a run folder.")
    private Path model = Path.of("");

    @Option(names = "--count", paramLabel = "N", description = "How many samples. Default: ${DEFAULT-VALUE}.")
    private int count = 64;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same bytes. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.png|DIR",
            description = "A PNG file for one grid, or a folder for numbered PNG files.")
    private Path out = Path.of("");

    @Option(names = "--label", paramLabel = "K", description = "The class to draw, for conditional models.")
    private @Nullable Integer label;

    @Option(names = "--grid", paramLabel = "COLS", description = "Columns of the grid. Default: as square as it gets.")
    private @Nullable Integer columns;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        check();
        try (Model loaded = Model.load(model, Device.parse(device))) {
            if (label != null) {
                throw new ConfigurationException(
                        "expected a conditional model for --label, but this model was trained without labels",
                        "leave --label out");
            }
            Shape shape = loaded.generator().shape();
            if (!shape.isImage()) {
                throw new ConfigurationException("expected a model of images, got samples of shape " + shape, "");
            }
            if (isPng(out)) {
                AtomicFiles.write(out, loaded.grid(count, gridColumns(), seed));
            } else {
                writeFiles(loaded);
            }
            report(shape);
        }
        return ExitCode.DONE;
    }

    private void check() {
        if (count < 1 || count > MOST) {
            throw new ConfigurationException("expected --count from 1 to " + MOST + ", got " + count, "");
        }
        if (columns != null && (columns < 1 || columns > count)) {
            throw new ConfigurationException("expected --grid from 1 to --count (" + count + "), got " + columns, "");
        }
        if (isPng(out) && Files.isDirectory(out)) {
            throw new ConfigurationException(
                    "expected a file name, but " + out + " is a folder", "choose another --out");
        }
        if (!isPng(out) && Files.exists(out) && !Files.isDirectory(out)) {
            throw new ConfigurationException(
                    "expected --out to end in .png or to be a folder, got the file " + out, "choose another --out");
        }
    }

    private int gridColumns() {
        return columns != null ? columns : (int) Math.ceil(Math.sqrt(count));
    }

    private void writeFiles(Model loaded) {
        AtomicFiles.createFolders(out);
        Shape shape = loaded.generator().shape();
        int digits = Math.max(5, String.valueOf(count - 1).length());
        for (int first = 0; first < count; first += FILES_AT_ONCE) {
            int size = Math.min(FILES_AT_ONCE, count - first);
            float[] samples = loaded.sample(first, size, seed);
            for (int i = 0; i < size; i++) {
                float[] one = Arrays.copyOfRange(samples, i * shape.elements(), (i + 1) * shape.elements());
                String name = String.format(Locale.ROOT, "%0" + digits + "d.png", first + i);
                AtomicFiles.write(out.resolve(name), ImageGrid.png(one, shape));
            }
        }
    }

    private void report(Shape shape) {
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("out", out.toString());
            result.put("count", count);
            result.put("seed", seed);
            console().resultJson(result);
        } else if (console().quiet()) {
            console().result(out.toString());
        } else {
            console().say("wrote " + count + " samples of " + shape + " to " + out);
        }
    }

    private static boolean isPng(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }
}
