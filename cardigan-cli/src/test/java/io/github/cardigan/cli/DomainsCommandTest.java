package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tiny cyclegan between drawn and painted digits, and what can be done with it at the command line. */
class DomainsCommandTest {

    @TempDir
    static Path shared;

    private static Path run;

    @TempDir
    Path temp;

    private static Ran train(String recipe, String data, Path out, String... more) {
        String[] usual = {
            "train", recipe, "--data", data, "--steps", "3", "--threads", "1", "--precision", "fp32", "--out", out + ""
        };
        String[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return Ran.cardigan(all);
    }

    @BeforeAll
    static void trainOnce() {
        run = shared.resolve("run");
        train(
                        "cyclegan",
                        "domains:painted:digits:40",
                        run,
                        "--set",
                        "width=4",
                        "--set",
                        "blocks=1",
                        "--sample-every",
                        "2")
                .succeeds();
    }

    @Test
    void aTrainingShowsBothWaysThereAndBack() throws IOException {
        BufferedImage picture = ImageIO.read(run.resolve("samples/000003.png").toFile());
        assertThat(picture.getWidth()).isGreaterThan(8 * 28);
        assertThat(picture.getHeight()).isBetween(6 * 28, 7 * 28);
    }

    @Test
    void bothDirectionsTranslate() throws IOException {
        Path in = temp.resolve("in.png");
        ImageIO.write(new BufferedImage(30, 41, BufferedImage.TYPE_INT_RGB), "png", in.toFile());
        for (String direction : new String[] {"AB", "ba"}) {
            Path out = temp.resolve(direction + ".png");
            Ran.cardigan("translate", "--model", run + "", "--in", in + "", "--out", out + "", "--direction", direction)
                    .succeeds();
            BufferedImage made = ImageIO.read(out.toFile());
            assertThat(made.getWidth()).isEqualTo(30);
            assertThat(made.getColorModel().getNumComponents()).isEqualTo(direction.equals("AB") ? 3 : 1);
        }
        Ran.cardigan("translate", "--model", run + "", "--in", in + "", "--out", temp + "/c.png", "--direction", "up")
                .isRefused("expected --direction AB or BA, got 'up'");
    }

    @Test
    void theTrueMapAndTheWayThereAndBackAreJudged() {
        for (String direction : new String[] {"AB", "BA"}) {
            Ran ran = Ran.cardigan(
                            "evaluate",
                            "--json",
                            "--model",
                            run + "",
                            "--data",
                            "painted:digits:6",
                            "--direction",
                            direction)
                    .succeeds();
            JsonNode json = JsonMapper.shared().readTree(ran.out());
            JsonNode model = json.path("answers").path("model");
            assertThat(model.path("l1").path("value").asDouble()).isPositive();
            if (direction.equals("AB")) {
                assertThat(model.path("cycle").path("value").asDouble())
                        .isPositive()
                        .isLessThan(2.0);
            }
            assertThat(json.path("answers").path("mean image").has("cycle")).isFalse();
        }
        Ran.cardigan("evaluate", "--model", run + "").isRefused("expected pairs that belong together");
    }

    /** Domain adaptation: a classifier of translated images, judged on the target. */
    @Test
    void aClassifierLearnsFromTranslatedImagesAndIsJudgedElsewhere() {
        Path classifier = temp.resolve("classifier");
        train("classifier", "translated:" + run + ",digits:60", classifier).succeeds();
        Ran ran = Ran.cardigan("evaluate", "--json", "--model", classifier + "", "--data", "second:painted:digits:50")
                .succeeds();
        JsonNode json = JsonMapper.shared().readTree(ran.out());
        assertThat(json.path("count").asInt()).isEqualTo(50);
        double accuracy = json.path("accuracy").asDouble();
        assertThat(json.path("low").asDouble()).isLessThanOrEqualTo(accuracy);
        assertThat(json.path("high").asDouble()).isGreaterThanOrEqualTo(accuracy);
        Ran.cardigan("evaluate", "--model", classifier + "", "--data", "shapes:10")
                .isRefused("for this classifier, got");
        Ran.cardigan("evaluate", "--model", classifier + "", "--data", "digits:9", "--metrics", "fid")
                .isRefused("expected a classifier to be judged by all its data");
    }

    @Test
    void makeupIsTakenFromAReferenceAndJudgedByTheTruth() throws IOException {
        Path styles = temp.resolve("styles");
        train("makeup", "makeup:12", styles, "--set", "width=4", "--sample-every", "3")
                .succeeds();
        Path face = temp.resolve("face.png");
        ImageIO.write(new BufferedImage(50, 60, BufferedImage.TYPE_INT_RGB), "png", face.toFile());
        Path reference = temp.resolve("reference.png");
        ImageIO.write(new BufferedImage(90, 70, BufferedImage.TYPE_INT_RGB), "png", reference.toFile());
        Path out = temp.resolve("styled.png");
        Ran.cardigan(
                        "translate",
                        "--model",
                        styles + "",
                        "--in",
                        face + "",
                        "--reference",
                        reference + "",
                        "--out",
                        out + "")
                .succeeds();
        assertThat(ImageIO.read(out.toFile()).getHeight()).isEqualTo(60);
        Ran.cardigan("translate", "--model", styles + "", "--in", face + "", "--out", temp + "/b.png")
                .isRefused("expected --reference, which this model wants");
        Path empty = java.nio.file.Files.createFile(temp.resolve("empty.png"));
        Ran.cardigan(
                        "translate",
                        "--model",
                        styles + "",
                        "--in",
                        face + "",
                        "--reference",
                        empty + "",
                        "--out",
                        temp + "/e.png")
                .isRefused("expected an image", "got an empty file", "empty.png");
        Ran.cardigan(
                        "translate",
                        "--model",
                        styles + "",
                        "--in",
                        face + "",
                        "--out",
                        temp + "/c.png",
                        "--direction",
                        "BA",
                        "--reference",
                        reference + "")
                .isRefused("expected no --reference");
        Ran.cardigan(
                        "translate",
                        "--model",
                        styles + "",
                        "--in",
                        face + "",
                        "--out",
                        temp + "/d.png",
                        "--direction",
                        "BA")
                .succeeds();
        Ran ran = Ran.cardigan("evaluate", "--json", "--model", styles + "", "--data", "makeup:5", "--split", "test")
                .succeeds();
        JsonNode answers = JsonMapper.shared().readTree(ran.out()).path("answers");
        assertThat(answers.path("copy-paste").path("l1_inside").asDouble()).isPositive();
        assertThat(answers.path("model").path("l1_outside").asDouble()).isPositive();
        Ran.cardigan("evaluate", "--model", styles + "", "--data", "faces:5")
                .isRefused("expected faces whose makeup is known");
    }

    @Test
    void strictTrainingRefusesImagesWithoutPartner() throws IOException {
        for (String file : new String[] {"A/1.png", "A/2.png", "A/3.png", "B/1.png", "B/3.png"}) {
            Path image = temp.resolve(file);
            java.nio.file.Files.createDirectories(image.getParent());
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
        }
        train("pix2pix", "pairs:" + temp, temp.resolve("run"), "--set", "width=2", "--strict")
                .isRefused("expected a partner of the same name for every image", "found none for 2.png");
        train("cyclegan", "domains:pairs:" + temp, temp.resolve("run"), "--strict")
                .isRefused("found none for 2.png");
        assertThat(temp.resolve("run")).doesNotExist();
        train("pix2pix", "pairs:" + temp, temp.resolve("run"), "--set", "width=2")
                .succeeds();
    }

    @Test
    void mistakesAreNamed() {
        train("cyclegan", "digits:9", temp.resolve("a")).isRefused("cyclegan expects images of two domains");
        train("dcgan", "domains:digits:9,digits:8", temp.resolve("b")).isRefused("expected single samples for dcgan");
        train("pix2pix", "domains:digits:9,digits:8", temp.resolve("c"))
                .isRefused("expects pairs of images that belong together");
        train("classifier", "translated:digits:9", temp.resolve("d"))
                .isRefused("expected a model and data with a comma between");
        train("classifier", "translated:" + temp.resolve("none") + ",digits:9", temp.resolve("e"))
                .isRefused("expected a model folder");
        train("dcgan", "domain:digits", temp.resolve("f")).isRefused("domain:digits");
    }
}
