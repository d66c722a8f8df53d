package io.github.cardigan.cli;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.model.Embedder;
import io.github.cardigan.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the codes of images. */
@Command(
        name = "embed",
        description =
                "Write the few numbers that a model knows images by: an autoencoder's codes (means of a variational"
                        + " one), a classifier's features before its last layer.",
        footer = {
            "",
            "Examples:",
            "  cardigan embed --model runs/00002-vae-mnist --data mnist/ --out codes.csv",
            "  cardigan embed --model runs/00001-classifier-mnist --in scans/ --out features.csv"
        })
final class EmbedCommand extends CardiganCommand {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A model folder or a run folder of an autoencoder or a classifier.")
    private Path model = Path.of("");

    @Mixin
    private ShownOptions shown = new ShownOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            description = "Where the codes go: file, label if known, then a column per value. Default: printed.")
    private @Nullable Path out;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        shown.check();
        if (out != null) {
            OutFile.requireFile(out, ".csv");
        }
        try (Model loaded = Model.load(model, Device.parse(device))) {
            Embedder embedder = Embedder.of(loaded);
            try (JudgedData images = shown.open(embedder.shape(), console()::warn)) {
                IntUnaryOperator labels = shown.labels(embedder.conditions(), images.set());
                if (out == null) {
                    print(embedder, images.set(), labels);
                } else {
                    report(out, write(out, embedder, images.set(), labels), embedder.size());
                }
            }
        }
        return ExitCode.DONE;
    }

    private void print(Embedder embedder, Dataset images, IntUnaryOperator labels) {
        if (console().json()) {
            embedder.all(images, labels, console()::warn, code -> console().resultJson(json(images, code)));
        } else {
            rows(embedder, images, labels, console()::result);
        }
    }

    private int write(Path file, Embedder embedder, Dataset images, IntUnaryOperator labels) {
        int[] count = {0};
        AtomicFiles.write(file, stream -> {
            PrintWriter writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
            count[0] = rows(embedder, images, labels, line -> writer.print(line + "\n"));
            writer.flush();
            if (writer.checkError()) {
                throw new IOException("the disk refuses to take more");
            }
        });
        return count[0];
    }

    private int rows(Embedder embedder, Dataset images, IntUnaryOperator labels, Consumer<String> lines) {
        List<String> header = new ArrayList<>(List.of("file", "label"));
        for (int i = 0; i < embedder.size(); i++) {
            header.add("z" + i);
        }
        lines.accept(LabelTable.line(header));
        return embedder.all(images, labels, console()::warn, code -> {
            List<String> cells = new ArrayList<>(List.of(images.sampleName(code.index()), label(images, code)));
            for (float value : code.values()) {
                cells.add(Float.toString(value));
            }
            lines.accept(LabelTable.line(cells));
        });
    }

    /** Empty where the images have none. */
    private static String label(Dataset images, Embedder.Code code) {
        int label = images.label(code.index());
        return label < 0 ? "" : images.classes().get(label);
    }

    private static Map<String, Object> json(Dataset images, Embedder.Code code) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", images.sampleName(code.index()));
        if (!label(images, code).isEmpty()) {
            json.put("label", label(images, code));
        }
        json.put("code", code.values());
        return json;
    }

    private void report(Path file, int count, int size) {
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("out", file.toString());
            result.put("count", count);
            result.put("size", size);
            console().resultJson(result);
        } else if (console().quiet()) {
            console().result(file.toString());
        } else {
            console().say("wrote codes of " + size + " values of " + count + " images to " + file);
        }
    }
}
