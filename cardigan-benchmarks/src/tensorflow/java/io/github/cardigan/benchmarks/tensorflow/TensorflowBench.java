package io.github.cardigan.benchmarks.tensorflow;

import io.github.cardigan.benchmarks.DcganBench;
import io.github.cardigan.benchmarks.DcganBench.Comparison;
import io.github.cardigan.benchmarks.Timing;
import io.github.cardigan.engine.Natives;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.tensorflow.TensorFlow;

/**
 * Cardigan's fp32 against TensorFlow Java on the same training step of the 28x28 DCGAN, batch 64, on the processor: in one process
 * and in alternating rounds, with the tutorial's loop on libtorch as the third. README.md of this module tells how to run it.
 */
public final class TensorflowBench {

    private TensorflowBench() {}

    /**
     * Prints one line per round, the medians, and a line of JSON.
     *
     * @param arguments the number of rounds (15 if absent), threads per operation (one per processor if absent)
     */
    public static void main(String[] arguments) {
        int rounds = number(arguments, 0, "rounds", 15);
        int threads = number(arguments, 1, "threads", Runtime.getRuntime().availableProcessors());
        Natives.setThreads(threads);
        System.out.printf(
                "28x28 dcgan, batch 64, fp32, %d threads; TensorFlow %s; ms per iteration%n",
                threads, TensorFlow.version());
        List<Comparison> done = new ArrayList<>();
        try (TensorflowLoop loop = new TensorflowLoop(threads)) {
            DcganBench.compare(
                    new Proven(loop),
                    rounds,
                    round -> {
                        done.add(round);
                        System.out.println(line("round " + done.size(), round, ratio(round)));
                    });
        }
        Comparison median = new Comparison(
                Timing.median(done.stream().map(Comparison::other).toList()),
                Timing.median(done.stream().map(Comparison::tutorial).toList()),
                Timing.median(done.stream().map(Comparison::fp32).toList()));
        double ratio = Timing.median(done.stream().map(TensorflowBench::ratio).toList());
        System.out.println(line("median", median, ratio));
        System.out.println(json(median, ratio, rounds, threads));
    }

    /** The loop's steps; before the first it is proven, with the same batch, that it trains. */
    private static final class Proven implements Consumer<float[]> {

        private final TensorflowLoop loop;
        private boolean proven;

        Proven(TensorflowLoop loop) {
            this.loop = loop;
        }

        @Override
        public void accept(float[] real) {
            if (!proven) {
                proven = true;
                System.out.println(TrainingProof.of(loop, real));
            }
            loop.step(real);
        }
    }

    private static int number(String[] arguments, int at, String name, int otherwise) {
        if (arguments.length <= at) {
            return otherwise;
        }
        if (!arguments[at].matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException("expected " + name + " from 1 to 9999, got '" + arguments[at] + "'");
        }
        return Integer.parseInt(arguments[at]);
    }

    private static double ratio(Comparison round) {
        return round.other() / round.fp32();
    }

    private static String line(String name, Comparison times, double ratio) {
        return String.format(
                Locale.ROOT,
                "%-9s TensorFlow %6.1f   tutorial on libtorch %6.1f   Cardigan %6.1f   TensorFlow / Cardigan %.2f",
                name,
                times.other(),
                times.tutorial(),
                times.fp32(),
                ratio);
    }

    private static String json(Comparison median, double ratio, int rounds, int threads) {
        return String.format(
                Locale.ROOT,
                "{\"rounds\":%d,\"threads\":%d,\"tensorflow_ms\":%.2f,\"tutorial_ms\":%.2f,\"fp32_ms\":%.2f,"
                        + "\"tensorflow_over_fp32\":%.3f}",
                rounds,
                threads,
                median.other(),
                median.tutorial(),
                median.fp32(),
                ratio);
    }
}
