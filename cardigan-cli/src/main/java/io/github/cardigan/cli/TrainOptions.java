package io.github.cardigan.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a user said about a training; null where nothing was said. The names are also the keys of a configuration file. */
final class TrainOptions {

    @Option(names = "--data", paramLabel = "PATH|NAME", description = DataOptions.WHAT + " Default: digits.")
    @Nullable
    String data;

    @Option(
            names = "--limit",
            paramLabel = "N[:SEED]",
            description =
                    "Learn from only so many samples, as many of each class; the seed says which (1). Default: all.")
    @Nullable
    String limit;

    @Option(
            names = "--strict",
            description = "Refuse pairs of files of which some have no partner. Default: name and leave them out.")
    boolean strict;

    @Option(names = "--out", paramLabel = "DIR", description = "The run folder. Default: the next number under runs/.")
    @Nullable
    Path out;

    @Option(names = "--steps", paramLabel = "N", description = "Stop after this many iterations.")
    @Nullable
    Long steps;

    @Option(names = "--epochs", paramLabel = "N", description = "Stop after this many passes over the data.")
    @Nullable
    Double epochs;

    @Option(names = "--minutes", paramLabel = "N", description = "Stop after this much training time.")
    @Nullable
    Double minutes;

    @Option(names = "--batch", paramLabel = "N", description = "Samples per update. Default: the recipe's.")
    @Nullable
    Integer batch;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random. Default: 42.")
    @Nullable
    Long seed;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            description =
                    "Resize and centre-crop images to this height and width. Default: their own size up to 128x128, else"
                            + " 64x64.")
    @Nullable
    String size;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: cpu.")
    @Nullable
    String device;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "fp32, bf16 or auto: bf16 where the device has it natively. Default: auto.")
    @Nullable
    String precision;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads per tensor operation. Default: one per processor.")
    @Nullable
    Integer threads;

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "An option of the recipe; 'cardigan recipes NAME' lists them.")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--log-every",
            paramLabel = "STEPS",
            description = "A row of statistics every so many steps. Default: 10.")
    @Nullable
    Integer logEvery;

    @Option(
            names = "--sample-every",
            paramLabel = "STEPS",
            description = "A grid of samples every so many steps. Default: 100.")
    @Nullable
    Integer sampleEvery;

    @Option(
            names = "--evaluate",
            paramLabel = "NAME,...",
            description =
                    "Metrics of the generator along the way, such as fid,kid; the first decides which model is kept as the"
                            + " best. Default: none.")
    @Nullable
    String evaluate;

    @Option(
            names = "--evaluate-count",
            paramLabel = "N",
            description = "Images of each side for --evaluate. Default: 2000.")
    @Nullable
    Integer evaluateCount;

    @Option(
            names = "--evaluate-every",
            paramLabel = "STEPS",
            description =
                    "Measure what there is so far every so many steps; 0 at the end only. Default: 500 with --evaluate and"
                            + " for the classifier.")
    @Nullable
    Integer evaluateEvery;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many evaluations without improvement. Default: 0, never.")
    @Nullable
    Integer patience;

    @Option(
            names = "--stop",
            paramLabel = "RULE",
            description =
                    "What may end the training before its budget does: budget for nothing, equilibrium[:STEPS] when the"
                            + " discriminator can only guess, steadily for so many steps (1000). Default: budget.")
    @Nullable
    String stop;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            description = "A checkpoint every so many steps. Default: about one a minute.")
    @Nullable
    Integer checkpointEvery;
}
