package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.judging.EvaluationFolder;
import io.github.cardigan.judging.Judgement;
import io.github.cardigan.run.Report;
import java.nio.file.Path;
import java.util.Optional;
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
            "A model that translates is judged by pairs: the l1 distance, ssim and psnr to what its translations should be. A classifier is judged",
            "by labels: its accuracy on --data, which may be another domain than it learned from.",
            "",
            "Metrics: fid, kid, is, precision, recall, density, coverage, modes, confidence, consistency, c2st, memorisation,"
                    + " cas, swd, ms-ssim, ssim, psnr, lpips, ppl, bound.",
            "",
            "Examples:",
            "  cardigan evaluate --model runs/00001-dcgan-digits",
            "  cardigan evaluate --model runs/00001-dcgan-digits --data digits --split test --metrics fid,memorisation",
            "  cardigan evaluate --model runs/00002-vae-mnist --split test --metrics bound",
            "  cardigan evaluate --model runs/00003-pix2pix --split test",
            "  cardigan evaluate --model runs/00004-classifier --data mnist/ --split test",
            "  cardigan evaluate --images made/ --data photos/ --extractor inception-v3 --weights inception.safetensors"
        })
final class EvaluateCommand extends CardiganCommand {

    @Option(names = "--model", paramLabel = "PATH", description = "A generator to judge: a model or run folder.")
    private @Nullable Path model;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "Images to judge instead of a model's: a folder, a ZIP, IDX files.")
    private @Nullable String images;

    @Mixin
    private EvaluateOptions options = new EvaluateOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where evaluation.json and pictures go. Default: evaluation/ in the run folder, if a run is judged.")
    private @Nullable Path out;

    @Override
    int execute() {
        if ((model == null) == (images == null)) {
            throw new ConfigurationException(
                    "expected either --model or --images, got " + (model == null ? "neither" : "both"),
                    "--model judges a generator, --images a folder, ZIP or IDX files of images");
        }
        if (model != null) {
            Optional<KnownAnswers> known = options.judgeByAnswers(model, new WorkProgress(console()));
            if (known.isPresent()) {
                report(known.get());
                return ExitCode.DONE;
            }
        }
        Path run = EvaluateOptions.run(model);
        Path folder = out != null ? out : run == null ? null : run.resolve(EvaluationFolder.NAME);
        Judgement judgement = options.judge(model, images, folder != null, new WorkProgress(console()));
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

    private void report(KnownAnswers known) {
        if (console().json()) {
            console().resultJson(known.json());
        } else {
            console().result(known.table());
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
