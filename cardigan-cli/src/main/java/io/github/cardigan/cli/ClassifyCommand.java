package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.data.Confusion;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.Datasets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.RecolouredDataset;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.model.Model;
import io.github.cardigan.model.Reading;
import io.github.cardigan.network.Classifier;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads images with a trained classifier: what they show, or how often it is right. */
@Command(
        name = "classify",
        description =
                "Read images with a trained classifier: label and probabilities of each, or how often it is right.",
        footer = {
            "",
            "Examples:",
            "  cardigan classify --model runs/00001-classifier-mnist --in digit.png",
            "  cardigan classify --model runs/00001-classifier-mnist --in scans/ --out labels.csv",
            "  cardigan classify --model runs/00001-classifier-mnist --data mnist/"
        })
final class ClassifyCommand extends CardiganCommand {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "PATH",
            description = "A model folder or a run folder of the classifier recipe.")
    private Path model = Path.of("");

    @Option(
            names = "--in",
            paramLabel = "FILE|DIR",
            description =
                    "What to read: an image, a folder or ZIP of images, IDX files. Brought to the model's size, grey or"
                            + " colour.")
    private @Nullable String in;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            description = "Where the labels go: file, label, probability, then a column per class. Default: printed.")
    private @Nullable Path out;

    @Option(
            names = "--data",
            paramLabel = "PATH|NAME",
            description = "A labelled set: prints how often the labels are read right, and what is read as what.")
    private @Nullable String data;

    @Option(
            names = "--split",
            paramLabel = "train|test",
            description = "Which part of --data. Default: test, or all where there are no parts.")
    private @Nullable Split split;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        check();
        try (Model loaded = Model.load(model, Device.parse(device))) {
            Classifier classifier = loaded.classifier();
            if (!classifier.shape().isImage()) {
                throw new ConfigurationException(
                        "expected a classifier of images, got one of samples " + classifier.shape(), "");
            }
            if (in != null) {
                try (Dataset images = Datasets.openFor(in, classifier.shape(), console()::warn)) {
                    label(classifier, images);
                }
            }
            if (data != null) {
                try (JudgedData labelled = open(data, classifier.shape())) {
                    judge(classifier, labelled);
                }
            }
        }
        return ExitCode.DONE;
    }

    private void check() {
        if (in == null && data == null) {
            throw new ConfigurationException(
                    "expected images to read, got neither --in nor --data", "name a file or folder with --in");
        }
        if (split != null && data == null) {
            throw new ConfigurationException(
                    "expected --data with --split, got none", "to label a part alone, give its folder after --in");
        }
        if (out != null && in == null) {
            throw new ConfigurationException("expected --in with --out, got none", "--out takes what is read in --in");
        }
        if (out != null && Files.isDirectory(out)) {
            throw new ConfigurationException(
                    "expected a file name, but " + out + " is a folder", "choose another --out");
        }
    }

    private JudgedData open(String place, Shape shape) {
        return JudgedData.open(split, part -> open(place, shape, part));
    }

    private Dataset open(String place, Shape shape, Split part) {
        ImageSize size = new ImageSize(shape.height(), shape.width());
        return RecolouredDataset.of(DataOptions.open(place, size, part, console()::warn), shape.channels());
    }

    private void label(Classifier classifier, Dataset images) {
        LabelTable table = new LabelTable(classifier.classes());
        if (out == null) {
            if (!console().json()) {
                console().result(table.header());
            }
            Reading.all(classifier, images, console()::warn, reading -> {
                String file = images.sampleName(reading.index());
                if (console().json()) {
                    console().resultJson(table.json(file, reading));
                } else {
                    console().result(table.row(file, reading));
                }
            });
            return;
        }
        int[] count = {0};
        AtomicFiles.write(out, stream -> {
            PrintWriter writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
            writer.print(table.header() + "\n");
            count[0] = Reading.all(
                    classifier,
                    images,
                    console()::warn,
                    reading -> writer.print(table.row(images.sampleName(reading.index()), reading) + "\n"));
            writer.flush();
            if (writer.checkError()) {
                throw new java.io.IOException("the disk refuses to take more");
            }
        });
        reportLabels(out, count[0]);
    }

    private void reportLabels(Path file, int count) {
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("out", file.toString());
            result.put("count", count);
            console().resultJson(result);
        } else if (console().quiet()) {
            console().result(file.toString());
        } else {
            console().say("wrote labels of " + count + " images to " + file);
        }
    }

    private void judge(Classifier classifier, JudgedData judged) {
        Dataset labelled = judged.set();
        int[] ownLabels = LabelTable.labels(classifier, labelled);
        judged.warn(console()::warn);
        Confusion confusion = new Confusion(classifier.classes());
        Reading.all(
                classifier,
                labelled,
                console()::warn,
                reading -> confusion.add(ownLabels[labelled.label(reading.index())], reading.label()));
        if (console().json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("data", labelled.name());
            result.put("split", judged.part());
            result.putAll(confusion.toJson());
            console().resultJson(result);
        } else {
            console().result(LabelTable.accuracy(confusion) + ", part: " + judged.part());
            console().say(LabelTable.text(confusion));
        }
    }
}
