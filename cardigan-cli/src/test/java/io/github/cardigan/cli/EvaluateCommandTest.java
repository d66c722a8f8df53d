package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {

    @TempDir
    static Path shared;

    private static Path run;
    private static Path classifier;
    private static Path made;

    @TempDir
    Path temp;

    @BeforeAll
    static void makeWhatIsJudged() {
        run = shared.resolve("run");
        Ran.train("--data", "digits:64", "--batch", 4, "--steps", 1, "--out", run)
                .succeeds();
        classifier = shared.resolve("classifier");
        Ran.cardigan(
                        ("train classifier --threads 1 --data digits:64 --batch 8 --steps 2 --set width=4 --set validation=0 --out "
                                        + classifier)
                                .split(" "))
                .succeeds();
        made = shared.resolve("made");
        Ran.cardigan("generate", "--model", run + "", "--count", "12", "--out", made + "")
                .succeeds();
    }

    private static Ran evaluate(Object... args) {
        Stream<String> words = Stream.of("evaluate", "--cache", shared.resolve("cache") + "");
        return Ran.cardigan(
                Stream.concat(words, Stream.of(args).map(Object::toString)).toArray(String[]::new));
    }

    /** With pixels, which need no training. */
    private static Ran pixels(Object... args) {
        return evaluate(Stream.concat(Stream.of("--extractor", "pixels"), Stream.of(args))
                .toArray());
    }

    private static JsonNode json(Ran ran) {
        List<String> lines = ran.succeeds().outLines();
        assertThat(lines).hasSize(1);
        return new JsonMapper().readTree(lines.get(0));
    }

    private static double value(JsonNode json, String name) {
        for (JsonNode score : json.path("scores")) {
            if (score.path("name").stringValue().equals(name)) {
                return score.path("value").doubleValue();
            }
        }
        throw new AssertionError("no " + name + " in " + json);
    }

    @Test
    void aRunIsJudgedByAClassifierOfItsDataThatIsTrainedOnce() throws IOException {
        Ran first = evaluate("--model", run, "--count", 40).succeeds();
        assertThat(first.out())
                .contains("data: digits:64, as the run was trained on", "training a classifier of digits");
        assertThat(first.out())
                .contains("fid-40-classifier", "precision-k3-40-classifier", "modes-40-classifier")
                .contains("kid is left out");
        assertThat(first.err()).contains("warning: fid of 40 images");
        assertThat(first.out()).contains("judged by a classifier that reads");
        try (Stream<Path> files = Files.list(run.resolve("evaluation"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("evaluation.json", "nearest.png", "best.png", "worst.png");
        }
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("How it was judged", "fid-40-classifier", "with the nearest of 40 images of digits");

        Ran second = evaluate("--model", run, "--count", 40, "--json");
        JsonNode json = json(second);
        JsonNode written = new JsonMapper()
                .readTree(run.resolve("evaluation/evaluation.json").toFile());
        assertThat(written.path("scores")).isEqualTo(json.path("scores"));
        assertThat(written.path("classifierAccuracy").doubleValue()).isBetween(0.0, 1.0);
        assertThat(first.out()).contains(EvaluationTable.number(value(json, "fid-40-classifier")));
        assertThat(second.out()).doesNotContain("training a classifier");
        assertThat(evaluate("--model", run, "--count", 40).succeeds().out())
                .as("kept")
                .doesNotContain("training a classifier", "looking at digits");
    }

    @Test
    void aFolderAgainstItselfIsPerfect() {
        JsonNode json = json(pixels(
                "--images", made, "--data", made, "--json", "--metrics", "fid,precision,recall,coverage,ssim,psnr"));
        assertThat(json.path("count").intValue()).isEqualTo(12);
        assertThat(json.path("split").stringValue()).isEqualTo("train");
        assertThat(json.path("realFingerprint").stringValue()).hasSize(64);
        // 784 equal variances cancel to rounding of sums of their size
        assertThat(value(json, "fid-12-pixels")).isBetween(0.0, 1e-9);
        assertThat(value(json, "precision-k3-12-pixels")).isEqualTo(1);
        assertThat(value(json, "recall-k3-12-pixels")).isEqualTo(1);
        assertThat(value(json, "coverage-k5-12-pixels")).isEqualTo(1);
        assertThat(value(json, "ssim-12")).isEqualTo(1);
        assertThat(json.toString()).contains("\"psnr-12\",\"value\":\"Infinity\"");
    }

    @Test
    void aSizeHoldsForBothSides() {
        Ran ran = pixels("--images", made, "--data", made, "--size", "16x20", "--metrics", "fid", "--json");
        assertThat(value(json(ran), "fid-12-pixels")).isBetween(0.0, 1e-9);
    }

    @Test
    void fidComparesWithAllRealImagesAndTheOthersWithAsManyAsGenerated() {
        Object[] asked = {
            "--model", run, "--data", "digits:50", "--count", 30, "--metrics", "fid,recall", "--json", "--out", temp
        };
        JsonNode all = json(pixels(asked));
        assertThat(all.at("/scores/0/protocol").stringValue()).contains("50 real");
        assertThat(all.path("realCount").intValue()).isEqualTo(30);
        JsonNode fewer = json(pixels(concat(asked, "--real-count", 40)));
        assertThat(fewer.at("/scores/0/protocol").stringValue()).contains("40 real");
        assertThat(value(fewer, "recall-k3-30-pixels")).isEqualTo(value(all, "recall-k3-30-pixels"));
        assertThat(fewer.path("realFingerprint")).isNotEqualTo(all.path("realFingerprint"));
        pixels(concat(asked, "--real-count", "some")).isRefused("expected --real-count from 2 to 1000000 or all");
    }

    @Test
    void savedStatisticsTakeThePlaceOfRealImages() {
        Path stats = temp.resolve("stats.safetensors");
        Object[] asked = {"--model", run, "--metrics", "fid,recall", "--count", 30, "--json", "--out", temp};
        JsonNode before = json(pixels(concat(asked, "--data", "digits:50", "--save-stats", stats)));
        JsonNode after = json(pixels(concat(asked, "--stats", stats)));
        assertThat(after.path("scores")).isEqualTo(before.path("scores"));
        assertThat(temp.resolve("best.png")).exists();
        assertThat(temp.resolve("nearest.png")).as("without real images").doesNotExist();
        evaluate("--model", run, "--classifier", classifier, "--stats", stats, "--count", 30)
                .isRefused("expected statistics by extractor classifier", "got those by pixels");
    }

    @Test
    void statisticsByTheDataSOwnClassifierAreReadByIt() {
        Path stats = temp.resolve("stats.safetensors");
        String asked = "evaluate --metrics fid --count 30 --model " + run + " --out " + temp + " --cache " + temp;
        Ran.cardigan((asked + " --save-stats " + stats).split(" ")).succeeds();
        Ran ran = Ran.cardigan((asked + " --stats " + stats).split(" ")).succeeds();
        assertThat(ran.out()).contains("fid-30-classifier").doesNotContain("labels to train", "looking at digits");
    }

    @Test
    void aNumberThatIsNoneInAStatisticsFileIsNamed() throws IOException {
        Path stats = temp.resolve("stats.safetensors");
        pixels("--model", run, "--metrics", "fid", "--count", 10, "--data", "digits:10", "--save-stats", stats)
                .succeeds();
        byte[] bytes = Files.readAllBytes(stats);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) file.getLong(0);
        String text = new String(bytes, 8, header, StandardCharsets.UTF_8);
        Matcher mean =
                Pattern.compile("\"mean\":\\{.*?\"data_offsets\":\\[(\\d+),").matcher(text);
        assertThat(mean.find()).isTrue();
        file.putDouble(8 + header + Integer.parseInt(mean.group(1)), Double.NaN);
        Files.write(stats, bytes);
        pixels("--model", run, "--metrics", "fid", "--count", 10, "--stats", stats, "--out", temp.resolve("o"))
                .isRefused("expected finite numbers, got NaN in 'mean' at value 0");
        assertThat(temp.resolve("o")).doesNotExist();
    }

    @Test
    void fidIsNoUsualQuestionForTheManyPixelsOfALargeImage() {
        Ran ran = evaluate("--images", made, "--data", made, "--size", "65x64").succeeds();
        assertThat(ran.out())
                .contains("fid is left out: 4160 pixels", "precision-k3-12-pixels")
                .doesNotContain("fid-12");
    }

    @Test
    void memorisationSeesCopies() {
        // The images made are themselves the training images: all their distances are 0.
        Path data = temp.resolve("data");
        copy(made, data.resolve("train"));
        Ran.cardigan("generate", "--model", run + "", "--count", "9", "--seed", "5", "--out", data.resolve("test") + "")
                .succeeds();
        JsonNode json = json(pixels("--images", made, "--data", data, "--metrics", "memorisation", "--json"));
        assertThat(value(json, "memorisation-12-pixels")).isEqualTo(1);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Dark and bright images, a little different from each other, in folders of their own. */
    private static void darkAndBright(Path folder, int each) throws IOException {
        for (String name : new String[] {"bright", "dark"}) {
            Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < each; i++) {
                var image = new java.awt.image.BufferedImage(28, 28, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
                int level = name.equals("dark") ? 20 : 200;
                for (int pixel = 0; pixel < 28 * 28; pixel++) {
                    image.getRaster().setSample(pixel % 28, pixel / 28, 0, level + (pixel * (i + 7) + i) % 30);
                }
                javax.imageio.ImageIO.write(
                        image, "png", folder.resolve(name).resolve(i + ".png").toFile());
            }
        }
    }

    @Test
    void aClassifierTrainedOnGeneratedImagesReadsRealOnes() throws IOException {
        darkAndBright(temp.resolve("made"), 20);
        darkAndBright(temp.resolve("data/train"), 2);
        darkAndBright(temp.resolve("data/test"), 10);
        Object[] asked = {"--images", temp.resolve("made"), "--data", temp.resolve("data"), "--metrics", "cas"};
        JsonNode json = json(pixels(concat(asked, "--json")));
        // 36 of the 40 train, 4 are held out; nothing is easier to tell apart
        assertThat(value(json, "cas-36")).isEqualTo(1);
        Files.move(temp.resolve("data/test/dark"), temp.resolve("data/test/night"));
        pixels(asked).isRefused("cas needs real images of the generated classes [bright, dark]", "[bright, night]");
    }

    @Test
    void aModelThatIsAskedForClassesMakesTheImagesForTheClassifierItself() throws IOException {
        darkAndBright(temp.resolve("data/train"), 20);
        darkAndBright(temp.resolve("data/test"), 10);
        Path cgan = temp.resolve("cgan");
        String train = "train cgan --threads 1 --batch 8 --steps 300 --log-every 100 --set width=8 --set depth=1";
        List<String> words = new ArrayList<>(List.of(train.split(" ")));
        words.addAll(List.of("--data", temp.resolve("data").toString(), "--out", cgan.toString()));
        Ran.cardigan(words.toArray(String[]::new)).succeeds();
        JsonNode json = json(pixels("--model", cgan, "--count", 40, "--metrics", "cas", "--json"));
        // how good it is after so few steps is chance: what counts is who was asked, a share of the 20 real test images
        double twentieths = 20 * value(json, "cas-36");
        assertThat(twentieths).isBetween(0.0, 20.0).isCloseTo(Math.rint(twentieths), within(1e-9));
        JsonNode again = json(pixels("--model", cgan, "--count", 40, "--metrics", "cas", "--json"));
        assertThat(value(again, "cas-36")).isEqualTo(value(json, "cas-36"));
    }

    @Test
    void theOrderOfClassFoldersChangesNoScore() throws IOException {
        darkAndBright(temp.resolve("made"), 20);
        JsonNode json = json(evaluate(
                "--images", temp.resolve("made"), "--data", temp.resolve("made"), "--metrics", "is", "--json"));
        // In the order of the folders all ten splits of 4 would hold one class: 1. Of two classes mixed at random, each
        // read
        // surely, the expectation is 1.75; 1.3 leaves room for chance and for doubt.
        assertThat(json.at("/scores/0/metric").stringValue()).isEqualTo("is");
        assertThat(json.at("/scores/0/value").doubleValue()).isBetween(1.3, 2.0);
    }

    @Test
    void pairsOfGeneratedImagesAreRandomAndNotAlwaysOfTwoClasses() throws IOException {
        Path folder = temp.resolve("boards");
        for (int side : new int[] {0, 1}) {
            var image = new java.awt.image.BufferedImage(176, 176, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
            for (int pixel = 0; pixel < 176 * 176; pixel++) {
                int field = pixel % 176 / 16 + pixel / 176 / 16 + side;
                image.getRaster().setSample(pixel % 176, pixel / 176, 0, field % 2 * 255);
            }
            Path of = Files.createDirectories(folder.resolve("class" + side));
            for (int i = 0; i < 8; i++) {
                javax.imageio.ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }
        JsonNode json = json(pixels("--images", folder, "--size", "176x176", "--metrics", "ms-ssim", "--json"));
        // Two equal boards have 1, a board and its negative 0. In the order of the folders all 8 pairs would be of two
        // classes.
        assertThat(value(json, "ms-ssim-16")).isGreaterThan(0.1);
    }

    @Test
    void dataWithoutLabelsIsJudgedByPixels() {
        assertThat(evaluate("--images", made, "--data", made, "--metrics", "fid")
                        .succeeds()
                        .out())
                .contains("no data with labels to train a classifier from: judging by pixels", "fid-12-pixels");
        evaluate("--images", made, "--data", made, "--metrics", "fid,modes")
                .isRefused("modes needs class probabilities", "classifier and inception-v3 do");
        evaluate("--images", made, "--data", made, "--extractor", "classifier")
                .isRefused("expects labelled data", "data without labels");
        evaluate("--model", run, "--data", "digits:64", "--count", 12, "--metrics", "consistency")
                .isRefused("consistency needs labels");
    }

    @Test
    void eitherAModelOrImagesAreJudged() {
        evaluate("--data", "digits:64").isRefused("expected either --model or --images, got neither");
        evaluate("--model", run, "--images", made).isRefused("got both");
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        pixels("--model", run, "--metrics", "fid,presicion").isRefused("unknown metric 'presicion'", "'precision'");
        pixels("--model", run, "--metrics", "is").isRefused("is needs class probabilities", "'pixels' does not give");
        pixels("--model", run, "--metrics", "kid", "--count", 999)
                .isRefused("kid needs at least 1000 images a side, got 64");
        pixels("--model", run, "--count", 1).isRefused("expected --count from 2", "got 1");
        pixels("--images", made, "--data", "digits:64", "--count", 13, "--metrics", "fid")
                .isRefused("expected from 1 to 12 images", "got a count of 13");
        pixels("--images", made, "--metrics", "fid").isRefused("expected real images to compare with after --data");
        pixels("--images", made, "--data", "digits:64", "--metrics", "ppl").isRefused("ppl walks through a generator");
        pixels("--model", run, "--metrics", "cas").isRefused("cas trains a classifier on generated images with labels");
        pixels("--model", run, "--metrics", "ssim").isRefused("ssim compares the i-th image of --images");
        pixels("--images", made, "--data", made, "--metrics", "memorisation").isRefused("test");
        pixels("--model", run, "--metrics", "lpips").isRefused("lpips and ppl expect files of weights");
        evaluate("--model", run, "--extractor", "inseption-v3").isRefused("unknown extractor", "inception-v3");
    }

    @Test
    void aModelOfTheWrongKindIsRefused() {
        evaluate("--model", classifier, "--metrics", "fid")
                .isRefused("expected a classifier to be judged by all its data");
        evaluate("--model", run, "--classifier", run).isRefused("expected a model of a classifier", "got a generator");
        pixels("--model", temp.resolve("none")).isRefused("none", "does not exist");
    }

    @Test
    void sidesOfDifferentSizeOrChannelsAreRefused() {
        pixels("--model", run, "--data", "digits:64", "--size", "32x32")
                .isRefused("expected real images of [1, 28, 28]", "got [1, 32, 32]", "--size 28x28");
        pixels("--model", run, "--data", "shapes:64", "--size", "28x28")
                .isRefused("expected real images of [1, 28, 28]", "got [3, 28, 28]", "trained on");
        evaluate("--model", run, "--data", "digits:64", "--classifier", classifier, "--size", "32x32")
                .isRefused("--size 28x28");
    }

    @Test
    void weightsAreAskedForAndChecked() {
        evaluate("--model", run, "--extractor", "inception-v3").isRefused("needs a file of weights", "--weights");
        evaluate("--model", run, "--extractor", "pixels", "--weights", "a")
                .isRefused("only with inception-v3 or vgg16");
        evaluate("--model", run, "--extractor", "vgg16", "--weights", temp.resolve("none"))
                .isRefused("none");
        evaluate("--model", run, "--extractor", "inception-v3", "--weights", run.resolve("model/model.safetensors"))
                .isRefused("model.safetensors: expected tensor Conv2d_1a_3x3.conv.weight [32, 3, 3, 3]");
        evaluate("--model", run, "--extractor", "vgg16", "--weights", "a", "--weights-sha256", "b")
                .isRefused("expected a SHA-256 of 64 hexadecimal digits");
        evaluate("--model", run, "--extractor", "pixels", "--classifier", classifier)
                .isRefused("expected --classifier only with the extractor 'classifier'");
    }

    @Test
    void aFailedEvaluationLeavesTheOlderOneAlone() throws IOException {
        Path out = temp.resolve("out");
        pixels("--model", run, "--count", 12, "--metrics", "fid", "--out", out).succeeds();
        byte[] before = Files.readAllBytes(out.resolve("evaluation.json"));
        pixels("--model", run, "--count", 12, "--metrics", "kid", "--out", out).isRefused("kid needs");
        assertThat(out.resolve("evaluation.json")).hasBinaryContent(before);
    }

    @Test
    void quietPrintsTheTableOnly() {
        Ran ran = pixels("--model", run, "--count", 12, "--metrics", "fid", "--quiet", "--out", temp)
                .succeeds();
        assertThat(ran.outLines()).hasSize(2);
        assertThat(ran.outLines().get(1)).contains("fid-12-pixels");
        assertThat(ran.err()).isEmpty();
    }

    private static Object[] concat(Object[] first, Object... second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray();
    }
}
