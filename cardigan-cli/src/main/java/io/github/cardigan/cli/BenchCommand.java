package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.benchmarks.DcganBench;
import io.github.cardigan.benchmarks.EvaluateBench;
import io.github.cardigan.benchmarks.InceptionBench;
import io.github.cardigan.benchmarks.TrainingBench;
import io.github.cardigan.benchmarks.TranslationBench;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.recipe.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a recipe against the machine's limit and against the loop of the tutorials, or how long judging takes. */
@Command(
        name = "bench",
        description = "Measure speed: a recipe against the machine's limit and a tutorial's loop, or judging.",
        footer = {"", "Machines are noisy: close what else runs, and read the ratios rather than the times."})
final class BenchCommand extends CardiganCommand {

    private static final List<String> WHAT =
            List.of("dcgan", "gan", "wgan-gp", "sgan", "pix2pix", "cyclegan", "evaluate");
    private static final int INCEPTION_ROUNDS = 3;

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = "What to measure: dcgan, gan, wgan-gp, sgan, pix2pix, cyclegan, evaluate.")
    private String what = "";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of interleaved measurements. Default: ${DEFAULT-VALUE}.")
    private int rounds = 15;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Images of each side for evaluate. Default: ${DEFAULT-VALUE}.")
    private int count = 50_000;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads per tensor operation. Default: one per processor.")
    private @Nullable Integer threads;

    @Override
    int execute() {
        if (!WHAT.contains(what)) {
            throw new ConfigurationException(
                    "expected one of " + String.join(", ", WHAT) + " to measure, got '" + what + "'",
                    Nearest.hint(what, WHAT, "each of them is a command of its own"));
        }
        if (count < 10 || count > 1_000_000) {
            throw new ConfigurationException("expected --count from 10 to 1000000, got " + count, "");
        }
        if (rounds < 1 || rounds > 10_000) {
            throw new ConfigurationException("expected --rounds from 1 to 10000, got " + rounds, "");
        }
        if (threads != null) {
            if (threads < 1 || threads > 1024) {
                throw new ConfigurationException("expected --threads from 1 to 1024, got " + threads, "");
            }
            Natives.setThreads(threads);
        }
        Device on = Device.parse(device);
        console().say(Natives.threads() + " threads");
        switch (what) {
            case "dcgan" -> dcgan(on);
            case "gan" -> training(TrainingBench.gan(on, rounds, done -> {}));
            case "wgan-gp" -> training(TrainingBench.wganGp(on, rounds, done -> {}));
            case "sgan" -> training(TrainingBench.sgan(on, rounds, done -> {}));
            case "pix2pix" -> training(TranslationBench.pix2pix(on, rounds, done -> {}));
            case "cyclegan" -> training(TranslationBench.cyclegan(on, rounds, done -> {}));
            default -> evaluate(on);
        }
        return ExitCode.DONE;
    }

    private void training(List<TrainingBench.Row> rows) {
        List<List<String>> table = new ArrayList<>(List.of(List.of("what", "ms per iteration", "compared", "")));
        Map<String, Object> json = new LinkedHashMap<>();
        for (TrainingBench.Row row : rows) {
            table.add(List.of(row.what(), number(row.ms()), ratio(row.compared()), row.meaning()));
            json.put(row.key() + "_ms", row.ms());
            json.put(row.key() + "_compared", row.compared());
        }
        console().say(TextColumns.of(table));
        console().resultJson(json);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
    }

    private void dcgan(Device on) {
        console().say("28x28 dcgan, batch 64; " + rounds + " rounds, interleaved");
        DcganBench.Result result = DcganBench.run(on, rounds, done -> {});
        console().say(table(result, on));
        console().resultJson(json(result));
    }

    private void evaluate(Device on) {
        EvaluateBench.Result judging = EvaluateBench.run(on, count, console()::say);
        console().say("Inception-v3");
        InceptionBench.Result inception = InceptionBench.run(on, Math.min(rounds, INCEPTION_ROUNDS), done -> {});
        EvaluateBenchReport report = new EvaluateBenchReport(judging, inception);
        console().say(report.table());
        console().resultJson(report.json());
    }

    private static String table(DcganBench.Result result, Device on) {
        double limitMs = result.gflopPerStep() / result.limitGflops() * 1e3;
        return TextColumns.of(List.of(
                List.of("what", "ms per iteration", "compared"),
                List.of("convolution limit", number(limitMs), number(result.limitGflops()) + " GFLOP/s"),
                List.of("tutorial loop, fp32", number(result.tutorialMs()), ""),
                List.of(
                        "Cardigan, fp32",
                        number(result.fp32Ms()),
                        number(result.tutorialOverFp32()) + "x the tutorial, " + number(100 * result.limitShareFp32())
                                + " % of the limit"),
                List.of(
                        !on.isCpu() || Precision.cpuHasBf16() ? "Cardigan, bf16" : "Cardigan, bf16 (emulated)",
                        number(result.bf16Ms()),
                        number(result.fp32OverBf16()) + "x fp32")));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private static Map<String, Object> json(DcganBench.Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limit_gflops", result.limitGflops());
        json.put("tutorial_ms", result.tutorialMs());
        json.put("fp32_ms", result.fp32Ms());
        json.put("bf16_ms", result.bf16Ms());
        json.put("limit_share_fp32", result.limitShareFp32());
        json.put("tutorial_over_fp32", result.tutorialOverFp32());
        json.put("fp32_over_bf16", result.fp32OverBf16());
        json.put("peak_rss_mb", result.peakRssMb());
        json.put("startup_ms", result.startupMs());
        return json;
    }
}
