package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    static Path shared;

    private static Path run;

    @TempDir
    Path temp;

    @BeforeAll
    static void trainOnce() {
        run = shared.resolve("run");
        Ran.train("--data", "digits:8", "--batch", 4, "--steps", 1, "--out", run)
                .succeeds();
    }

    private static Ran generate(Path model, Path out, String... more) {
        Stream<String> args =
                Stream.concat(Stream.of("generate", "--model", model + "", "--out", out + ""), Stream.of(more));
        return Ran.cardigan(args.toArray(String[]::new));
    }

    /** A copy of the model with one of its files changed. */
    private Path copy(String file, byte[] content) throws IOException {
        Path copy = Files.createDirectories(temp.resolve("copy"));
        for (String name : new String[] {"model.json", "model.safetensors"}) {
            Files.write(
                    copy.resolve(name), Files.readAllBytes(run.resolve("model").resolve(name)));
        }
        Files.write(copy.resolve(file), content);
        return copy;
    }

    @Test
    void aGridHasAsManyColumnsAsAsked() throws IOException {
        Path out = temp.resolve("grid.png");
        generate(run, out, "--count", "6", "--grid", "3").succeeds();
        var wide = ImageIO.read(out.toFile());
        generate(run.resolve("model"), out, "--count", "6", "--grid", "2").succeeds();
        var narrow = ImageIO.read(out.toFile());
        assertThat(wide.getWidth()).isGreaterThanOrEqualTo(3 * 28).isLessThan(4 * 28);
        assertThat(wide.getHeight()).isGreaterThanOrEqualTo(2 * 28).isLessThan(3 * 28);
        assertThat(narrow.getWidth()).isEqualTo(wide.getHeight());
    }

    @Test
    void aFolderGetsNumberedFiles() throws IOException {
        Path out = temp.resolve("many");
        generate(run, out, "--count", "3").succeeds();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("00000.png", "00001.png", "00002.png");
        }
        assertThat(ImageIO.read(out.resolve("00002.png").toFile()).getWidth()).isEqualTo(28);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        Path first = temp.resolve("a.png");
        Path second = temp.resolve("b.png");
        Path other = temp.resolve("c.png");
        generate(run, first, "--count", "4", "--seed", "7").succeeds();
        generate(run, second, "--count", "4", "--seed", "7").succeeds();
        generate(run, other, "--count", "4", "--seed", "8").succeeds();
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.readAllBytes(other)).isNotEqualTo(Files.readAllBytes(first));
    }

    @Test
    void seedsAreTheFirstSamplesOfThoseSeeds() throws IOException {
        Path list = temp.resolve("list");
        generate(run, list, "--seeds", "7,3-4").succeeds();
        String[] seeds = {"7", "3", "4"};
        for (int i = 0; i < 3; i++) {
            Path one = temp.resolve("one" + i);
            generate(run, one, "--count", "1", "--seed", seeds[i]).succeeds();
            assertThat(list.resolve("0000" + i + ".png")).hasSameBinaryContentAs(one.resolve("00000.png"));
        }
        assertThat(generate(run, temp.resolve("a.png"), "--seeds", "7,3-4", "--json")
                        .succeeds()
                        .out())
                .contains("\"count\":3", "\"seeds\":[7,3,4]");
    }

    @Test
    void truncationChangesWhatLiesBeyondItOnly() throws IOException {
        Path plain = temp.resolve("plain.png");
        Path weak = temp.resolve("weak.png");
        Path strong = temp.resolve("strong.png");
        generate(run, plain, "--count", "4").succeeds();
        generate(run, weak, "--count", "4", "--truncation", "50").succeeds();
        generate(run, strong, "--count", "4", "--truncation", "0.1").succeeds();
        assertThat(weak).hasSameBinaryContentAs(plain);
        assertThat(Files.readAllBytes(strong)).isNotEqualTo(Files.readAllBytes(plain));
    }

    @Test
    void badSeedsAndTruncationsAreRefused() {
        Path out = temp.resolve("a.png");
        generate(run, out, "--seeds", "1,x").isRefused("expected seeds after --seeds, got 'x' in '1,x'");
        generate(run, out, "--seeds", "").isRefused("got ''");
        generate(run, out, "--seeds", "9-5").isRefused("9-5, which runs backwards");
        generate(run, out, "--seeds", "0-2000000").isRefused("more than 1000000");
        generate(run, out, "--seeds", "1", "--count", "3").isRefused("got both");
        generate(run, out, "--seeds", "1-3", "--grid", "4").isRefused("--grid from 1", "got 4");
        generate(run, out, "--truncation", "0").isRefused("expected --truncation above 0, got 0.0");
        generate(run, out, "--truncation", "NaN").isRefused("got NaN");
        assertThat(out).doesNotExist();
    }

    @Test
    void aModelThatIsNotThereIsRefused() {
        generate(temp.resolve("none"), temp.resolve("a.png")).isRefused("none", "which does not exist");
        generate(temp, temp.resolve("a.png")).isRefused("expected a model folder with model.json");
    }

    @Test
    void aDamagedModelIsRefused() throws IOException {
        byte[] weights = Files.readAllBytes(run.resolve("model/model.safetensors"));
        weights[weights.length / 2] ^= 1;
        generate(copy("model.safetensors", weights), temp.resolve("a.png"))
                .isRefused("expected SHA-256", "take another");
        byte[] cut = java.util.Arrays.copyOf(weights, weights.length / 2);
        generate(copy("model.safetensors", cut), temp.resolve("a.png")).isRefused("expected SHA-256");
        generate(copy("model.json", "{".getBytes()), temp.resolve("a.png")).isRefused("model.json");
        generate(copy("model.json", "{}".getBytes()), temp.resolve("a.png")).isRefused("expected format");
        assertThat(temp.resolve("a.png")).doesNotExist();
    }

    @Test
    void aModelOfANewerFormatIsRefused() throws IOException {
        String json = Files.readString(run.resolve("model/model.json"));
        String newer = json.replaceFirst("\"formatVersion\"\\s*:\\s*3", "\"formatVersion\": 4");
        assertThat(newer).isNotEqualTo(json);
        generate(copy("model.json", newer.getBytes()), temp.resolve("a.png"))
                .isRefused("expected format version 3, got 4", "update Cardigan");
    }

    @Test
    void aLabelForAModelWithoutLabelsIsRefused() {
        generate(run, temp.resolve("a.png"), "--label", "3")
                .isRefused("expected a model that can be asked for classes");
        assertThat(temp.resolve("a.png")).doesNotExist();
    }

    /** A million images of 28x28 are 30,002 x 30,002 pixels. */
    @Test
    void aGridThatFindsNoRoomIsRefusedBeforeItIsMade() {
        generate(run, temp.resolve("a.png"), "--count", "1000000")
                .isRefused(
                        "expected a grid of at most 268435456 pixels, got 1000000 images of [1, 28, 28] in 1000 columns",
                        "choose a folder for --out, or fewer");
        assertThat(temp.resolve("a.png")).doesNotExist();
    }

    @Test
    void imagesDoNotGoIntoACsvFile() {
        generate(run, temp.resolve("a.csv"))
                .isRefused("expected --out FILE.png or DIR for samples of shape [1, 28, 28]");
        assertThat(temp.resolve("a.csv")).doesNotExist();
    }

    @Test
    void countsOutOfRangeAreRefused() {
        generate(run, temp.resolve("a.png"), "--count", "0").isRefused("expected --count from 1", "got 0");
        generate(run, temp.resolve("a.png"), "--count", "4", "--grid", "5")
                .isRefused("expected --grid from 1", "got 5");
        assertThat(temp.resolve("a.png")).doesNotExist();
    }

    @Test
    void whatIsInTheWayOfTheOutputStays() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("folder.png"));
        Path file = Files.writeString(temp.resolve("file"), "mine");
        generate(run, folder).isRefused("is a folder");
        generate(run, file).isRefused("got the file");
        generate(run, file.resolve("a.png")).fails(ExitCode.FAILED, "is not a folder");
        assertThat(file).hasContent("mine");
    }

    @Test
    void missingOptionsAreNamed() {
        Ran.cardigan("generate", "--out", "a.png").isRefused("--model");
        Ran.cardigan("generate", "--model", "a").isRefused("--out");
    }

    @Test
    void quietPrintsThePathOnly() {
        Path out = temp.resolve("a.png");
        assertThat(generate(run, out, "--count", "1", "--quiet").succeeds().outLines())
                .containsExactly(out.toString());
    }
}
