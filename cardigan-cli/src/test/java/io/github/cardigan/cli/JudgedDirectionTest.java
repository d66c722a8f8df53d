package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which way {@code evaluate} holds translations against their answers. */
class JudgedDirectionTest {

    @TempDir
    Path temp;

    private Path train(String recipe, String data, String... more) {
        Path run = temp.resolve(recipe);
        String[] usual = {
            "train",
            recipe,
            "--data",
            data,
            "--steps",
            "2",
            "--threads",
            "1",
            "--precision",
            "fp32",
            "--out",
            run + "",
            "--set",
            "width=4"
        };
        String[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        Ran.cardigan(all).succeeds();
        return run;
    }

    private static JsonNode model(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "evaluate";
        all[1] = "--json";
        System.arraycopy(args, 0, all, 2, args.length);
        return JsonMapper.shared()
                .readTree(Ran.cardigan(all).succeeds().out())
                .path("answers")
                .path("model");
    }

    private static double l1(String... args) {
        return model(args).path("l1").path("value").asDouble(Double.NaN);
    }

    /** Both sides have three channels, so nothing but what is said tells them apart. */
    @Test
    void aModelTrainedFromBToAIsJudgedThatWayFromItsFolderAndByWord() {
        Path run = train("pix2pix", "pairs:" + pairs(), "--set", "direction=ba");
        double asTrained = l1("--model", run + "");
        assertThat(l1("--model", run.resolve("model") + "", "--data", "pairs:" + temp.resolve("pairs")))
                .isEqualTo(asTrained);
        assertThat(l1("--model", run.resolve("model/model.json") + "", "--data", "pairs:" + temp.resolve("pairs")))
                .isEqualTo(asTrained);
        assertThat(l1("--model", run + "", "--direction", "BA")).isEqualTo(asTrained);
        assertThat(l1("--model", run + "", "--direction", "AB")).isNotEqualTo(asTrained);
    }

    /** Side by side, black and white. */
    private Path pairs() {
        Path folder = temp.resolve("pairs");
        for (int i = 0; i < 4; i++) {
            java.awt.image.BufferedImage image =
                    new java.awt.image.BufferedImage(64, 32, java.awt.image.BufferedImage.TYPE_INT_RGB);
            image.createGraphics().fillRect(32, 0, 32, 8 + i);
            try {
                java.nio.file.Files.createDirectories(folder);
                javax.imageio.ImageIO.write(
                        image, "png", folder.resolve(i + ".png").toFile());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return folder;
    }

    @Test
    void bothWaysTellHowFarAnImageArrivesFromItsStart() {
        Path run = train("cyclegan", "domains:painted:digits:40", "--set", "blocks=1");
        for (String direction : new String[] {"AB", "BA"}) {
            JsonNode model = model("--model", run + "", "--data", "painted:digits:6", "--direction", direction);
            assertThat(model.path("cycle").path("value").asDouble(Double.NaN))
                    .as(direction)
                    .isPositive();
        }
    }

    @Test
    void whatDoesNotApplyIsRefused() {
        Path styles = train("makeup", "makeup:12");
        Ran.cardigan("evaluate", "--model", styles + "", "--data", "makeup:5", "--direction", "BA")
                .isRefused("expected a model of makeup to be judged by known makeup, got --direction BA");
        Path classifier = train("classifier", "digits:60");
        Ran.cardigan("evaluate", "--model", classifier + "", "--data", "digits:9", "--direction", "BA")
                .isRefused("expected a classifier to be judged by labels, got --direction");
        Path gan = train("dcgan", "digits:60");
        Ran.cardigan("evaluate", "--model", gan + "", "--strict")
                .isRefused("expected --direction and --strict with a model that translates, got one that generates");
    }
}
