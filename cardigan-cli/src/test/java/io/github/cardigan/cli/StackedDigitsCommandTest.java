package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code stacked-mnist:digits} through the commands. */
class StackedDigitsCommandTest {

    @TempDir
    static Path shared;

    private static Path run;
    private static Path classifier;

    @TempDir
    Path temp;

    @BeforeAll
    static void trainBoth() {
        run = shared.resolve("run");
        Ran.train(
                        "--data",
                        "stacked-mnist:digits:64",
                        "--batch",
                        4,
                        "--steps",
                        2,
                        "--out",
                        run,
                        "--cache",
                        shared.resolve("cache"),
                        "--evaluate",
                        "modes",
                        "--evaluate-count",
                        30)
                .succeeds();
        classifier = shared.resolve("classifier");
        Ran.cardigan(
                        ("train classifier --threads 1 --data digits:64 --batch 8 --steps 2 --set width=4 --set validation=0 --out "
                                        + classifier)
                                .split(" "))
                .succeeds();
    }

    private static JsonNode evaluated(String more) {
        Ran ran = Ran.cardigan(("evaluate --model " + run + " --count 40 --metrics modes --json --cache "
                        + shared.resolve("cache") + " " + more)
                .strip()
                .split(" "));
        return new JsonMapper().readTree(ran.succeeds().outLines().get(0));
    }

    @Test
    void aTrainingIsScoredByTheClassifierOfTheDigits() throws IOException {
        String scores = Files.readString(run.resolve("scores.json"));
        assertThat(scores).contains("modes-30-stacked-classifier", "modes-kl-30-stacked-classifier", "of 1000");
        assertThat(Files.readString(run.resolve("run.json"))).contains("stacked-mnist:digits", "128000");
    }

    @Test
    void aRunIsJudgedByTheClassifierOfTheDigits() {
        JsonNode json = evaluated("");
        assertThat(json.at("/scores/0/name").stringValue()).isEqualTo("modes-40-stacked-classifier");
        assertThat(json.at("/scores/0/value").doubleValue()).isBetween(1.0, 40.0);
        assertThat(json.path("classifierAccuracy").doubleValue()).isBetween(0.0, 1.0);
        JsonNode given = evaluated("--classifier " + classifier);
        assertThat(given.path("extractor").stringValue()).isEqualTo("stacked-classifier");
        assertThat(given.path("extractorFingerprint")).isNotEqualTo(json.path("extractorFingerprint"));
    }

    @Test
    void whatCannotBeStackedIsRefused() {
        Path out = temp.resolve("a");
        Ran.train("--data", "stacked-mnist:shapes", "--out", out)
                .isRefused("stacked-mnist expects grey digits", "got samples of [3, 32, 32] from shapes");
        Ran.train("--data", "stacked-mnist", "--out", out).isRefused("expected digits to stack behind the colon");
        Ran.train("--data", "stacked-mnist:nothing", "--out", out).isRefused("there is no 'nothing' here");
        Ran.train("--data", "stacked-mnits", "--out", out).isRefused("did you mean 'stacked-mnist'");
        Ran.cardigan("classify", "--model", classifier + "", "--data", "stacked-mnist:ring")
                .isRefused("got 'ring', a set of points");
        assertThat(out).doesNotExist();
    }
}
