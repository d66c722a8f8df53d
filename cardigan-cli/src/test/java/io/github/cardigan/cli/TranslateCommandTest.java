package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tiny pix2pix from outlines to shapes, and what can be done with it at the command line. */
class TranslateCommandTest {

    @TempDir
    static Path shared;

    private static Path run;

    @TempDir
    Path temp;

    @BeforeAll
    static void trainOnce() {
        run = shared.resolve("run");
        Ran.cardigan(
                        "train",
                        "pix2pix",
                        "--data",
                        "edges:shapes:40",
                        "--steps",
                        "3",
                        "--threads",
                        "1",
                        "--precision",
                        "fp32",
                        "--set",
                        "width=4",
                        "--sample-every",
                        "2",
                        "--out",
                        run + "")
                .succeeds();
    }

    private static Ran translate(Object... args) {
        return Ran.cardigan(Stream.concat(
                        Stream.of("translate", "--model", run + ""),
                        Stream.of(args).map(Object::toString))
                .toArray(String[]::new));
    }

    private static Path image(Path file, int height, int width) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    @Test
    void aTrainingShowsSourcesTranslationsAndAnswers() throws IOException {
        BufferedImage picture = ImageIO.read(run.resolve("samples/000003.png").toFile());
        assertThat(picture.getWidth()).isGreaterThan(8 * 32);
        assertThat(picture.getHeight()).isBetween(3 * 32, 4 * 32);
    }

    @Test
    void anImageKeepsItsSize() throws IOException {
        Path in = image(temp.resolve("plan.png"), 45, 70);
        translate("--in", in, "--out", temp.resolve("house.png")).succeeds();
        BufferedImage made = ImageIO.read(temp.resolve("house.png").toFile());
        assertThat(made.getHeight()).isEqualTo(45);
        assertThat(made.getWidth()).isEqualTo(70);
        assertThat(made.getColorModel().getNumComponents()).isEqualTo(3);
        translate("--in", in, "--out", temp.resolve("small.png"), "--size", "32x64")
                .succeeds();
        assertThat(ImageIO.read(temp.resolve("small.png").toFile()).getHeight()).isEqualTo(32);
    }

