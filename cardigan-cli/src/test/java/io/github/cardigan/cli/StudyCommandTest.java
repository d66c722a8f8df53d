package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.study.Study;
import io.github.cardigan.study.StudyFolder;
import io.github.cardigan.study.Trial;
import io.github.cardigan.study.TrialResult;
import io.github.cardigan.study.TrialStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StudyCommandTest {

    /** Two steps a training, judged by pixels on a dozen images: tenths of a second. */
    static final List<String> TINY = List.of(
            "data: digits:200",
            "steps: 2",
            "batch: 8",
            "threads: 1",
            "precision: fp32",
            "log-every: 1",
            "set: {width: 4}",
            "evaluate: [recall, swd]",
            "extractor: pixels",
            "count: 12");

    @TempDir
    Path temp;

    private Path out() {
        return temp.resolve("out");
    }

    private Path file(String... lines) {
        return file(TINY, lines);
    }

    private Path file(List<String> first, String... more) {
        List<String> lines = new ArrayList<>(first);
        lines.addAll(List.of(more));
        try {
            return Files.write(temp.resolve("tiny.yaml"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ran study(Path file, Object... more) {
        List<String> words = new ArrayList<>(List.of("study", file + "", "--out", out() + ""));
        words.addAll(List.of("--cache", temp.resolve("cache") + ""));
        Stream.of(more).map(Object::toString).forEach(words::add);
        return Ran.cardigan(words.toArray(String[]::new));
    }

    private Path run(String cell, long seed) {
        return out().resolve("cells/" + cell + "/seed-" + seed);
    }

    private JsonNode json(String name) {
        return new JsonMapper().readTree(out().resolve(name).toFile());
    }

    private double score(String cell, long seed, String metric) {
        for (JsonNode score : json("cells/" + cell + "/seed-" + seed + "/evaluation/evaluation.json")
                .path("scores")) {
            if (score.path("metric").asString().equals(metric)) {
                return score.path("value").doubleValue();
            }
        }
        throw new AssertionError("no " + metric);
    }

    private byte[] weights(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("model/model.safetensors"));
    }

    @Test
    void aGridIsTrainedJudgedAndPutIntoOneTable() throws IOException {
        Path file = file(
                "seeds: [1, 2]",
                "measures: [validation_accuracy]",
                "cells: [{recipe: classifier, name: reader, evaluate: []}]",
                "grid: {recipe: dcgan, set: {latent: [3, 5]}}");
        Ran ran = study(file).succeeds();

        assertThat(ran.outLines())
                .filteredOn(line -> line.startsWith("["))
                .hasSize(6)
                .allMatch(line -> line.contains(" of 6] "));
        assertThat(ran.out()).contains("[1 of 6] reader, seed 1", "left for all", "table.md", "study.html");
        assertThat(run("reader", 2).resolve("evaluation")).doesNotExist();
        assertThat(run("dcgan_latent=3", 1).resolve("report.html")).content().contains("How it was judged");
        Ran.cardigan("generate", "--model", run("dcgan_latent=5", 2) + "", "--out", temp.resolve("made.png") + "")
                .succeeds();

        // Mean and deviation of two values by hand: half their sum, and their difference by the root of 2.
        JsonNode cells = json("study.json").path("cells");
        for (int cell : new int[] {1, 2}) {
            String name = cells.path(cell).path("name").asString();
            double one = score(name, 1, "swd");
            double two = score(name, 2, "swd");
            JsonNode swd = cells.path(cell).path("values").path("swd-12");
            assertThat(swd.path("mean").doubleValue()).isEqualTo((one + two) / 2, within(1e-9));
            assertThat(swd.path("deviation").doubleValue()).isEqualTo(Math.abs(one - two) / Math.sqrt(2), within(1e-9));
            assertThat(swd.path("n").intValue()).isEqualTo(2);
            assertThat(swd.path("better").asString()).isEqualTo("lower");
        }
        double accuracy = cells.at("/0/values/validation_accuracy/mean").doubleValue();
        assertThat(accuracy).isEqualTo((accuracy(run("reader", 1)) + accuracy(run("reader", 2))) / 2, within(1e-12));
        assertThat(cells.at("/0/values/validation_accuracy/better").asString()).isEqualTo("higher");
        assertThat(cells.at("/0/values/swd-12").isMissingNode()).isTrue();
        assertThat(Files.readString(out().resolve("table.md")))
                .contains("| cell | n | recall-k3-12-pixels | swd-12 |", "| dcgan_latent=5 | 2 |", " ± ");
        assertThat(Files.readAllLines(out().resolve("table.csv"))).hasSize(4);
        assertThat(Files.readString(out().resolve("study.html")))
                .contains("cells/dcgan_latent=3/seed-2/report.html", "data:image/png;base64,");
    }

    private static double accuracy(Path run) throws IOException {
        List<String> rows = Files.readAllLines(run.resolve("stats.jsonl"));
        return new JsonMapper()
                .readTree(rows.get(rows.size() - 1))
                .path("validation_accuracy")
                .doubleValue();
    }

    @Test
    void aCellIsTrainedAsTheTrainCommandDoesIt() throws IOException {
        study(file(without("evaluate"), "seeds: [3]", "cells: [{recipe: dcgan, name: a, set: {latent: 3}}]"))
                .succeeds();
        Path alone = temp.resolve("alone");
        Ran.train("--data", "digits:200", "--steps", 2, "--batch", 8, "--seed", 3, "--set", "latent=3", "--out", alone)
                .succeeds();
        assertThat(weights(run("a", 3))).isEqualTo(weights(alone));
        assertThat(run("a", 3).resolve("evaluation")).doesNotExist();
        assertThat(json("study.json").at("/cells/0/values").isEmpty()).isTrue();
    }

    private static List<String> without(String key) {
        return TINY.stream().filter(line -> !line.startsWith(key)).toList();
    }

    @Test
    void whatIsDoneIsSkippedAndANewMetricJudgesAgainWithoutTraining() throws IOException {
        study(file("seeds: [1]", "cells: [dcgan]")).succeeds();
        Path stats = run("dcgan", 1).resolve("stats.jsonl");
        var trained = Files.getLastModifiedTime(stats);
        byte[] result = Files.readAllBytes(out().resolve("cells/dcgan/seed-1.json"));
        double swd = score("dcgan", 1, "swd");

        Ran again = study(file("seeds: [1]", "cells: [dcgan]")).succeeds();
        assertThat(again.out()).doesNotContain("[1 of 1]").contains("swd-12");
        assertThat(out().resolve("cells/dcgan/seed-1.json")).hasBinaryContent(result);

        Ran more = study(file(without("evaluate"), "evaluate: [precision, swd]", "seeds: [1]", "cells: [dcgan]"))
                .succeeds();
        assertThat(more.out())
                .contains("[1 of 1] dcgan, seed 1", "precision-k3-12-pixels")
                .doesNotContain("step 2");
        assertThat(Files.getLastModifiedTime(stats)).isEqualTo(trained);
        assertThat(score("dcgan", 1, "swd")).isEqualTo(swd);

        Ran seed = study(file(without("evaluate"), "evaluate: [precision, swd]", "seeds: [1, 2]", "cells: [dcgan]"))
                .succeeds();
        assertThat(seed.out()).doesNotContain("[1 of 2]").contains("[2 of 2] dcgan, seed 2");
    }

    @Test
    void aChangedCellIsRefusedWithWhatDiffers() throws IOException {
        study(file("seeds: [1]", "cells: [{recipe: dcgan, name: a}]")).succeeds();
        byte[] run = Files.readAllBytes(run("a", 1).resolve("run.json"));

        study(file("seeds: [1]", "cells: [{recipe: dcgan, name: a, set: {width: 8}}]"))
                .isRefused("cell 'a': expected width 4, with which seed 1 was begun, got 8", "another name");
        study(file("seeds: [2]", "cells: [{recipe: dcgan, name: a, set: {width: 8}}]"))
                .succeeds(); // no seed of this table was begun with anything else
        Files.delete(out().resolve("cells/a/seed-2.json"));
        study(file(without("steps"), "steps: 3", "seeds: [1]", "cells: [{recipe: dcgan, name: a}]"))
                .isRefused("cell 'a': expected steps 2, with which seed 1 was begun, got 3");
        study(file(without("data"), "data: digits:300", "seeds: [1]", "cells: [{recipe: dcgan, name: a}]"))
                .isRefused("cell 'a': expected data digits:200", "got digits:300");
        study(file("size: 32x32", "seeds: [1]", "cells: [{recipe: dcgan, name: a}]"))
                .isRefused("cell 'a': expected size none", "got 32x32");
        study(file("seeds: [1]", "cells: [{recipe: classifier, name: a}]"))
                .isRefused("cell 'a': expected recipe dcgan", "got classifier");
        assertThat(run("a", 1).resolve("run.json")).hasBinaryContent(run);
        study(file(without("threads"), "seeds: [1]", "cells: [{recipe: dcgan, name: a}]"))
                .succeeds(); // another machine
    }

    @Test
    void aChangedCellIsRefusedAlsoWhereTheRunIsGone() throws IOException {
        study(file("seeds: [1]", "cells: [{recipe: dcgan, name: a}]")).succeeds();
        AtomicFiles.remove(run("a", 1));
        study(file("seeds: [1]", "cells: [{recipe: dcgan, name: a}]")).succeeds();
        assertThat(run("a", 1)).doesNotExist();
        study(file("seeds: [1]", "cells: [{recipe: dcgan, name: a, set: {width: 8}}]"))
                .isRefused("cell 'a': expected width 4");
    }

    @Test
    void aDivergingCellIsRecordedAndTheOthersGoOn() throws IOException {
        Path file = file(
                "seeds: [1]",
                "cells:",
                "  - {recipe: dcgan, name: wild, steps: 60, set: {generator-learning-rate: 1,"
                        + " discriminator-learning-rate: 1, beta2: 0}}",
                "  - {recipe: dcgan, name: tame}");
        Ran ran = study(file);
        ran.fails(ExitCode.FAILED, "1 of 2 trainings failed: wild, seed 1 (training diverged", "hint: ");
        assertThat(ran.err()).contains("warning: wild, seed 1 diverged: training diverged");
        assertThat(json("study.json").at("/cells/0/seeds/0/status").asString()).isEqualTo("diverged");
        assertThat(json("study.json").at("/cells/1/values/swd-12/n").asInt()).isEqualTo(1);
        assertThat(run("wild", 1).resolve("report.html")).exists();
        assertThat(Files.readString(out().resolve("table.md"))).contains("| wild | 0 | – |", "| 1 (diverged) |");

        Ran again = study(file).fails(ExitCode.FAILED, "1 of 2 trainings failed");
        assertThat(again.out()).as("it would diverge again").doesNotContain("[1 of 2]");
        study(file, "--only", "tame").succeeds();
    }

    @Test
    void whatFailedOtherwiseIsTriedAgain() {
        Path file = file("seeds: [1]", "cells: [dcgan]");
        Study study = StudyFile.read(file);
        StudyFolder folder = new StudyFolder(out());
        Trial trial = study.trials().get(0);
        folder.write(study);
        folder.keep(trial, TrialResult.failed(trial, TrialStatus.FAILED, "the disk was full"));

        study(file, "--dry-run").succeeds();
        assertThat(study(file).succeeds().out()).contains("[1 of 1] dcgan, seed 1");
        assertThat(folder.result(trial).orElseThrow().status()).isEqualTo(TrialStatus.DONE);
    }

    /** Everything is in order when it is checked; then the extractor's model has gone. */
    @Test
    void aCellThatFailsWhenItIsJudgedIsRecordedWithItsMessage() throws IOException {
        Path reader = temp.resolve("reader");
        Ran.cardigan(("train classifier --data digits:64 --batch 8 --steps 1 --threads 1 --set width=4 --out " + reader)
                        .split(" "))
                .succeeds();
        Files.writeString(reader.resolve("model/model.json"), "{");
        Path file = file(
                without("extractor"),
                "seeds: [1]",
                "cells:",
                "  - {recipe: dcgan, name: a, classifier: " + reader + "}",
                "  - {recipe: dcgan, name: b, extractor: pixels}");
        Ran ran = study(file);
        ran.fails(ExitCode.FAILED, "1 of 2 trainings failed: a, seed 1 (", "model.json");
        assertThat(json("study.json").at("/cells/0/seeds/0/status").asString()).isEqualTo("failed");
        assertThat(json("study.json").at("/cells/0/seeds/0/steps").asInt()).isEqualTo(2);
        assertThat(json("study.json").at("/cells/1/seeds/0/status").asString()).isEqualTo("done");
    }

    @Test
    void aDryRunSaysWhatThereIsToDoAndWritesNothing() {
        Path file = file("seeds: [1, 2]", "cells: [dcgan]", "grid: {recipe: dcgan, set: {latent: [3]}, batch: [4, 8]}");
        Ran ran = study(file, "--dry-run").succeeds();
        assertThat(ran.out())
                .contains("dcgan_batch=4", "latent=3 batch=4", "1,2 to train", "6 of 6 trainings are to be done")
                .contains("all: width=4 data=digits:200 steps=2")
                .doesNotContain("[1 of");
        assertThat(out()).doesNotExist();
        assertThat(temp.resolve("cache")).doesNotExist();

        Ran json = study(file, "--dry-run", "--json", "--only", "dcgan_batch=8").succeeds();
        assertThat(json.outLines()).hasSize(2);
        JsonNode first = new JsonMapper().readTree(json.outLines().get(0));
        assertThat(first.path("cell").asString()).isEqualTo("dcgan_batch=8");
        assertThat(first.path("todo").asString()).isEqualTo("to train");
        assertThat(first.at("/training/batch").asString()).isEqualTo("8");
    }

    private void isRefusedUnwritten(Path file, String... says) {
        study(file).isRefused(says);
        study(file, "--dry-run").isRefused(says);
        assertThat(out()).doesNotExist();
        assertThat(temp.resolve("cache")).doesNotExist();
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingStarts() {
        String cell = "cells: [dcgan]";
        List<String> plain = without("evaluate");
        isRefusedUnwritten(file(plain, "evaluate: [fdi]", "seeds: 1", cell), "tiny.yaml, line 10", "'fdi'", "'fid'");
        isRefusedUnwritten(
                file(plain, "evaluate: [modes]", "seeds: 1", cell),
                "cell 'dcgan': modes needs class probabilities",
                "pixels");
        isRefusedUnwritten(
                file(plain, "evaluate: [kid]", "seeds: 1", cell), "cell 'dcgan': kid needs at least 1000", "got 12");
        isRefusedUnwritten(
                file(plain, "evaluate: [ssim]", "seeds: 1", cell), "cell 'dcgan': ssim judges a folder of images");
        isRefusedUnwritten(
                file(plain, "evaluate: [fid]", "stats: none.bin", "seeds: 1", cell),
                "cell 'dcgan'",
                "none.bin does not exist");
        isRefusedUnwritten(
                file("seeds: 1", "cells: [dcgan, {recipe: dcgan, data: digitz}]"),
                "cell 'dcgan_data=digitz'",
                "no 'digitz'",
                "'digits'");
        isRefusedUnwritten(
                file("seeds: 1", "cells: [{recipe: dcgan, name: small, size: 8x8}]"), "cell 'small'", "at least 16");
        isRefusedUnwritten(
                file("seeds: 1", "cells: [{recipe: dcgan, name: one, batch: 1}]"), "cell 'one'", "batch of at least 2");
        isRefusedUnwritten(file("seeds: 1", "measure: x", cell), "unknown key 'measure'", "'measures'");
    }

    @Test
    void whatTrainsNoGeneratorIsNotJudgedAndSaysSo() {
        Ran ran = study(file("seeds: 1", "measures: [accuracy]", "cells: [classifier]"))
                .succeeds();
        assertThat(ran.err()).contains("cell 'classifier' trains no generator");
        assertThat(json("study.json").at("/cells/0/values/accuracy/n").asInt()).isEqualTo(1);
        assertThat(study(file("seeds: 1", "measures: [accurcy]", "cells: [classifier]"))
                        .succeeds()
                        .err())
                .contains("no run recorded 'accurcy'");
    }

    @Test
    void aFolderWithOtherFilesIsNotUsed() throws IOException {
        Files.createDirectories(out());
        Files.writeString(out().resolve("mine.txt"), "mine");
        study(file("seeds: 1", "cells: [dcgan]")).isRefused("holds other files", "another --out");
        try (Stream<Path> files = Files.list(out())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void onlyNamesCells() {
        study(file("seeds: 1", "cells: [dcgan]"), "--only", "dcgna")
                .isRefused("expected a cell of the study after --only, got 'dcgna'", "'dcgan'");
        Ran ran = study(file("seeds: 1", "cells: [{recipe: dcgan, name: a}, {recipe: dcgan, name: b}]"), "--only", "b")
                .succeeds();
        assertThat(ran.out()).contains("[1 of 1] b, seed 1");
        assertThat(json("study.json").at("/cells/0/seeds").isEmpty()).isTrue();
        assertThat(json("study.json").at("/cells/1/seeds").size()).isEqualTo(1);
    }

    @Test
    void jsonIsALinePerTrainingAndOneForAll() {
        Ran ran = study(file("seeds: [1, 2]", "cells: [dcgan]"), "--json").succeeds();
        assertThat(ran.outLines()).hasSize(3);
        JsonNode first = new JsonMapper().readTree(ran.outLines().get(0));
        assertThat(first.path("cell").asString()).isEqualTo("dcgan");
        assertThat(first.path("seed").asInt()).isEqualTo(1);
        assertThat(first.path("status").asString()).isEqualTo("done");
        assertThat(first.at("/scores/swd-12/value").isNumber()).isTrue();
        JsonNode last = new JsonMapper().readTree(ran.outLines().get(2));
        assertThat(last.path("done").asInt()).isEqualTo(2);
        assertThat(last.path("diverged").asInt()).isZero();
    }

    @Test
    void quietPrintsTheTableOnly() {
        Ran ran = study(file("seeds: [1]", "cells: [dcgan]"), "--quiet").succeeds();
        assertThat(ran.outLines()).hasSize(2);
        assertThat(ran.outLines().get(0).strip()).startsWith("cell ").contains("swd-12");
        assertThat(ran.err()).isEmpty();
    }
}
