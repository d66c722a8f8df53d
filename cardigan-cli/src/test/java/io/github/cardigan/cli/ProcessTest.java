package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: exit codes and signals. */
@Timeout(120)
class ProcessTest {

    @TempDir
    Path temp;

    private Process start(String... args) throws IOException {
        return start(List.of(), args);
    }

    private Process start(List<String> prefix, String... args) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(temp.resolve("out.txt").toFile())
                .redirectError(temp.resolve("err.txt").toFile());
        builder.environment().put("OPENBLAS_THREAD_TIMEOUT", "4");
        return builder.start();
    }

    private int finish(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        return process.exitValue();
    }

    private String text(String name) throws IOException {
        return Files.readString(temp.resolve(name));
    }

    @Test
    void aWrongWordEndsTheProcessWithTwo() throws Exception {
        assertThat(finish(start("train", "dcgan", "--data", temp.resolve("none").toString())))
                .isEqualTo(2);
        assertThat(text("err.txt").lines()).hasSize(2);
        assertThat(text("err.txt")).contains("found nothing there");
        assertThat(text("out.txt")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsTheRunAfterACheckpointAndItCanBeResumed(String signal) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "signals are sent with kill");
        assumeFalse(signal.equals("INT") && ignoresInterrupts(), "SIGINT is ignored here, and so it is in children");
        Path run = temp.resolve("run");
        Process process = start(Ran.tiny(
                "--data",
                "digits:500",
                "--batch",
                8,
                "--steps",
                100_000,
                "--checkpoint-every",
                1_000_000,
                "--log-every",
                1,
                "--out",
                run));
        waitForSteps(process, run);
        send(signal, process);

        assertThat(finish(process)).as(text("err.txt")).isEqualTo(130);
        assertThat(text("err.txt")).doesNotContain("error:");
        assertThat(text("out.txt")).contains("interrupted after step", "--resume");
        assertThat(run.resolve("report.html")).exists();
        assertThat(run.resolve("model/model.json")).exists();
        long step = newestCheckpoint(run);
        assertThat(step).isPositive();

        Process resumed = start("train", "dcgan", "--out", run.toString(), "--resume", "--steps", "" + (step + 2));
        assertThat(finish(resumed)).as(text("err.txt")).isZero();
        assertThat(newestCheckpoint(run)).isEqualTo(step + 2);
    }

    @Test
    void aSignalEndsAStudyAfterACheckpointAndTheSameWordsGoOn() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "signals are sent with kill");
        Path file = Files.writeString(temp.resolve("tiny.yaml"), """
                data: digits:200
                batch: 8
                minutes: 0.1
                threads: 1
                precision: fp32
                log-every: 1
                set: {width: 4}
                seeds: [1]
                cells: [dcgan]
                """);
        Path out = temp.resolve("study");
        Path run = out.resolve("cells/dcgan/seed-1");
        String[] words = {"study", file.toString(), "--out", out.toString()};
        Process process = start(words);
        waitForSteps(process, run);
        send("TERM", process);

        assertThat(finish(process)).as(text("err.txt")).isEqualTo(130);
        assertThat(text("out.txt")).contains("interrupted; go on with: cardigan study");
        assertThat(newestCheckpoint(run)).isPositive();
        assertThat(out.resolve("study.html")).exists();
        assertThat(out.resolve("cells/dcgan/seed-1.json")).doesNotExist();

        assertThat(finish(start(words))).as(text("err.txt")).isZero();
        assertThat(out.resolve("cells/dcgan/seed-1.json")).exists();
    }

    /** A limit of the shell on the size of files stands in for a full disk: 300 blocks are less than a checkpoint. */
    @Test
    void aDiskThatRefusesTheCheckpointEndsTheProcessWithOne() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "limits are set by a shell");
        Path run = temp.resolve("run");
        Process process = start(
                List.of("/bin/sh", "-c", "ulimit -f 300; exec \"$@\"", "sh"),
                Ran.tiny("--data", "digits:16", "--batch", 4, "--steps", 1, "--out", run));

        assertThat(finish(process)).isEqualTo(1);
        assertThat(text("err.txt").lines()).hasSize(2);
        assertThat(text("err.txt")).startsWith("error: cannot write ").contains("checkpoints", "hint: ");
        assertThat(run.resolve("checkpoints")).isEmptyDirectory();
    }

    private static void waitForSteps(Process process, Path run) throws Exception {
        Path stats = run.resolve("stats.jsonl");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end && process.isAlive() && !(Files.exists(stats) && Files.size(stats) > 0)) {
            Thread.sleep(50);
        }
        assertThat(process.isAlive()).isTrue();
    }

    private static void send(String signal, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static long newestCheckpoint(Path run) throws IOException {
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            return checkpoints
                    .mapToLong(path -> Long.parseLong(path.getFileName().toString()))
                    .max()
                    .orElse(-1);
        }
    }

    /** A shell starts background processes with SIGINT ignored, and they hand that down. */
    private static boolean ignoresInterrupts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
    }
}
