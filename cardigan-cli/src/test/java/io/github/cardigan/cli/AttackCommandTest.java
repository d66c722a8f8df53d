package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Dense;
import io.github.cardigan.network.Flatten;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AttackCommandTest {

    @TempDir
    static Path shared;

    private static Path model;

    @TempDir
    Path temp;

    /** Reads digits by the nearest mean: {@code w = mean, b = -|mean|^2 / 2}. Linear, and right more often than not. */
    @BeforeAll
    static void saveAClassifier() {
        model = shared.resolve("model");
        try (Dataset digits = EmbeddedSets.open("digits:500", null).orElseThrow()) {
            int size = digits.shape().elements();
            float[] weights = new float[10 * size];
            float[] bias = new float[10];
            float[] one = new float[size];
            int[] counts = new int[10];
            for (int i = 0; i < digits.size(); i++) {
                counts[digits.label(i)]++;
            }
            for (int i = 0; i < digits.size(); i++) {
                digits.read(i, one, 0);
                int label = digits.label(i);
                for (int j = 0; j < size; j++) {
                    weights[label * size + j] += one[j] / counts[label];
                }
            }
            for (int i = 0; i < weights.length; i++) {
                bias[i / size] -= weights[i] * weights[i] / 2;
            }
            save(model, digits.shape(), digits.classes(), weights, bias);
        }
    }

    private static void save(Path folder, Shape shape, List<String> classes, float[] weights, float[] bias) {
        try (Network network = Network.build(
                Sequential.of(new Flatten(), Dense.of(bias.length)), shape, Device.cpu(), new RandomSource(1))) {
            network.load(Map.of("1.weight", weights, "1.bias", bias));
            Model.save(folder, new Classifier(network, classes), "classifier", "digits", 1, classes);
        }
    }

    private Ran attack(String... more) {
        return attackOn("digits:60", more);
    }

    private Ran attackOn(String data, String... more) {
        Stream<String> usual =
                Stream.of("attack", "--model", model + "", "--data", data, "--count", "40", "--out", out() + "");
        return Ran.cardigan(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    private Path out() {
        return temp.resolve("out");
    }

    private static double[] accuracies(Ran ran) {
        JsonNode points = new JsonMapper().readTree(ran.succeeds().out()).path("points");
        double[] accuracies = new double[points.size()];
        for (int i = 0; i < accuracies.length; i++) {
            accuracies[i] = points.get(i).path("accuracy").asDouble();
        }
        return accuracies;
    }

    @Test
    void accuracyFallsWithEpsilonAndAllFilesAreWritten() throws IOException {
        Ran ran = attack("--method", "fgsm", "--epsilon", "0,0.1,0.3").succeeds();
        assertThat(ran.out())
                .contains("fgsm on 40 images")
                .containsPattern("epsilon linf +accuracy +success +mean distance")
                .containsPattern("0\\.3 +[0-9.]+ % +[0-9.]+ % +0\\.3000")
                .contains(out().resolve("attack.html").toString());
        try (Stream<Path> files = Files.list(out())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("attack.html", "attack.json", "accuracy.svg", "grid.png");
        }
        assertThat(ImageIO.read(out().resolve("grid.png").toFile()).getWidth()).isEqualTo(2 + 3 * 30);
        JsonNode json = new JsonMapper().readTree(Files.readString(out().resolve("attack.json")));
        assertThat(json.path("points").size()).isEqualTo(3);
        assertThat(json.path("images").asInt()).isEqualTo(40);
        assertThat(json.path("method").asString()).isEqualTo("fgsm");
    }

    @Test
    void theJsonOnTheTerminalIsThatOfTheFile() {
        double[] fgsm = accuracies(attack("--method", "fgsm", "--epsilon", "0,0.05,0.1", "--json"));
        assertThat(fgsm[0]).isGreaterThan(0.5);
        assertThat(fgsm[1]).isLessThan(fgsm[0]);
        assertThat(fgsm[2]).isLessThanOrEqualTo(fgsm[1]);
        double[] pgd = accuracies(
                attack("--method", "pgd", "--steps", "10", "--restarts", "2", "--epsilon", "0,0.05,0.1", "--json"));
        double[] noise = accuracies(attack("--method", "noise", "--epsilon", "0,0.05,0.1", "--json"));
        for (int i = 0; i < 3; i++) {
            assertThat(pgd[i]).isLessThanOrEqualTo(noise[i]);
        }
        assertThat(noise[1]).isGreaterThan(fgsm[1]);
    }

    @Test
    void attacksWithoutAnEpsilonCountTheirDistances() {
        double[] deepFool = accuracies(attack("--method", "deepfool", "--json"));
        assertThat(deepFool).hasSize(7).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(deepFool[6]).isLessThan(deepFool[0]);
        assertThat(accuracies(attack("--method", "cw", "--steps", "20", "--restarts", "3", "--epsilon", "3", "--json")))
                .hasSize(1);
    }

    @Test
    void aDenoisingAutoencoderCanStandInFront() {
        Path denoiser = temp.resolve("denoiser");
        Ran.cardigan(
                        "train",
                        "denoising-autoencoder",
                        "--data",
                        "digits:500",
                        "--steps",
                        "600",
                        "--out",
                        denoiser.toString(),
                        "--quiet")
                .succeeds();

        double[] found =
                accuracies(attack("--epsilon", "0,0.2", "--steps", "5", "--defence", "denoise:" + denoiser, "--json"));
        assertThat(found[0]).as("it leaves digits readable").isGreaterThan(0.4);
        assertThat(found[1]).as("who knows it goes through it").isLessThan(found[0]);

        Path small = temp.resolve("small");
        Ran.cardigan(
                        "train",
                        "denoising-autoencoder",
                        "--data",
                        "digits:100",
                        "--size",
                        "16x16",
                        "--steps",
                        "2",
                        "--out",
                        small.toString(),
                        "--quiet")
                .succeeds();
        attack("--defence", "denoise:" + small).isRefused("expected an autoencoder of images", "got one of");
    }

    @Test
    void defencesTransfersAndDetectorsCanBeAskedFor() {
        double[] unaware = accuracies(
                attack("--method", "fgsm", "--epsilon", "0.2", "--defence", "bits:1", "--unaware", "--json"));
        double[] bare = accuracies(attack("--method", "fgsm", "--epsilon", "0.2", "--json"));
        assertThat(unaware[0]).isGreaterThan(bare[0]);
        assertThat(accuracies(attack("--epsilon", "0.2", "--steps", "5", "--defence", "squeeze", "--json")))
                .hasSize(1);
        assertThat(accuracies(attack("--method", "fgsm", "--epsilon", "0.2", "--transfer", model + "", "--json")))
                .as("from itself it is no transfer")
                .containsExactly(bare);
        assertThat(attack("--method", "fgsm", "--epsilon", "0.2", "--detect")
                        .succeeds()
                        .out())
                .contains("detected");
    }

    @Test
    void aBlackBoxIsAttackedThroughAStandIn() throws IOException {
        double[] stays = accuracies(attackOn("digits:600", "--method", "noise", "--epsilon", "0.3", "--json"));
        Ran ran = attackOn("digits:600", "--epsilon", "0.3", "--steps", "10", "--surrogate", "50", "--json");
        assertThat(accuracies(ran)[0]).as("noise leaves %s", stays[0]).isLessThan(stays[0] - 0.1);
        assertThat(written().path("surrogate").asString())
                .startsWith("50 images, 1600 questions, reads ")
                .endsWith(" % of the attacked images as the model does");
        assertThat(written().path("images").asInt()).isEqualTo(40);

        attackOn("digits:60", "--surrogate", "60").isRefused("expected more than the 60 images of --surrogate");
        attackOn("digits:600", "--size", "32x32", "--surrogate", "9")
                .isRefused("expected images [1, 28, 28] for this model, got [1, 32, 32]");
        attackOn("digits:600", "--epsilon", "1.5", "--surrogate", "9").isRefused("expected an epsilon from 0 to 1");
        assertThat(attackOn("digits:600", "--target", "10", "--surrogate", "9")
                        .isRefused("expected a target class from 0 to 9, got 10")
                        .out())
                .as("refused before anything is learnt")
                .doesNotContain("stand-in");
        attack("--surrogate", "0").isRefused("expected --surrogate from 1 to 5000, got 0");
        attack("--surrogate", "9", "--transfer", model + "").isRefused("expected one of --surrogate and --transfer");
        attack("--surrogate", "9", "--defence", "bits:1", "--unaware").isRefused("neither --transfer nor --surrogate");
    }

    private JsonNode written() throws IOException {
        return new JsonMapper().readTree(Files.readString(out().resolve("attack.json")));
    }

    @Test
    void whatWasHeldOutIsAttackedAndThePartIsWrittenDown() throws IOException {
        attack("--method", "fgsm", "--epsilon", "0.1").succeeds();
        assertThat(written().path("split").asString()).isEqualTo("test");
        try (Dataset test = EmbeddedSets.open("digits:60", null, Split.TEST).orElseThrow()) {
            assertThat(written().path("data_fingerprint").asString()).isEqualTo(test.fingerprint());
        }
        assertThat(Files.readString(out().resolve("attack.html"))).contains(">split</th><td>test</td>");
        attack("--method", "fgsm", "--epsilon", "0.1", "--split", "train").succeeds();
        assertThat(written().path("split").asString()).isEqualTo("train");
    }

    @Test
    void aSetWithoutATestPartIsAttackedAsAWholeAndThatIsSaid() throws IOException {
        for (String name : List.of("0", "1")) {
            Files.write(Files.createDirectories(temp.resolve("set/" + name)).resolve("a.png"), BadFiles.png(200));
        }
        Ran ran = attackOn(temp.resolve("set") + "", "--method", "fgsm", "--epsilon", "0.1")
                .succeeds();
        assertThat(ran.err()).contains("warning:", "has no test part and is judged as a whole");
        assertThat(written().path("split").asString()).isEqualTo("all");
    }

    @Test
    void theDetectorIsWrittenDown() throws IOException {
        attack("--method", "fgsm", "--epsilon", "0.1", "--detect").succeeds();
        assertThat(written().path("detector").asString()).isEqualTo("squeeze (bit-depth-1, median-2)");
        attack("--method", "fgsm", "--epsilon", "0.1").succeeds();
        assertThat(written().path("detector").asString()).isEqualTo("none");
    }

    @Test
    void quietPrintsTheTableOnly() {
        assertThat(attack("--method", "fgsm", "--epsilon", "0.1,0.2", "--quiet")
                        .succeeds()
                        .outLines())
                .hasSize(3);
    }

    @Test
    void whatIsSaidWronglyIsRefusedBeforeAnythingIsWritten() {
        attack("--method", "fgms").isRefused("unknown method 'fgms'", "did you mean 'fgsm'?");
        attack("--epsilon", "0.1,1.5").isRefused("expected an epsilon from 0 to 1 in linf, got 1.5");
        attack("--epsilon", "-0.1").isRefused("expected an epsilon from 0 to 1 in linf, got -0.1");
        attack("--epsilon", "much").isRefused("expected numbers after --epsilon, got 'much'");
        attack("--epsilon", "NaN").isRefused("expected an epsilon", "got NaN");
        attack("--method", "fgsm", "--steps", "3").isRefused("expected no --steps with fgsm, got 3");
        attack("--steps", "0").isRefused("expected steps from 1", "got 0");
        attack("--step-size", "0").isRefused("expected a step size above 0", "got 0");
        attack("--target", "10").isRefused("expected a target class from 0 to 9, got 10");
        attack("--norm", "l7").isRefused("--norm", "l7");
        attack("--defence", "medain").isRefused("unknown defence 'medain'", "did you mean 'median'?");
        attack("--defence", "denoise").isRefused("expected an autoencoder after denoise:", "denoising-autoencoder");
        attack("--defence", "denoise:" + model).isRefused("expected a model of an autoencoder");
        attack("--defence", "bits:9").isRefused("expected a bit depth from 1 to 8, got 9");
        attack("--unaware").isRefused("expected --defence");
        Ran.cardigan("attack", "--model", model + "", "--data", "digits:60", "--count", "0", "--out", out() + "")
                .isRefused("expected --count from 1", "got 0");
        assertThat(out()).doesNotExist();
    }

    @Test
    void dataThatDoesNotFitTheModelIsRefused() throws IOException {
        attackOn("digits:60", "--size", "32x32")
                .isRefused("expected images [1, 28, 28] for this model, got [1, 32, 32]", "--size HxW");
        attackOn("shapes:60").isRefused("expected images of the model's classes", "in shapes");
        attackOn(BadFiles.folder(temp, 3).toString())
                .isRefused("expected labelled images", "which has no labels", "folder of its own");
        Ran.cardigan("attack", "--model", model + "", "--out", out() + "").isRefused("expected data after --data");
        assertThat(out()).doesNotExist();
    }

    @Test
    void modelsThatDoNotFitAreRefused() {
        Path gan = temp.resolve("gan");
        Ran.train("--data", "digits:8", "--batch", 4, "--steps", 1, "--out", gan)
                .succeeds();
        Ran.cardigan("attack", "--model", gan + "", "--data", "digits:60", "--out", out() + "")
                .isRefused("expected a model of a classifier");
        Path small = temp.resolve("small");
        save(small, Shape.image(1, 14, 14), List.of("a", "b"), new float[2 * 14 * 14], new float[2]);
        attack("--transfer", small + "")
                .isRefused("expected a model of images [1, 28, 28] in the classes [0, 1,", "[1, 14, 14] in [a, b]");
        Path shuffled = temp.resolve("shuffled");
        List<String> names = List.of("1", "0", "2", "3", "4", "5", "6", "7", "8", "9");
        save(shuffled, Shape.image(1, 28, 28), names, new float[10 * 28 * 28], new float[10]);
        attack("--transfer", shuffled + "")
                .isRefused("got one of [1, 28, 28] in [1, 0, 2,", "name the same classes in the same order");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aFileInTheWayStays() throws IOException {
        Path file = Files.writeString(temp.resolve("out"), "mine");
        attack("--method", "fgsm").isRefused("is a file");
        assertThat(file).hasContent("mine");
    }
}
