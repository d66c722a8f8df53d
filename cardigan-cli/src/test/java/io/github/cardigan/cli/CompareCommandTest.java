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

class CompareCommandTest {

    @TempDir
    static Path shared;

    private static Path first;
    private static Path second;

    @TempDir
    Path temp;

    @BeforeAll
    static void trainTwo() {
        first = shared.resolve("first");
        second = shared.resolve("second");
        Ran.train("--data", "digits:16", "--batch", 4, "--steps", 1, "--log-every", 1, "--out", first)
                .succeeds();
        Ran.train("--data", "digits:16", "--batch", 4, "--steps", 2, "--seed", 5, "--log-every", 1, "--out", second)
                .succeeds();
        for (Path run : new Path[] {first, second}) {
            Ran.cardigan(("evaluate --extractor pixels --count 12 --metrics fid,recall --cache "
                                    + shared.resolve("cache") + " --model " + run)
                            .split(" "))
                    .succeeds();
        }
    }

    private static Ran compare(Object... args) {
        String[] words = new String[args.length + 1];
        words[0] = "compare";
        for (int i = 0; i < args.length; i++) {
            words[i + 1] = args[i].toString();
        }
        return Ran.cardigan(words);
    }

    @Test
    void theTableSaysWhatDiffersAndWhichIsBest() {
        Ran ran = compare(first, second).succeeds();
        assertThat(ran.outLines().get(0).trim().split("\\s+")).containsExactly("first", "second");
        assertThat(ran.outLines()).anyMatch(line -> line.trim().matches("seed\\s+42\\s+5"));
        assertThat(ran.outLines()).anyMatch(line -> line.trim().matches("steps\\s+1\\s+2"));
        assertThat(ran.outLines()).noneMatch(line -> line.trim().startsWith("batch"));
        assertThat(ran.outLines().stream().filter(line -> line.contains("fid-12-pixels")))
                .singleElement()
                .asString()
                .containsOnlyOnce(" *");
        assertThat(ran.outLines().get(ran.outLines().size() - 1)).isEqualTo("  * best");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void jsonHoldsBothAndTheBest() {
        Ran ran = compare(first, second, "--json").succeeds();
        assertThat(ran.outLines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(ran.out());
        assertThat(json.at("/runs/1/steps").intValue()).isEqualTo(2);
        double one = json.at("/runs/0/scores/fid-12-pixels/value").doubleValue();
        double two = json.at("/runs/1/scores/fid-12-pixels/value").doubleValue();
        assertThat(json.at("/best/fid-12-pixels").stringValue()).isEqualTo((one < two ? first : second).toString());
    }

    @Test
    void aPageIsWritten() throws IOException {
        Path page = temp.resolve("page.html");
        assertThat(compare(first, second, "--out", page).succeeds().out()).contains("written");
        assertThat(Files.readString(page))
                .contains("<title>2 runs", "fid-12-pixels", "first, step 1", "<h3>Generator loss</h3>");
        compare(first, "--out", temp).isRefused("expected --out to be a file that ends in .html");
        compare(first, "--out", temp.resolve("page.txt")).isRefused("ends in .html");
    }

    @Test
    void missingAndDamagedRunsAreRefused() throws IOException {
        compare(first, temp.resolve("none")).isRefused("none, which does not exist");
        compare(temp).isRefused("expected a run folder with run.json");
        Files.writeString(temp.resolve("run.json"), "{\"formatVersion\":1,");
        compare(first, temp).isRefused("run.json");
        compare().isRefused("RUN");
    }

    @Test
    void whatIsMissingInARunIsAWarning() throws IOException {
        Files.copy(first.resolve("run.json"), temp.resolve("run.json"));
        Ran ran = compare(first, temp).succeeds();
        assertThat(ran.err()).contains("warning: ", "no statistics");
        assertThat(ran.out()).doesNotContain("* best");
    }
}
