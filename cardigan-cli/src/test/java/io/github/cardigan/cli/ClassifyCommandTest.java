package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClassifyCommandTest {

    private static final int IMAGES = 20;

    @TempDir
    static Path shared;

    private static Path run;

    /** The first twenty drawn digits as files, by their number. */
    private static Path digits;

    @TempDir
    Path temp;

    @BeforeAll
    static void trainOnceAndWriteImages() throws IOException {
        run = shared.resolve("run");
        train(run, "--steps", "12", "--evaluate-every", "5").succeeds();
        digits = Files.createDirectories(shared.resolve("digits"));
        try (Dataset data = EmbeddedSets.open("digits:" + IMAGES, null).orElseThrow()) {
            float[] sample = new float[data.shape().elements()];
            for (int i = 0; i < IMAGES; i++) {
                data.read(i, sample, 0);
                Files.write(digits.resolve("%02d.png".formatted(i)), ImageGrid.png(sample, data.shape()));
            }
        }
    }

    private static Ran train(Path out, String... more) {
        List<String> tiny = List.of(
                "train",
                "classifier",
                "--data",
                "digits:100",
                "--batch",
                "16",
                "--set",
                "width=4",
                "--threads",
                "1",
                "--precision",
                "fp32",
                "--out",
                out.toString());
        return Ran.cardigan(Stream.concat(tiny.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static Ran classify(String... more) {
        return Ran.cardigan(Stream.concat(Stream.of("classify", "--model", run.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String[]> rows(List<String> lines) {
        return lines.stream().map(line -> line.split(",", -1)).toList();
    }

    @Test
    void aTrainingLeavesItsBestModelAndWhatItConfuses() throws IOException {
        assertThat(run.resolve("best/model.json")).exists();
        assertThat(run.resolve("samples")).doesNotExist();
        JsonNode confusion =
                JsonMapper.shared().readTree(run.resolve("confusion.json").toFile());
        assertThat(confusion.path("samples").intValue()).isEqualTo(10);
        assertThat(confusion.path("step").intValue()).isEqualTo(12);
        String description = Files.readString(run.resolve("run.json"));
        assertThat(description).contains("\"evaluate-every\" : \"5\"", "\"validation\" : \"0.1\"");
    }

    @Test
    void aTableHasARowPerImage() throws IOException {
        Path out = temp.resolve("labels.csv");
        classify("--in", digits.toString(), "--out", out.toString()).succeeds();
        List<String[]> rows = rows(Files.readAllLines(out));
        assertThat(rows.get(0))
                .startsWith("file", "label", "probability", "0", "1")
                .hasSize(13);
        assertThat(rows).hasSize(1 + IMAGES);
        for (int i = 0; i < IMAGES; i++) {
            String[] row = rows.get(1 + i);
            assertThat(row[0]).isEqualTo("%02d.png".formatted(i));
            double sum = 0;
            double most = 0;
            for (int k = 0; k < 10; k++) {
                sum += Double.parseDouble(row[3 + k]);
                most = Math.max(most, Double.parseDouble(row[3 + k]));
            }
            assertThat(sum).isCloseTo(1, within(1e-5)); // ten numbers rounded to six digits
            assertThat(row[2]).isEqualTo(row[3 + Integer.parseInt(row[1])]);
            assertThat(Double.parseDouble(row[2])).isEqualTo(most);
        }
    }

    /** What --data says of the drawn set is what the table of the same images as files amounts to. */
    @Test
    void accuracyAndConfusionAreThoseOfTheTable() throws IOException {
        List<String[]> rows =
                rows(classify("--in", digits.toString(), "--quiet").succeeds().outLines());
        JsonNode judged = JsonMapper.shared()
                .readTree(classify("--data", "digits:" + IMAGES, "--split", "train", "--json")
                        .succeeds()
                        .out());
        double[][] counts = new double[10][10];
        int right = 0;
        try (Dataset data = EmbeddedSets.open("digits:" + IMAGES, null).orElseThrow()) {
            for (int i = 0; i < IMAGES; i++) {
                int read = Integer.parseInt(rows.get(1 + i)[1]);
                counts[data.label(i)][read]++;
                right += read == data.label(i) ? 1 : 0;
            }
        }
        for (int label = 0; label < 10; label++) {
            for (int read = 0; read < 10; read++) {
                assertThat(judged.path("counts").get(label).get(read).doubleValue())
                        .isEqualTo(counts[label][read]);
            }
        }
        assertThat(judged.path("accuracy").doubleValue()).isEqualTo((double) right / IMAGES);
        String text = classify("--data", "digits:" + IMAGES, "--split", "train")
                .succeeds()
                .out();
        assertThat(text).startsWith("accuracy ").contains("of 20 samples", "is \\ read as");
    }

    /** Two images to learn from and one held out of each of two classes. */
    private Path parts() throws IOException {
        Path set = temp.resolve("set");
        for (String name : List.of(
                "train/0/a.png", "train/0/b.png", "train/1/a.png", "train/1/b.png", "test/0/a.png", "test/1/a.png")) {
            Files.createDirectories(set.resolve(name).getParent());
            Files.copy(digits.resolve("00.png"), set.resolve(name));
        }
        return set;
    }

    @Test
    void whatWasHeldOutIsJudgedUnlessAnotherPartIsSaid() throws IOException {
        String set = parts().toString();
        Ran ran = classify("--data", set, "--json").succeeds();
        JsonNode test = JsonMapper.shared().readTree(ran.out());
        assertThat(test.path("split").asString()).isEqualTo("test");
        assertThat(test.path("samples").asInt()).isEqualTo(2);
        assertThat(ran.err()).contains("using the 2 images of test");
        JsonNode train = JsonMapper.shared()
                .readTree(classify("--data", set, "--split", "train", "--json")
                        .succeeds()
                        .out());
        assertThat(train.path("split").asString()).isEqualTo("train");
        assertThat(train.path("samples").asInt()).isEqualTo(4);
        Ran whole = classify("--data", set + "/train").succeeds();
        assertThat(whole.out()).contains("of 4 samples, part: all");
        assertThat(whole.err()).contains("has no test part and is judged as a whole");
        classify("--in", set, "--split", "test").isRefused("expected --data with --split");
    }

    @Test
    void noticesStayOutOfTheTable() throws IOException {
        Ran ran = classify("--in", parts().toString()).succeeds();
        assertThat(ran.outLines()).hasSize(5);
        assertThat(ran.outLines().get(0)).startsWith("file,label,");
        assertThat(ran.err()).contains("using the 4 images of train; test left out");
    }

    @Test
    void anImageIsReadAloneAndInColourLikeInItsFolder() throws IOException {
        String expected = classify("--in", digits.toString(), "--quiet")
                .succeeds()
                .outLines()
                .get(1);
        assertThat(classify("--in", digits.resolve("00.png").toString(), "--quiet")
                        .succeeds()
                        .outLines())
                .containsExactly(
                        classify("--in", digits.toString(), "--quiet")
                                .outLines()
                                .get(0),
                        expected);
        BufferedImage grey = ImageIO.read(digits.resolve("00.png").toFile());
        BufferedImage colour = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                int value = grey.getRaster().getSample(x, y, 0);
                colour.setRGB(x, y, value << 16 | value << 8 | value);
            }
        }
        Path file = temp.resolve("colour.png");
        ImageIO.write(colour, "png", file.toFile());
        JsonNode read = JsonMapper.shared()
                .readTree(classify("--in", file.toString(), "--json").succeeds().out());
        assertThat(read.path("file").stringValue()).isEqualTo("colour.png");
        assertThat(read.path("label").stringValue()).isEqualTo(expected.split(",")[1]);
        assertThat(read.path("probabilities").path("3").doubleValue())
                .isCloseTo(Double.parseDouble(expected.split(",")[6]), within(1e-5));
    }

    @Test
    void namesWithCommasAndQuotesAreQuoted() throws IOException {
        Path file = temp.resolve("a,\"b\".png");
        Files.copy(digits.resolve("00.png"), file);
        assertThat(classify("--in", file.toString(), "--quiet")
                        .succeeds()
                        .outLines()
                        .get(1))
                .startsWith("\"a,\"\"b\"\".png\",");
    }

    @Test
    void whatCannotBeReadIsNamedAndLeftOut() throws IOException {
        Files.copy(digits.resolve("00.png"), temp.resolve("a.png"));
        Files.write(temp.resolve("b.png"), java.util.Arrays.copyOf(Files.readAllBytes(digits.resolve("01.png")), 60));
        Ran ran = classify("--in", temp.toString()).succeeds();
        assertThat(ran.err()).contains("warning:", "b.png cannot be read", "left out");
        assertThat(ran.outLines()).hasSize(2);
    }

    @Test
    void wrongModelsAndImagesAreRefused() throws IOException {
        Path generator = temp.resolve("generator");
        Ran.train("--data", "digits:8", "--batch", 4, "--steps", 1, "--out", generator)
                .succeeds();
        Ran.cardigan("classify", "--model", generator.toString(), "--in", digits.toString())
                .isRefused("expected a model of a classifier, which reads samples, got a generator trained by dcgan");
        Ran.cardigan(
                        "generate",
                        "--model",
                        run.toString(),
                        "--out",
                        temp.resolve("a.png").toString())
                .isRefused("expected a model of a generator, which makes samples, got a classifier");
        Path empty = Files.createDirectories(temp.resolve("empty"));
        classify("--in", empty.toString()).isRefused("found none in");
        classify("--in", temp.resolve("nothing").toString()).isRefused("found nothing there");
        classify().isRefused("got neither --in nor --data");
        classify("--data", digits.toString(), "--out", "a.csv").isRefused("expected --in with --out");
        classify("--in", digits.toString(), "--out", temp.toString()).isRefused("is a folder");
    }

    @Test
    void setsThatCannotBeJudgedAreRefused() throws IOException {
        classify("--data", digits.toString()).isRefused("expected a labelled set after --data", "without labels");
        for (String name : List.of("3", "cat")) {
            Files.copy(
                    digits.resolve("03.png"),
                    Files.createDirectories(temp.resolve(name)).resolve("x.png"));
        }
        classify("--data", temp.toString()).isRefused("expected classes among 0, 1, 2", "got 'cat'");
    }

    @Test
    void trainingsThatMeasureNothingHaveNoPatience() {
        Ran.train("--data", "digits:8", "--batch", 4, "--steps", 1, "--patience", 3, "--out", temp.resolve("run"))
                .isRefused("expected a measure that tells better from worse for --patience");
        train(temp.resolve("run"), "--steps", "1", "--patience", "-1").isRefused("patience -1");
    }

    @Test
    void aSetWithoutLabelsTeachesNoClassifier() {
        Ran.cardigan(
                        "train",
                        "classifier",
                        "--data",
                        digits.toString(),
                        "--size",
                        "28x28",
                        "--out",
                        temp.resolve("run").toString())
                .isRefused("classifier expects labelled data with at least 2 classes, got data without labels");
        assertThat(temp.resolve("run")).doesNotExist();
    }
}
