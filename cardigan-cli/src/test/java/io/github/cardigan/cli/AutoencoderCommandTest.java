package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageGrid;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Activation;
import io.github.cardigan.network.Autoencoder;
import io.github.cardigan.network.BernoulliMeans;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Conditions;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.EncoderDecoder;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.FlattenBeside;
import io.github.cardigan.network.Generator;
import io.github.cardigan.network.Latent;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Reshape;
import io.github.cardigan.network.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one does with autoencoders: embed, reconstruct, walk between images, bound; with weights of which the answers are known. */
class AutoencoderCommandTest {

    private static final Shape SHAPE = Shape.image(1, 28, 28);
    private static final int PIXELS = 784;
    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    @TempDir
    static Path shared;

    /** Its code is the sum of an image's pixels; it decodes to a grey of tanh(code / 784). */
    private static Path mean;

    /** All weights are zero: every pixel is a coin flip. */
    private static Path coin;

    /** Its code is the number of the class; it decodes the class's own bias. */
    private static Path told;

    /** Six drawn digits as files. */
    private static Path digits;

    @TempDir
    Path temp;

    @BeforeAll
    static void saveModels() throws IOException {
        Natives.setThreads(1);
        EncoderDecoder grey = new EncoderDecoder(
                Sequential.of(new Flatten(), Dense.of(1)),
                Sequential.of(Dense.of(PIXELS), Reshape.to(1, 28, 28), Activation.TANH),
                false,
                0);
        mean = saved(
                "mean",
                new Autoencoder(network(grey, SHAPE), Optional.empty()),
                Map.of(
                        "encoder.1.weight", filled(PIXELS, 1),
                        "decoder.0.weight", filled(PIXELS, 1f / PIXELS)));
        EncoderDecoder flips = new EncoderDecoder(
                Sequential.of(new Flatten(), Dense.of(4)),
                BernoulliMeans.of(Sequential.of(Dense.of(PIXELS), Reshape.to(1, 28, 28))),
                true,
                0);
        coin = saved("coin", new Autoencoder(network(flips, SHAPE), Optional.of(Latent.normal(2))), Map.of());
        EncoderDecoder classes = new EncoderDecoder(
                Sequential.of(new FlattenBeside(10), Dense.of(2)),
                BernoulliMeans.of(Sequential.of(Dense.of(PIXELS), Reshape.to(1, 28, 28))),
                true,
                10);
        Conditions conditions = Conditions.of(TEN);
        float[] number = new float[2 * (PIXELS + 10)];
        float[] shade = new float[PIXELS * 11];
        for (int k = 0; k < 10; k++) {
            number[PIXELS + k] = k;
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                shade[pixel * 11 + 1 + k] = (k - 4.5f) / 5;
            }
        }
        told = saved(
                "told",
                new Autoencoder(network(classes, conditions.beside(SHAPE)), Optional.of(Latent.normal(1)), conditions),
                Map.of("encoder.1.weight", number, "decoder.0.0.weight", shade));
        digits = Files.createDirectories(shared.resolve("digits"));
        try (Dataset data = EmbeddedSets.open("digits:6", null).orElseThrow()) {
            for (int i = 0; i < 6; i++) {
                Files.write(digits.resolve(i + ".png"), ImageGrid.png(sample(data, i), SHAPE));
            }
        }
    }

    private static Network network(EncoderDecoder layers, Shape input) {
        return Network.build(layers, input, Device.cpu(), new RandomSource(1));
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    /** Weights that are not named are zero. */
    private static Path saved(String name, Autoencoder autoencoder, Map<String, float[]> weights) {
        Map<String, float[]> all = new HashMap<>();
        autoencoder.network().state().forEach((key, tensor) -> all.put(key, new float[(int) tensor.numel()]));
        all.putAll(weights);
        autoencoder.network().load(all);
        Path folder = shared.resolve(name);
        Model.save(folder, autoencoder, "tiny", "digits", 1, TEN);
        autoencoder.network().close();
        return folder;
    }

    private static float[] sample(Dataset data, int index) {
        float[] sample = new float[PIXELS];
        data.read(index, sample, 0);
        return sample;
    }

    private static double sum(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    }

    private static Ran run(String command, Path model, Object... more) {
        return Ran.cardigan(Stream.concat(
                        Stream.of(command, "--model", model.toString()),
                        Stream.of(more).map(Object::toString))
                .toArray(String[]::new));
    }

    private static JsonNode json(Ran ran) {
        return JsonMapper.shared().readTree(ran.succeeds().out());
    }

    @Test
    void codesAreWhatTheEncoderSays() throws IOException {
        Path out = temp.resolve("codes.csv");
        Ran ran = run("embed", mean, "--data", "digits:6", "--split", "train", "--out", out)
                .succeeds();
        assertThat(ran.out()).contains("wrote codes of 1 values of 6 images to");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(7).startsWith("file,label,z0");
        try (Dataset data = EmbeddedSets.open("digits:6", null).orElseThrow()) {
            for (int i = 0; i < 6; i++) {
                String[] row = lines.get(1 + i).split(",", -1);
                assertThat(row)
                        .hasSize(3)
                        .startsWith(data.sampleName(i), data.classes().get(data.label(i)));
                assertThat(Double.parseDouble(row[2])).isCloseTo(sum(sample(data, i)), within(1e-2)); // fp32 sum of 784
            }
        }
    }

    @Test
    void filesHaveNamesAndNoLabels() {
        List<String> lines = run("embed", mean, "--in", digits).succeeds().outLines();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(3)).startsWith("2.png,,");
        JsonNode row = json(run("embed", mean, "--in", digits.resolve("2.png"), "--json"));
        assertThat(row.path("file").asString()).isEqualTo("2.png");
        assertThat(row.has("label")).isFalse();
        assertThat(row.path("code").get(0).doubleValue())
                .isCloseTo(Double.parseDouble(lines.get(3).split(",")[2]), within(1e-2));
    }

    /** Of a variational encoder the mean, whose number here is that of the class that it was told. */
    @Test
    void aConditionalEncoderIsToldTheClass() {
        List<String> byLabel = run("embed", told, "--data", "digits:6", "--split", "train")
                .succeeds()
                .outLines();
        for (String line : byLabel.subList(1, 7)) {
            String[] row = line.split(",");
            assertThat(Double.parseDouble(row[2])).isEqualTo(Double.parseDouble(row[1]));
        }
        List<String> sevens =
                run("embed", told, "--in", digits, "--class", "7").succeeds().outLines();
        assertThat(sevens.subList(1, 7)).allMatch(line -> line.endsWith(",7.0"));
        run("embed", told, "--in", digits).isRefused("expected labels for a model that is told classes", "without");
        run("embed", told, "--in", digits, "--class", "x").isRefused("expected one of the 10 classes, got 'x'");
        run("embed", mean, "--in", digits, "--class", "7").isRefused("this one was trained without");
    }

    @Test
    void aClassifierEmbedsByItsFeatures() {
        Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(3), Activation.RELU, Dense.of(2)),
                SHAPE,
                Device.cpu(),
                new RandomSource(1));
        Path folder = shared.resolve("classifier");
        Model.save(folder, new Classifier(network, List.of("a", "b")), "tiny", "digits", 1, List.of());
        network.close();
        List<String> lines = run("embed", folder, "--in", digits).succeeds().outLines();
        assertThat(lines).hasSize(7).startsWith("file,label,z0,z1,z2");
        assertThat(lines.subList(1, 7)).allMatch(line -> !line.contains("-")); // behind a ReLU
        run("reconstruct", folder, "--in", digits, "--out", temp.resolve("a.png"))
                .isRefused("expected a model of an autoencoder, which embeds and reconstructs, got a classifier");
    }

    /** Black and white come out as the grey of tanh of the image's mean. */
    @Test
    void reconstructionsStandBesideTheirOriginals() throws IOException {
        Path out = temp.resolve("pairs.png");
        JsonNode result = json(run(
                "reconstruct", mean, "--data", "digits:6", "--split", "train", "--count", 5, "--out", out, "--json"));
        double error = 0;
        double psnr = 0;
        try (Dataset data = EmbeddedSets.open("digits:6", null).orElseThrow()) {
            for (int i = 0; i < 5; i++) {
                double squares = 0;
                float[] image = sample(data, i);
                double grey = StrictMath.tanh(sum(image) / PIXELS);
                for (float value : image) {
                    squares += (value - grey) * (value - grey) / PIXELS;
                }
                error += squares / 5;
                psnr += 10 * StrictMath.log10(4 / squares) / 5;
            }
            assertThat(result.path("mse").doubleValue()).isCloseTo(error, within(1e-5));
            assertThat(result.path("psnr_db").doubleValue()).isCloseTo(psnr, within(1e-3));
            assertThat(result.path("count").intValue()).isEqualTo(5);
            BufferedImage grid = ImageIO.read(out.toFile());
            assertThat(grid.getWidth()).isEqualTo(ImageGrid.pixels(4, 28)); // two pairs across, three rows
            assertThat(grid.getHeight()).isEqualTo(ImageGrid.pixels(3, 28));
            double grey = StrictMath.tanh(sum(sample(data, 0)) / PIXELS);
            assertThat(grid.getRaster().getSample(2 + 30 + 5, 2 + 5, 0))
                    .isEqualTo((int) Math.round((grey + 1) * 127.5));
        }
        Ran text = run("reconstruct", mean, "--in", digits, "--count", 2, "--out", temp.resolve("folder"))
                .succeeds();
        assertThat(text.out()).contains("mean squared error 0.", "dB over 2 images");
        assertThat(temp.resolve("folder")).isDirectoryContaining("glob:**/00001.png");
        assertThat(temp.resolve("folder/00002.png")).doesNotExist();
    }

    /** The code is the sum of pixels: the walk's middle is the grey of the mean of both sums. */
    @Test
    void aWalkBetweenImagesIsStraightInCodes() throws IOException {
        Path out = temp.resolve("walk.png");
        Ran.cardigan(
                        "latent",
                        "interpolate",
                        "--model",
                        mean.toString(),
                        "--from-image",
                        digits.resolve("0.png").toString(),
                        "--to-image",
                        digits.resolve("1.png").toString(),
                        "--steps",
                        "2",
                        "--out",
                        out.toString())
                .succeeds();
        BufferedImage walk = ImageIO.read(out.toFile());
        assertThat(walk.getWidth()).isEqualTo(ImageGrid.pixels(3, 28));
        try (Dataset data = EmbeddedSets.open("digits:6", null).orElseThrow()) {
            double a = sum(sample(data, 0)) / PIXELS;
            double b = sum(sample(data, 1)) / PIXELS;
            double[] expected = {a, (a + b) / 2, b};
            for (int i = 0; i < 3; i++) {
                double level = (StrictMath.tanh(expected[i]) + 1) * 127.5;
                // a file has 8 bits a pixel: codes from files differ by some thousandths
                assertThat((double) walk.getRaster().getSample(2 + 30 * i + 9, 9, 0))
                        .isCloseTo(level, within(1.0));
            }
        }
    }

    @Test
    void aWalkOfAConditionalAutoencoderStaysInItsClass() throws IOException {
        String[] walk = {
            "latent",
            "interpolate",
            "--model",
            told.toString(),
            "--from-image",
            digits.resolve("0.png").toString(),
            "--to-image",
            digits.resolve("1.png").toString(),
            "--out",
            temp.resolve("walk.png").toString(),
            "--steps",
            "1"
        };
        Ran.cardigan(walk).isRefused("expected --class for a model that is asked for classes");
        String[] nine = Arrays.copyOf(walk, walk.length + 2);
        nine[walk.length] = "--class";
        nine[walk.length + 1] = "9";
        Ran.cardigan(nine).succeeds();
        int level = ImageIO.read(temp.resolve("walk.png").toFile()).getRaster().getSample(9, 9, 0);
        assertThat(level).isEqualTo((int) Math.round((StrictMath.tanh(0.9) + 1) * 127.5));
    }

    @Test
    void aConditionalDecoderGeneratesTheClassAskedFor() throws IOException {
        Path out = temp.resolve("nines.png");
        run("generate", told, "--label", "9", "--count", 4, "--out", out).succeeds();
        assertThat(ImageIO.read(out.toFile()).getRaster().getSample(9, 9, 0))
                .isEqualTo((int) Math.round((StrictMath.tanh(0.9) + 1) * 127.5));
        run("generate", mean, "--out", out).isRefused("got an autoencoder without a prior");
    }

    /** Every pixel costs log 2 and the divergence is none: 784 log 2 = 543.427. */
    @Test
    void evaluateBoundsImagesTheModelHasNotSeen() {
        Ran ran = run("evaluate", coin, "--data", "digits:20", "--split", "test", "--metrics", "bound", "--json");
        JsonNode score = json(ran).path("scores").get(0);
        assertThat(score.path("name").asString()).isEqualTo("bound-nats-20");
        assertThat(score.path("value").doubleValue()).isCloseTo(543.4274, within(1e-3));
        assertThat(score.path("protocol").asString())
                .contains("reconstruction 543.43 + divergence 0.00", "dynamic binarisation", "seed 42", "(test)");
        assertThat(ran.err()).doesNotContain("pixels, which see little");
        Ran seen = run("evaluate", told, "--data", "digits:20", "--metrics", "bound")
                .succeeds();
        assertThat(seen.err()).contains("--split test takes the others");
    }

    @Test
    void modelsWithoutABoundAreRefused() {
        Generator generator = Generator.build(
                Latent.normal(2),
                Sequential.of(Dense.of(PIXELS), Reshape.to(1, 28, 28), Activation.TANH),
                Device.cpu(),
                new RandomSource(1));
        Path folder = shared.resolve("generator");
        Model.save(folder, generator, "dcgan", "digits", 1, List.of());
        generator.network().close();
        run("evaluate", folder, "--data", "digits:20", "--metrics", "bound")
                .isRefused("bound needs a variational autoencoder of bernoulli pixels");
        run("embed", folder, "--in", digits)
                .isRefused("expected a model of an autoencoder or a classifier, which embed samples, got a generator");
        run("reconstruct", folder, "--in", digits, "--out", temp.resolve("a.png"))
                .isRefused("expected a model of an autoencoder", "got a generator trained by dcgan");
    }

    @Test
    void wrongWordsAreRefused() {
        Path png = temp.resolve("a.png");
        run("embed", mean).isRefused("got neither");
        run("embed", mean, "--in", digits, "--data", "digits").isRefused("got both");
        run("embed", mean, "--in", digits, "--split", "test").isRefused("expected --data with --split");
        run("embed", mean, "--in", digits, "--out", temp.resolve("a.txt")).isRefused("expected --out to end in .csv");
        run("reconstruct", mean, "--in", digits, "--out", png, "--count", 0).isRefused("expected --count from 1");
        run("reconstruct", mean, "--in", temp.resolve("none"), "--out", png).isRefused("found nothing there");
        String[] walk = {"latent", "interpolate", "--model", mean.toString(), "--out", png.toString()};
        Ran.cardigan(walk).isRefused("expected --from and --to, or --from-image and --to-image, got none of them");
        assertThat(png).doesNotExist();
    }

    @Test
    void aTrainingSaysWhatToDoNext() {
        Path out = temp.resolve("run");
        Ran ran = Ran.cardigan(
                        "train",
                        "cvae",
                        "--data",
                        "digits:100",
                        "--batch",
                        "10",
                        "--steps",
                        "3",
                        "--set",
                        "hidden=8",
                        "--set",
                        "latent=3",
                        "--threads",
                        "1",
                        "--out",
                        out.toString())
                .succeeds();
        assertThat(ran.out()).contains("cardigan generate --model", "cardigan reconstruct --model", "cardigan embed");
        assertThat(out.resolve("best/model.json")).exists();
        assertThat(out.resolve("bound.json")).content().contains("\"samples\" : 10", "\"nats\"");
        run("evaluate", out, "--split", "test", "--metrics", "bound", "--count", 15)
                .succeeds();
        assertThat(out.resolve("evaluation/evaluation.json")).content().contains("bound-nats-15");
    }
}
