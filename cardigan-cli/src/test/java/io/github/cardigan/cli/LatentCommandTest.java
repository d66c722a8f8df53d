package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.latent.LatentFile;
import io.github.cardigan.latent.Latents;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LatentCommandTest {

    private static final Latent LATENT = Latent.normal(6);
    private static final Shape SHAPE = Shape.image(1, 8, 8);

    @TempDir
    static Path shared;

    private static Path model;
    private static Path classifier;

    @TempDir
    Path temp;

    @BeforeAll
    static void saveModels() {
        Natives.setThreads(1);
        model = saved("normal", LATENT, Reshape.to(1, 8, 8));
        classifier = savedClassifier("classifier", SHAPE);
    }

    /** Its class "light" is a sample whose first row is bright. */
    private static Path savedClassifier(String name, Shape shape) {
        Network network =
                Network.build(Sequential.of(new Flatten(), Dense.of(2)), shape, Device.cpu(), new RandomSource(1));
        float[] weights = new float[2 * shape.elements()];
        Arrays.fill(weights, shape.elements(), shape.elements() + shape.width(), 2);
        network.load(Map.of("1.weight", weights, "1.bias", new float[2]));
        Path folder = shared.resolve(name);
        Model.save(folder, new Classifier(network, List.of("dark", "light")), "tiny", "squares", 12, List.of());
        network.close();
        return folder;
    }

    private static Path saved(String name, Latent latent, Reshape last) {
        Generator generator = Generator.build(
                latent, Sequential.of(Dense.of(64), last, Activation.TANH), Device.cpu(), new RandomSource(4));
        Path folder = shared.resolve(name);
        Model.save(folder, generator, "tiny", "squares", 12, List.of());
        generator.network().close();
        return folder;
    }

    private static Ran latent(Object... words) {
        List<String> args = new ArrayList<>(List.of("latent"));
        for (Object word : words) {
            args.add(word.toString());
        }
        args.addAll(2, List.of("--model", model.toString()));
        return Ran.cardigan(args.toArray(String[]::new));
    }

    private static byte[] grid(List<float[]> latents, int columns) {
        try (Model loaded = Model.load(model, Device.cpu())) {
            return ImageGrid.png(Latents.generate(loaded.generator(), latents), SHAPE, columns);
        }
    }

    private static JsonNode json(Ran ran) {
        assertThat(ran.outLines()).hasSize(1);
        return new JsonMapper().readTree(ran.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interpolate", "arithmetic", "invert", "optimise"})
    void theHelpOfACommandMentionsEveryOption(String command) {
        Ran help = Ran.cardigan("latent", command, "--help").succeeds();
        CommandLine latent = Main.commandLine().getSubcommands().get("latent");
        latent.getSubcommands().get(command).getCommandSpec().options().forEach(option -> {
            assertThat(help.out()).contains(option.longestName());
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
        });
        assertThat(Ran.cardigan("latent", "--help").succeeds().out()).contains(command);
    }

    @Test
    void withoutACommandItIsRefused() {
        Ran.cardigan("latent").isRefused("subcommand");
        Ran.cardigan("latent", "invertt").isRefused("invertt", "did you mean 'invert'?");
    }

    @Test
    void aWalkBeginsAndEndsWithItsSeeds() throws IOException {
        Path out = temp.resolve("walk.png");
        latent("interpolate", "--from", 3, "--to", 5, "--steps", 4, "--out", out)
                .succeeds();
        BufferedImage walk = ImageIO.read(out.toFile());
        assertThat(walk.getWidth()).isEqualTo(ImageGrid.pixels(5, 8));
        assertThat(walk.getHeight()).isEqualTo(ImageGrid.pixels(1, 8));
        Path ends =
                Files.write(temp.resolve("ends.png"), grid(List.of(Latents.of(LATENT, 3), Latents.of(LATENT, 5)), 2));
        BufferedImage expected = ImageIO.read(ends.toFile());
        for (int x = 0; x < 8; x++) {
            for (int y = 0; y < 8; y++) {
                assertThat(walk.getRGB(2 + x, 2 + y)).isEqualTo(expected.getRGB(2 + x, 2 + y));
                assertThat(walk.getRGB(2 + 40 + x, 2 + y)).isEqualTo(expected.getRGB(2 + 10 + x, 2 + y));
            }
        }
    }

    @Test
    void aWalkThroughStopsCanBeAnAnimation() throws IOException {
        Path out = temp.resolve("walk.gif");
        Ran ran = latent(
                        "interpolate", "--from", 3, "--through", "8,5", "--to", 3, "--steps", 2, "--out", out, "--json")
                .succeeds();
        assertThat(json(ran).path("count").asInt()).isEqualTo(7);
        assertThat(json(ran).path("interpolation").asString()).isEqualTo("spherical");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(out.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(7);
            assertThat(reader.getWidth(0)).isEqualTo(8);
        }
        reader.dispose();
    }

    @Test
    void aLinearWalkIsAnotherOne() throws IOException {
        Path round = temp.resolve("round.png");
        Path straight = temp.resolve("straight.png");
        latent("interpolate", "--from", 3, "--to", 5, "--out", round).succeeds();
        latent("interpolate", "--from", 3, "--to", 5, "--linear", "--out", straight)
                .succeeds();
        assertThat(Files.readAllBytes(straight)).isNotEqualTo(Files.readAllBytes(round));
    }

    @Test
    void badWalksAreRefused() {
        Path out = temp.resolve("a.png");
        latent("interpolate", "--from", 1, "--to", "x", "--out", out)
                .isRefused("expected a seed or a latent's JSON file after --to, got 'x'");
        latent("interpolate", "--from", -1, "--to", 2, "--out", out).isRefused("--from", "'-1'");
        latent("interpolate", "--from", 1, "--to", 2, "--steps", 0, "--out", out)
                .isRefused("--steps", "got 0");
        latent("interpolate", "--from", 1, "--to", 2, "--steps", 10000, "--out", out)
                .isRefused("fewer than 10000");
        latent("interpolate", "--from", 1, "--to", 2, "--frame-millis", 1, "--out", out)
                .isRefused("got 1");
        latent("interpolate", "--from", 1, "--to", 2, "--out", temp.resolve("a.jpg"))
                .isRefused("expected --out to end in .png or .gif");
        assertThat(out).doesNotExist();
    }

    @Test
    void arithmeticShowsItsTermsAndTheResult() throws IOException {
        Path out = temp.resolve("sum.png");
        Ran ran = latent("arithmetic", "--expression", "5 - 5 + 9", "--out", out, "--json")
                .succeeds();
        float[] five = Latents.of(LATENT, 5);
        float[] nine = Latents.of(LATENT, 9);
        assertThat(out).hasBinaryContent(grid(List.of(five, five, nine, nine), 4));
        assertThat(json(ran).path("length").asDouble()).isCloseTo(Latents.length(nine), within(1e-6));
        assertThat(json(ran).path("z")).hasSize(6);
        latent("arithmetic", "--expression", "5 -", "--out", out).isRefused("expected seeds between + and -");
        latent("arithmetic", "--expression", "5", "--out", temp).isRefused("expected --out to end in .png");
    }

    @Test
    void anImageOfTheModelIsInverted() throws IOException {
        float[] z = Latents.of(LATENT, 11);
        Path image = temp.resolve("image.png");
        try (Model loaded = Model.load(model, Device.cpu())) {
            Files.write(image, ImageGrid.png(Latents.generate(loaded.generator(), List.of(z)), SHAPE));
        }
        Path out = temp.resolve("inverted");
        Ran ran = latent("invert", "--in", image, "--prior", 0, "--restarts", 2, "--out", out, "--json")
                .succeeds();
        // 256 levels put an error of (2 / 255)^2 / 12 = 5e-6 into the target
        assertThat(json(ran).path("mse").asDouble()).isLessThan(1e-5);
        float[] found = LatentFile.read(out.resolve("z.json"), LATENT);
        for (int i = 0; i < 6; i++) {
            assertThat(found[i]).isCloseTo(z[i], within(0.05f));
        }
        assertThat(ImageIO.read(out.resolve("target-and-reconstruction.png").toFile())
                        .getWidth())
                .isEqualTo(ImageGrid.pixels(2, 8));
        assertThat(ImageIO.read(out.resolve("reconstruction.png").toFile()).getWidth())
                .isEqualTo(8);
        latent("interpolate", "--from", out.resolve("z.json"), "--to", 3, "--out", temp.resolve("on.png"))
                .succeeds();
    }

    @Test
    void anImageOfADataSetIsInverted() {
        Path out = temp.resolve("digit");
        Ran ran = latent(
                        "invert", "--data", "digits", "--split", "test", "--index", 4, "--steps", 5, "--out", out,
                        "--quiet")
                .succeeds();
        assertThat(ran.outLines()).containsExactly(out.toString());
        latent("invert", "--data", "digits:10", "--index", 10, "--out", out).isRefused("from 0 to 9", "got 10");
        latent("invert", "--data", "shapes", "--out", out).isRefused("[1, 8, 8]", "[3, 8, 8]");
    }

    @Test
    void aDamagedImageOfADataSetIsRefused() throws IOException {
        Path images = BadFiles.folder(temp, 3);
        Files.write(images.resolve("1.png"), BadFiles.cutPng());
        latent("invert", "--data", images, "--index", 1, "--out", temp.resolve("out"))
                .isRefused("1.png cannot be read", "choose another --index");
    }

    /** 9,999 images of 170x170 are 2.9e8 pixels; 2^28 are the most. */
    @Test
    void aWalkThatFindsNoRoomIsRefusedBeforeItIsMade() {
        Generator large = Generator.build(
                LATENT, Sequential.of(Dense.of(170 * 170), Reshape.to(1, 170, 170)), Device.cpu(), new RandomSource(4));
        Path folder = temp.resolve("large");
        Model.save(folder, large, "tiny", "squares", 12, List.of());
        large.network().close();
        Path out = temp.resolve("walk.png");
        Ran.cardigan(
                        "latent",
                        "interpolate",
                        "--model",
                        folder + "",
                        "--from",
                        "1",
                        "--to",
                        "2",
                        "--steps",
                        "9998",
                        "--out",
                        out + "")
                .isRefused("expected a grid of at most 268435456 pixels, got 9999 images", "take fewer --steps");
        assertThat(out).doesNotExist();
    }

    @Test
    void badInversionsAreRefused() throws IOException {
        Path out = temp.resolve("out");
        latent("invert", "--in", temp.resolve("none.png"), "--out", out).isRefused("which does not exist");
        latent("invert", "--in", Files.writeString(temp.resolve("text.png"), "text"), "--out", out)
                .isRefused("text.png cannot be read");
        latent("invert", "--out", out).isRefused("got neither");
        latent("invert", "--in", "a.png", "--data", "digits", "--out", out).isRefused("got both");
        latent("invert", "--in", "a.png", "--restarts", 0, "--out", out).isRefused("1 to 1024 restarts, got 0");
        latent("invert", "--in", "a.png", "--rate", "NaN", "--out", out).isRefused("learning rate", "NaN");
        latent("invert", "--in", "a.png", "--out", temp.resolve("text.png")).isRefused("to be a folder");
        assertThat(out).doesNotExist();
    }

    /** A person who likes the first value of z to be high. */
    @Test
    void scoresLeadToWhatIsLiked() throws IOException {
        StringBuilder csv = new StringBuilder("seed,score\n");
        for (int seed = 0; seed < 30; seed++) {
            csv.append(seed)
                    .append(", ")
                    .append(2 + Latents.of(LATENT, seed)[0])
                    .append('\n');
        }
        Path scores = Files.writeString(temp.resolve("scores.csv"), csv);
        Path out = temp.resolve("liked");
        Ran ran = latent("optimise", "--scores", scores, "--out", out, "--json").succeeds();
        JsonNode json = json(ran);
        assertThat(json.path("left_out_r2").asDouble()).isGreaterThan(0.99);
        assertThat(json.path("score").asDouble()).isGreaterThan(4);
        float[] z = LatentFile.read(out.resolve("z.json"), LATENT);
        assertThat(z[0]).isGreaterThan(0.95f * (float) Latents.length(z));
        assertThat(ImageIO.read(out.resolve("before-and-after.png").toFile()).getWidth())
                .isEqualTo(ImageGrid.pixels(8, 8));
        assertThat(out.resolve("best.png")).exists();
    }

    @Test
    void badScoresAreRefused() throws IOException {
        Path out = temp.resolve("out");
        Path scores = temp.resolve("scores.csv");
        latent("optimise", "--scores", scores, "--out", out).isRefused("scores.csv, which does not exist");
        Files.writeString(scores, "1,2\n2;3\n");
        latent("optimise", "--scores", scores, "--out", out).isRefused("line 2: expected seed,score, got '2;3'");
        Files.writeString(scores, "1,2\n2,2\n3,2\n");
        latent("optimise", "--scores", scores, "--out", out).isRefused("expected scores that differ");
        Files.writeString(scores, "");
        latent("optimise", "--scores", scores, "--out", out).isRefused("at least 3 scores, got 0");
        latent("optimise", "--out", out).isRefused("got neither");
        latent("optimise", "--label", 1, "--out", out).isRefused("got --label");
        latent("optimise", "--classifier", model, "--out", out).isRefused("got --classifier");
        assertThat(out).doesNotExist();
    }

    @Test
    void aClassIsMadeProbable() throws IOException {
        Path out = temp.resolve("light");
        Ran ran = latent("optimise", "--classifier", classifier, "--label", 1, "--prior", 0.1, "--out", out, "--json")
                .succeeds();
        assertThat(json(ran).path("class").asString()).isEqualTo("light");
        assertThat(json(ran).path("probability").asDouble()).isGreaterThan(0.95);
        BufferedImage best = ImageIO.read(out.resolve("best.png").toFile());
        double sum = 0;
        for (int x = 0; x < 8; x++) {
            sum += best.getRaster().getSample(x, 0, 0) / 127.5 - 1;
        }
        assertThat(1 / (1 + Math.exp(-2 * sum)))
                .isCloseTo(json(ran).path("probability").asDouble(), within(0.01));
    }

    @Test
    void badClassifiersAreRefused() {
        Path out = temp.resolve("out");
        latent("optimise", "--classifier", classifier, "--label", 2, "--out", out)
                .isRefused("expected a label from 0 to 1, got 2", "dark, light");
        Path other = savedClassifier("other", Shape.image(3, 8, 8));
        latent("optimise", "--classifier", other, "--label", 1, "--out", out).isRefused("[3, 8, 8]", "[1, 8, 8]");
        latent("optimise", "--classifier", model, "--label", 1, "--out", out)
                .isRefused("expected a model of a classifier");
        Ran.cardigan("latent", "arithmetic", "--model", classifier + "", "--expression", "1", "--out", temp + "/a.png")
                .isRefused("expected a model of a generator");
        assertThat(out).doesNotExist();
    }

    @Test
    void modelsThatMakeNoImagesAreRefused() {
        Path vectors = saved("vectors", LATENT, Reshape.to(64));
        Ran.cardigan("latent", "arithmetic", "--model", vectors + "", "--expression", "1", "--out", temp + "/a.png")
                .isRefused("expected a model of images, got samples of shape [64]");
    }
}
