package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sets of points and generators of them at the command line. */
class PointsTest {

    @TempDir
    static Path shared;

    /** Puts every sample on the centre (2, -4) of the grid. */
    private static Path model;

    @TempDir
    Path temp;

    @BeforeAll
    static void makeAModel() {
        model = shared.resolve("model");
        Generator generator = Generator.build(Latent.normal(3), Dense.of(2), Device.cpu(), new RandomSource(1));
        generator.network().load(Map.of("weight", new float[6], "bias", new float[] {2, -4}));
        Model.save(model, generator, "gan", "grid", 1, List.of());
        generator.network().close();
    }

    private static Ran evaluate(Object... args) {
        Stream<String> words = Stream.of("evaluate", "--cache", shared.resolve("cache") + "");
        return Ran.cardigan(
                Stream.concat(words, Stream.of(args).map(Object::toString)).toArray(String[]::new));
    }

    private static JsonNode json(Ran ran) {
        return new JsonMapper().readTree(ran.succeeds().outLines().get(0));
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
    void theModesOfAModelAreFoundByPlace() {
        JsonNode json =
                json(evaluate("--model", model, "--data", "grid", "--metrics", "modes", "--count", 2500, "--json"));
        assertThat(value(json, "modes-25-2500-pixels")).isEqualTo(1);
        assertThat(value(json, "high-quality-3sigma-2500-pixels")).isEqualTo(1);
        assertThat(value(json, "modes-kl-25-2500-pixels")).isEqualTo(Math.log(25), within(1e-12));
        assertThat(json.path("extractor").stringValue()).isEqualTo("pixels");
    }

    /** Two draws of one distribution: no distance beyond chance. */
    @Test
    void aSetOfPointsIsJudgedAgainstAnotherDraw() {
        JsonNode json =
                json(evaluate("--images", "ring:2500", "--data", "ring", "--split", "test", "--json", "--out", temp));
        assertThat(json.path("count").intValue()).isEqualTo(2500);
        assertThat(value(json, "modes-8-2500-pixels")).isEqualTo(8);
        assertThat(value(json, "high-quality-3sigma-2500-pixels")).isEqualTo(1 - Math.exp(-4.5), within(0.009));
        assertThat(value(json, "fid-2500-pixels")).isBetween(0.0, 0.005); // means of 2,500 differ by 0.014 a coordinate
        assertThat(Math.abs(value(json, "kid-100x1k-2500-pixels"))).isLessThan(0.01);
        assertThat(value(json, "recall-k3-2500-pixels")).isGreaterThan(0.9);
        assertThat(temp.resolve("points.png")).exists();
        assertThat(temp.resolve("nearest.png")).doesNotExist();
    }

    @Test
    void pointsThatAreNoMixtureAreJudgedWithoutModes() throws IOException {
        Ran ran = evaluate("--images", "two-moons:300", "--data", "two-moons", "--out", temp)
                .succeeds();
        assertThat(ran.out())
                .contains("fid-300-pixels", "coverage-k5-300-pixels", "kid is left out: it needs 1,000 points")
                .doesNotContain("modes", "no data with labels");
        assertThat(Files.readString(temp.resolve("evaluation.json"))).contains("300 points of two-moons in grey");
        evaluate("--images", "two-moons:300", "--data", "two-moons", "--metrics", "modes")
                .isRefused("modes looks at images, got points [2] of two-moons", "ring or grid");
    }

    @Test
    void statisticsTakeThePlaceOfPoints() {
        Path stats = temp.resolve("stats.safetensors");
        Object[] asked = {"--model", model, "--data", "grid:900", "--metrics", "fid,modes", "--count", 50, "--json"};
        JsonNode before = json(evaluate(with(asked, "--save-stats", stats)));
        JsonNode after = json(evaluate(with(asked, "--stats", stats)));
        assertThat(after.path("scores")).isEqualTo(before.path("scores"));
    }

    @Test
    void whatLooksAtImagesIsRefused() {
        for (String metric : List.of("is", "swd", "ms-ssim", "ssim", "lpips", "ppl", "cas", "confidence")) {
            evaluate("--model", model, "--data", "grid", "--metrics", metric)
                    .isRefused(metric + " looks at images, got points [2]", "for points ask for fid");
        }
        for (String extractor : List.of("classifier", "inception-v3", "vgg16")) {
            evaluate("--model", model, "--data", "grid", "--extractor", extractor)
                    .isRefused("expected points [2] to be judged by their coordinates", extractor);
        }
        evaluate("--model", model, "--data", "grid", "--classifier", temp)
                .isRefused("to be judged by their coordinates", "got options for an extractor of images");
    }

    @Test
    void pointsAndImagesDoNotMix() {
        evaluate("--model", model, "--data", "digits:10")
                .isRefused("expected real samples of [2]", "got [1, 28, 28] from digits", "trained on");
        evaluate("--images", "digits:10", "--data", "ring").isRefused("expected real images of [1, 28, 28]", "got [2]");
        evaluate("--model", model, "--data", "grid", "--size", "28x28").isRefused("got 'grid', a set of points");
        Ran.train("--data", "ring", "--size", "32x32", "--out", temp.resolve("a"))
                .isRefused("expected images to bring to 32x32, got 'ring', a set of points", "leave it out");
        Ran.train("--data", "ring", "--out", temp.resolve("a")).isRefused("images", "[2]");
        Ran.cardigan("train", "classifier", "--data", "two-moons", "--out", temp.resolve("a") + "")
                .isRefused("expected images", "got [2]");
        assertThat(temp.resolve("a")).doesNotExist();
    }

    private static Object[] with(Object[] first, Object... second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray();
    }

    private static Ran generate(Path out) {
        return Ran.cardigan("generate", "--model", model + "", "--count", "3", "--out", out + "");
    }

    @Test
    void pointsAreWrittenAsRows() throws IOException {
        Path csv = temp.resolve("points.csv");
        generate(csv).succeeds();
        assertThat(Files.readString(csv)).isEqualTo("x,y\n2.0,-4.0\n2.0,-4.0\n2.0,-4.0\n");
        generate(csv).succeeds(); // like a picture, it is written anew
    }

    @Test
    void orAsAPicture() throws IOException {
        Path png = temp.resolve("points.png");
        generate(png).succeeds();
        var image = javax.imageio.ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(512);
        assertThat(image.getRGB(256, 256)).as("a dot in the middle").isNotEqualTo(image.getRGB(5, 5));
    }

    @Test
    void pointsDoNotGoToAFolderOfImages() {
        generate(temp.resolve("folder")).isRefused("expected --out to end in .csv or .png");
        assertThat(temp.resolve("folder")).doesNotExist();
    }

    /** Samples over data on the discriminator's field, which packs, classes and judges of something else do not spoil. */
    @ParameterizedTest
    @ValueSource(strings = {"gan", "gan --set packing=2", "gan --set minibatch-discrimination=8", "cgan", "bigan"})
    void aTrainingLeavesPicturesOfItsPoints(String recipe) throws IOException {
        Path run = temp.resolve("run");
        String words =
                "train " + recipe + " --data ring:64 --batch 4 --steps 3 --sample-every 2 --threads 1 --set width=4";
        Ran.cardigan(Stream.concat(Stream.of(words.split(" ")), Stream.of("--out", run + ""))
                        .toArray(String[]::new))
                .succeeds();
        try (Stream<Path> files = Files.list(run.resolve("samples"))) {
            assertThat(files.map(file -> file.getFileName() + ""))
                    .containsExactlyInAnyOrder("000000.png", "000002.png", "000003.png");
        }
        var picture =
                javax.imageio.ImageIO.read(run.resolve("samples/000003.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(440);
        assertThat(Files.readString(run.resolve("report.html"))).contains("data:image/png");
    }
}
