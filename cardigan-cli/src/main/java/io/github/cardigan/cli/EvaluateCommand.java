package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.judging.Evaluation;
import io.github.cardigan.judging.EvaluationFolder;
import io.github.cardigan.judging.Judgement;
import io.github.cardigan.judging.Questions;
import io.github.cardigan.run.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how good generated images are. */
@Command(
        name = "evaluate",
        description = "Say how good a generator is: its images against real ones, or a folder against a folder.",
        footer = {
            "",
            "Metrics: fid, kid, is, precision, recall, density, coverage, modes, confidence, consistency, c2st, memorisation,"
                    + " cas, swd, ms-ssim, ssim, psnr, lpips, ppl, bound.",
            "",
            "Examples:",
            "  cardigan evaluate --model runs/00001-dcgan-digits",
            "  cardigan evaluate --model runs/00001-dcgan-digits --data digits --split test --metrics fid,memorisation",
            "  cardigan evaluate --model runs/00002-vae-mnist --split test --metrics bound",
            "  cardigan evaluate --images made/ --data photos/ --extractor inception-v3 --weights inception.safetensors"
        })
final class EvaluateCommand extends CardiganCommand {

    private static final int MOST = 1_000_000;

    @Option(names = "--model", paramLabel = "PATH", description = "A generator to judge: a model or run folder.")
    private @Nullable Path model;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "Images to judge instead of a model's: a folder, a ZIP, IDX files.")
    private @Nullable String images;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "NAME",
            description =
                    "What to compute, separated by commas. Default: fid, kid, precision, recall, density, coverage, and"
                            + " modes and confidence where a classifier looks.")
    private @Nullable List<String> metrics;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many generated images, and real ones for all but fid, as far as there are. Default: 10000; figures"
                            + " compare only at the same count.")
    private @Nullable Integer count;

    @Option(
            names = "--real-count",
            paramLabel = "N|all",
            description = "How many real images for fid and --save-stats. Default: all, but at most 50000.")
    private @Nullable String realCount;

    @Mixin
    private ExtractorOptions extractor = new ExtractorOptions();

    @Option(
            names = "--lpips",
            split = ",",
            paramLabel = "FILE",
            description = "Weights for lpips and ppl: VGG16, and those per channel if they lie in another file.")
    private List<Path> lpips = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Of the generated images. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--save-stats",
            paramLabel = "FILE",
            description = "Write what was seen in the real images, to be used as --stats.")
    private @Nullable Path saveStats;

    @Option(names = "--stats", paramLabel = "FILE", description = "Compare with such a file instead of real images.")
    private @Nullable Path stats;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where evaluation.json and pictures go. Default: evaluation/ in the run folder, if a run is judged.")
    private @Nullable Path out;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    int execute() {
        check();
        Questions asked = metrics == null ? null : Questions.named(metrics);
        Path run = model != null && Files.isRegularFile(model.resolve("run.json")) ? model : null;
        Path folder = out != null ? out : run == null ? null : run.resolve(EvaluationFolder.NAME);
        WorkProgress progress = new WorkProgress(console());
        Judgement judgement;
        try (EvaluationSources sources = new EvaluationSources(Device.parse(device), seed, progress)) {
            if (model != null) {
                sources.model(model, count);
            } else if (images != null) {
                sources.images(images, data.imageSize(), count);
            }
            sources.realCount(realCount(), saveStats != null);
            if (data.given()) {
                sources.data(data.source());
            } else if (run != null && stats == null) {
                sources.data(RunData.of(run, data, progress));
            } else if (run != null) {
                sources.learnFrom(RunData.of(run, data, progress));
            }
            sources.prepare(asked, stats, extractor);
            boolean pictures = folder != null && !sources.questions().only(Questions.Other.BOUND);
            try (Evaluation evaluation =
                    new Evaluation(sources.evidence(lpips), sources.questions(), pictures, progress)) {
                judgement = evaluation.judge();
                if (saveStats != null) {
                    evaluation.saveStatistics(saveStats);
                }
            }
        }
        if (folder != null) {
            EvaluationFolder.write(folder, judgement);
        }
        Path reported = run != null && run.resolve(EvaluationFolder.NAME).equals(folder) ? run : null;
        if (reported != null) {
            Report.write(reported);
        }
        report(judgement, folder, reported);
        return ExitCode.DONE;
    }

    private int realCount() {
        if (realCount == null) {
            return EvaluationSources.USUAL_REAL_COUNT;
        }
        int wanted = realCount.equals("all") ? MOST : realCount.matches("\\d{1,7}") ? Integer.parseInt(realCount) : 0;
        if (wanted < 2 || wanted > MOST) {
            throw new ConfigurationException(
                    "expected --real-count from 2 to " + MOST + " or all, got " + realCount, "");
        }
        return wanted;
    }

    private void check() {
        if ((model == null) == (images == null)) {
            throw new ConfigurationException(
                    "expected either --model or --images, got " + (model == null ? "neither" : "both"),
                    "--model judges a generator, --images a folder, ZIP or IDX files of images");
        }
        if (count != null && (count < 2 || count > MOST)) {
            throw new ConfigurationException("expected --count from 2 to " + MOST + ", got " + count, "");
        }
        if (stats != null && saveStats != null) {
            throw new ConfigurationException("expected one of --stats and --save-stats, got both", "leave one out");
        }
    }

    private void report(Judgement judgement, @Nullable Path folder, @Nullable Path reported) {
        if (console().json()) {
            console().resultJson(judgement.toJson());
        } else {
            console().result(EvaluationTable.of(judgement));
        }
        EvaluationTable.warnings(judgement).forEach(console()::warn);
        if (folder != null) {
            console().say("  written  " + folder);
        }
        if (reported != null) {
            console().say("  report   " + reported.resolve(Report.FILE));
        }
    }
}
