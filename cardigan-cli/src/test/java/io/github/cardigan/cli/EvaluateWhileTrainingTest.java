package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code train --evaluate}. */
class EvaluateWhileTrainingTest {

    @TempDir
    static Path cache;

    @TempDir
    Path temp;

    private Ran train(String name, Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "--data", "digits:64", "--batch", 4, "--out", temp.resolve(name), "--cache", cache, "--log-every", 1));
        args.addAll(List.of(more));
        return Ran.train(args.toArray());
    }

    private static final Object[] SCORED = {"--evaluate", "fid,precision", "--evaluate-every", 2, "--evaluate-count", 30
    };

    private static Object[] with(Object[] first, Object... second) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), java.util.stream.Stream.of(second))
                .toArray();
    }

    private List<JsonNode> stats(String run) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(temp.resolve(run).resolve("stats.jsonl"))) {
            rows.add(new JsonMapper().readTree(line));
        }
        return rows;
    }

    private List<Double> scores(String run, String name) throws IOException {
        return stats(run).stream()
                .filter(row -> row.has(name))
                .map(row -> row.path(name).doubleValue())
                .toList();
    }

    private byte[] weights(String run, String model) throws IOException {
        return Files.readAllBytes(temp.resolve(run).resolve(model).resolve("model.safetensors"));
    }

    @Test
    void scoresAreRecordedTheBestIsKeptAndTheTrainingIsTheSameWithoutThem() throws IOException {
        Ran scored = train("scored", with(SCORED, "--steps", 4)).succeeds();
        assertThat(scored.out()).contains("fid-30", "best");
        train("plain", "--steps", 4).succeeds();
        assertThat(weights("scored", "model")).isEqualTo(weights("plain", "model"));

        List<Double> fid = scores("scored", "fid-30");
        assertThat(fid).hasSize(2).allMatch(value -> value > 0);
        assertThat(stats("scored").get(1).path("step").intValue()).isEqualTo(2);
        assertThat(scores("scored", "precision-30")).hasSize(2);
        assertThat(scores("scored", "recall-30")).as("was not asked for").isEmpty();
        JsonNode last =
                new JsonMapper().readTree(temp.resolve("scored/scores.json").toFile());
        assertThat(last.path("step").intValue()).isEqualTo(4);
        assertThat(last.at("/scores/0/name").stringValue()).isEqualTo("fid-30-classifier");
        assertThat(last.at("/scores/0/value").doubleValue()).isEqualTo(fid.get(1));
        assertThat(last.path("extractorFingerprint").stringValue()).hasSize(64);
        long bestStep = fid.get(0) <= fid.get(1) ? 2 : 4;
        JsonNode best =
                new JsonMapper().readTree(temp.resolve("scored/best/model.json").toFile());
        assertThat(best.path("steps").longValue()).isEqualTo(bestStep);
        assertThat(Files.readString(temp.resolve("scored/report.html"))).contains("FID-30");
        assertThat(temp.resolve("plain/best")).doesNotExist();
    }

    @Test
    void aResumedRunScoresAsAnUninterruptedOne() throws IOException {
        train("whole", with(SCORED, "--steps", 4)).succeeds();
        train("parts", with(SCORED, "--steps", 2)).succeeds();
        train("parts", "--resume", "--steps", 4).succeeds();
        assertThat(weights("parts", "model")).isEqualTo(weights("whole", "model"));
        assertThat(weights("parts", "best")).isEqualTo(weights("whole", "best"));
        assertThat(scores("parts", "fid-30")).isEqualTo(scores("whole", "fid-30"));
        train("parts", "--resume", "--evaluate", "kid").isRefused("keeps its --evaluate", "expected fid,precision");
    }

    @Test
    void aTrainingStopsWhenItGetsNoBetter() throws IOException {
        // Modes can only rise to 10, and from noise rarely do: long before 60 steps there is an evaluation without a
        // better one.
        Ran ran = train(
                        "patient",
                        "--evaluate",
                        "modes",
                        "--evaluate-every",
                        1,
                        "--evaluate-count",
                        10,
                        "--patience",
                        1,
                        "--steps",
                        60)
                .succeeds();
        assertThat(ran.out()).contains("no better for a while");
        assertThat(scores("patient", "modes-10")).hasSizeLessThan(60);
    }

    @Test
    void whatCannotBeMeasuredIsRefusedBeforeARunFolderIsMade() {
        train("a", "--evaluate", "fdi").isRefused("unknown metric 'fdi'", "'fid'");
        train("a", "--evaluate", "swd").isRefused("expected metrics of features for --evaluate, got swd");
        train("a", "--evaluate", "kid").isRefused("kid needs at least 1000 images a side, got 64");
        train("a", "--evaluate", "fid", "--evaluate-count", 1).isRefused("expected --evaluate-count from 2");
        train("a", "--patience", 2).isRefused("--patience", "--evaluate");
        train("a", "--patience", 2, "--evaluate", "density,confidence").isRefused("tells better from worse");
        train("a", "--patience", 2, "--evaluate", "fid", "--evaluate-every", 0)
                .isRefused("expected --evaluate-every above 0 for --patience, got 0");
        train("a", "--evaluate-every", 5).isRefused("for --evaluate-every", "measures nothing");
        Ran.cardigan(("train classifier --data digits:64 --set validation=0 --evaluate-every 7 --out "
                                + temp.resolve("a"))
                        .split(" "))
                .isRefused("for --evaluate-every", "measures nothing");
        Ran.cardigan("train", "classifier", "--data", "digits:64", "--evaluate", "fid", "--out", temp.resolve("a") + "")
                .isRefused("expected a recipe that trains a generator");
        assertThat(temp.resolve("a")).doesNotExist();
    }
}
