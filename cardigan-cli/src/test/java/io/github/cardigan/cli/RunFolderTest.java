package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Starting and resuming runs in folders that do not suit. */
class RunFolderTest {

    @TempDir
    static Path shared;

    /** Two steps on 16 digits, batch 4. */
    private static Path run;

    @TempDir
    Path temp;

    @BeforeAll
    static void trainOnce() {
        run = shared.resolve("run");
        Ran.train("--data", "digits:16", "--batch", 4, "--steps", 2, "--log-every", 1, "--out", run)
                .succeeds();
    }

    private static Ran resume(Object... more) {
        List<Object> args = new java.util.ArrayList<>(List.of("--out", run, "--resume"));
        args.addAll(List.of(more));
        return Ran.train(args.toArray());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunLeavesWhatThePlanSays() throws IOException {
        assertThat(names(run)).contains("run.json", "stats.jsonl", "samples", "checkpoints", "model", "report.html");
        assertThat(names(run.resolve("checkpoints"))).contains("000002");
        assertThat(names(run.resolve("model"))).containsExactly("model.json", "model.safetensors");
    }

    @Test
    void anExistingRunIsNotOverwritten() {
        Ran.train("--data", "digits:16", "--steps", 2, "--out", run).isRefused("holds a run already", "--resume");
    }

    @Test
    void aFolderWithOtherFilesIsNotUsed() throws IOException {
        Files.writeString(temp.resolve("mine.txt"), "mine");
        Ran.train("--data", "digits:16", "--steps", 2, "--out", temp).isRefused("holds files", "another --out");
        assertThat(names(temp)).containsExactly("mine.txt");
    }

    @Test
    void aFileInTheWayIsNotOverwritten() throws IOException {
        Path file = Files.writeString(temp.resolve("mine.txt"), "mine");
        Ran.train("--data", "digits:16", "--steps", 2, "--out", file).isRefused("is a file");
        assertThat(file).hasContent("mine");
    }

    @Test
    void resumingWithoutARunIsRefused() {
        Ran.train("--resume", "--out", temp).isRefused("expected a run to resume", "leave --resume out");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aResumedRunKeepsItsBatch() {
        resume("--batch", 8).isRefused("keeps its --batch", "expected 4, got 8");
    }

    @Test
    void aResumedRunKeepsItsOptions() {
        resume("--set", "latent=7").isRefused("keeps its latent", "expected 100, got 7");
        resume("--set", "latnet=7").isRefused("unknown option 'latnet'", "did you mean 'latent'?");
    }

    @Test
    void aResumedRunKeepsItsRecipe() throws IOException {
        String json = Files.readString(run.resolve("run.json"));
        Path other = Files.createDirectories(temp.resolve("other"));
        Files.writeString(other.resolve("run.json"), json.replaceFirst("\"dcgan\"", "\"wgan\""));
        Ran.train("--out", other, "--resume").isRefused("keeps its recipe", "expected wgan, got dcgan");
    }

    @Test
    void aResumedRunKeepsItsData() {
        resume("--data", "digits:17").isRefused("keeps its --data", "expected digits:16");
    }

    @Test
    void aDamagedDescriptionIsRefused() throws IOException {
        Path other = Files.createDirectories(temp.resolve("other"));
        Files.writeString(other.resolve("run.json"), "{\"formatVersion\":1,");
        Ran.train("--out", other, "--resume").isRefused("run.json");
        String json = Files.readString(run.resolve("run.json"));
        Files.writeString(
                other.resolve("run.json"), json.replaceFirst("\"formatVersion\"\\s*:\\s*1", "\"formatVersion\":99"));
        Ran.train("--out", other, "--resume").isRefused("expected format version 1, got 99", "update");
        Files.writeString(
                other.resolve("run.json"), json.replaceFirst("\"batch\"\\s*:\\s*\"4\"", "\"batch\":\"four\""));
        Ran.train("--out", other, "--resume").isRefused("expected a number for batch", "'four'");
    }

    @Test
    void aFolderAnotherRunHoldsIsNotShared() throws IOException {
        try (FileChannel channel =
                        FileChannel.open(run.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            resume().fails(ExitCode.FAILED, "another run is writing into");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenFails() throws IOException {
        Path locked = Files.createDirectories(temp.resolve("locked"));
        assumeFalse(!locked.toFile().setWritable(false) || Files.isWritable(locked), "this user may write anywhere");
        Ran.train("--data", "digits:16", "--steps", 1, "--out", locked.resolve("run"))
                .fails(ExitCode.FAILED, "cannot write", "run");
    }

    @Test
    void aFolderInsideAFileFails() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        Ran.train("--data", "digits:16", "--steps", 1, "--out", file.resolve("run"))
                .fails(ExitCode.FAILED, "cannot write", "run");
    }

    @Test
    void jsonLinesAllParseAndTheLastTellsTheOutcome() {
        Ran ran = Ran.train("--data", "digits:16", "--batch", 4, "--steps", 3, "--out", temp.resolve("r"), "--json")
                .succeeds();
        JsonMapper json = new JsonMapper();
        ran.outLines()
                .forEach(line -> assertThat(json.readTree(line).isObject()).isTrue());
        var last = json.readTree(ran.outLines().get(ran.outLines().size() - 1));
        assertThat(last.path("outcome").asString()).isEqualTo("finished");
        assertThat(last.path("step").asInt()).isEqualTo(3);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void quietPrintsTheRunFolderOnly() {
        Path folder = temp.resolve("r");
        Ran ran = Ran.train("--data", "digits:16", "--batch", 4, "--steps", 1, "--out", folder, "--quiet")
                .succeeds();
        assertThat(ran.outLines()).containsExactly(folder.toString());
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void aConfigurationFileFillsInWhatTheCommandLineLeavesOpen() throws IOException {
        Path config = Files.writeString(
                temp.resolve("c.yaml"),
                "data: digits:12\nbatch: 3\nsteps: 900\nseed: 5\nlog-every: 2\nset:\n  ema: 0\n  latent: 6\n");
        Path folder = temp.resolve("r");
        Ran.train("--config", config, "--steps", 1, "--set", "latent=5", "--out", folder)
                .succeeds();
        var description = new JsonMapper().readTree(folder.resolve("run.json").toFile());
        assertThat(description.at("/training/data").asString()).isEqualTo("digits:12");
        assertThat(description.at("/training/batch").asString()).isEqualTo("3");
        assertThat(description.at("/training/log-every").asString()).isEqualTo("2");
        assertThat(description.at("/options/ema").asString()).isEqualTo("0");
        assertThat(description.at("/options/latent").asString())
                .as("the command line wins")
                .isEqualTo("5");
        assertThat(description.at("/budget/steps").asInt())
                .as("the command line wins")
                .isEqualTo(1);
    }
}