    @Test
    void aFolderKeepsItsNamesAndSkipsWhatIsDamaged() throws IOException {
        Path in = temp.resolve("plans");
        image(in.resolve("a.png"), 32, 32);
        image(in.resolve("deep/b.png"), 32, 32);
        byte[] whole = Files.readAllBytes(in.resolve("a.png"));
        Files.write(in.resolve("c.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Ran ran = translate("--in", in, "--out", temp.resolve("out")).succeeds();
        assertThat(ran.err()).contains("c.png").contains("skipped");
        try (Stream<Path> files = Files.walk(temp.resolve("out"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> temp.resolve("out").relativize(file).toString()))
                    .containsExactlyInAnyOrder("a.png", Path.of("deep", "b.png").toString());
        }
    }

    @Test
    void nothingIsWrittenOverUnlessToldTo() throws IOException {
        Path in = image(temp.resolve("plan.png"), 32, 32);
        Path out = Files.writeString(temp.resolve("house.png"), "mine");
        translate("--in", in, "--out", out).isRefused("is there already", "--overwrite");
        assertThat(out).hasContent("mine");
        translate("--in", in, "--out", out, "--overwrite").succeeds();
        assertThat(ImageIO.read(out.toFile())).isNotNull();
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path in = image(temp.resolve("plans/a.png"), 32, 32).getParent();
        translate("--in", in, "--out", in.resolve("made")).isRefused("expected --out outside of the folder");
        translate("--in", in, "--out", temp.resolve("one.png")).isRefused("expected a folder");
        translate("--in", temp.resolve("nothing"), "--out", temp.resolve("made"))
                .isRefused("found nothing there");
        translate("--in", in, "--out", temp.resolve("made"), "--tile", 3).isRefused("expected tiles of at least 64");
        Path text = Files.writeString(temp.resolve("text.png"), "text");
        translate("--in", text, "--out", temp.resolve("made")).isRefused("got something else", "text.png");
        Path empty = Files.createFile(temp.resolve("empty.png"));
        translate("--in", empty, "--out", temp.resolve("made")).isRefused("got an empty file", "empty.png");
        assertThat(temp.resolve("made")).doesNotExist();
        Ran.cardigan("generate", "--model", run + "", "--out", temp.resolve("a.png") + "")
                .isRefused("got a translator trained by pix2pix");
    }

    /** Images that were made would be read the next time. */
    @Test
    void aLinkIntoTheFolderThatIsReadIsWithin() throws IOException {
        Path in = image(temp.resolve("plans/a.png"), 32, 32).getParent();
        Path made = Files.createDirectories(in.resolve("made"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), made);
        Path other = Files.createSymbolicLink(temp.resolve("other"), in);
        for (Path out : new Path[] {link, link.resolve("deep/new"), other.resolve("new")}) {
            translate("--in", in, "--out", out).isRefused("expected --out outside of the folder");
        }
        translate("--in", other, "--out", in.resolve("new")).isRefused("expected --out outside of the folder");
        assertThat(made).isEmptyDirectory();
        Path outside = Files.createSymbolicLink(in.resolve("outside"), Files.createDirectories(temp.resolve("houses")));
        translate("--in", in, "--out", outside).succeeds();
        assertThat(temp.resolve("houses/a.png")).exists();
    }

    /** The mean image of 40 pairs that were learned from is nearer to them than a network after three steps. */
    @Test
    void evaluateHoldsTranslationsAgainstTheirAnswers() {
        Ran ran = Ran.cardigan("evaluate", "--model", run + "", "--json").succeeds();
        JsonNode json = new JsonMapper().readTree(ran.outLines().get(0));
        assertThat(json.path("count").intValue()).isEqualTo(40);
        JsonNode model = json.path("answers").path("model");
        JsonNode mean = json.path("answers").path("mean image");
        assertThat(mean.path("l1").path("value").doubleValue())
                .isLessThan(model.path("l1").path("value").doubleValue());
        Ran.cardigan("evaluate", "--model", run + "", "--metrics", "fid")
                .isRefused("expected a translator to be judged");
        Ran.cardigan("evaluate", "--model", run + "", "--data", "shapes:10").isRefused("expected pairs to judge");
    }

    /** The mean image is of what is learned from: whole images of a test part are no pairs side by side. */
    @Test
    void evaluateMissesThePartToLearnFrom() throws IOException {
        image(temp.resolve("pairs/testA/1.png"), 32, 32);
        image(temp.resolve("pairs/testB/1.png"), 32, 32);
        String data = "pairs:" + temp.resolve("pairs");
        Ran.cardigan("evaluate", "--model", run + "", "--data", data, "--split", "test")
                .isRefused("expected the folders trainA and trainB, or A and B, in", "found only testA and testB");
    }

    @Test
    void pairsAreForRecipesThatTranslate() {
        Ran.cardigan("train", "dcgan", "--data", "edges:shapes:10", "--out", temp.resolve("r") + "")
                .isRefused("expected single samples for dcgan, got the pairs of edges:shapes");
        Ran.cardigan("train", "dcgan", "--data", "makeup:10", "--out", temp.resolve("r") + "")
                .isRefused("expected single samples for dcgan, got the pairs of makeup");
        Ran.cardigan("train", "pix2pix", "--data", "shapes:10", "--out", temp.resolve("r") + "")
                .isRefused("pix2pix expects pairs of images, got samples of [3, 32, 32]");
        for (String setting : new String[] {"depth=7", "patch-halvings=5"}) {
            Ran.cardigan(
                            "train",
                            "pix2pix",
                            "--data",
                            "edges:shapes:10",
                            "--set",
                            setting,
                            "--out",
                            temp.resolve("r") + "")
                    .isRefused("expected images", "got [");
        }
        assertThat(temp.resolve("r")).doesNotExist();
    }

    @Test
    void recipesShowsBothNetworks() {
        assertThat(Ran.cardigan("recipes", "pix2pix", "--size", "32x32", "--set", "width=4")
                        .succeeds()
                        .out())
                .contains(
                        "Isola", "patch-halvings", "generator, input [1, 32, 32]", "discriminator, input [2, 32, 32]");
    }
}
