package io.github.cardigan.recipe;

import static io.github.cardigan.recipe.FirstTranslation.distance;
import static io.github.cardigan.recipe.FirstTranslation.meanSquare;
import static io.github.cardigan.recipe.FirstTranslation.scores;
import static io.github.cardigan.recipe.FirstTranslation.translated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImagePair;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.Samples;
import io.github.cardigan.data.Split;
import io.github.cardigan.data.TestSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Network;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class CycleganTest {

    private static final Cyclegan RECIPE = new Cyclegan();

    /** Losses of about 10, worked out in single precision. */
    private static final Offset<Double> ROUNDING = within(1e-5);

    /** Two domains of drawn digits: as they are, and painted. */
    static Dataset painted(int count, ImageSize size) {
        return PairSets.open(
                        "domains:painted:digits:" + count,
                        size,
                        Split.TRAIN,
                        name -> TestSets.open(name, size),
                        notice -> {})
                .orElseThrow();
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> small = new HashMap<>(Map.of("width", "4", "blocks", "1", "flip", "false"));
        small.putAll(set);
        return OptionValues.of(RECIPE.options(), small);
    }

    private static List<Map<String, Double>> train(Dataset data, int steps, Map<String, String> set) {
        return RecordedRows.of(RECIPE, options(set), data, steps, 4);
    }

    /** Equation 3 without its adversaries: what is left is the weighed distances. */
    @Test
    void withoutAdversariesTheLossIsTheWayThereAndBackAndWhatIsKept() {
        try (Dataset data = PairSets.open(
                        "domains:digits:20,digits:30",
                        new ImageSize(16, 16),
                        Split.TRAIN,
                        name -> TestSets.open(name, new ImageSize(16, 16)),
                        notice -> {})
                .orElseThrow()) {
            for (Map<String, Double> row :
                    train(data, 3, Map.of("adversarial", "0", "cycle", "7", "identity", "0.25"))) {
                assertThat(row.get("generator_loss"))
                        .isEqualTo(7 * row.get("cycle") + 7 * 0.25 * row.get("identity"), within(1e-4));
            }
        }
    }

    private static Dataset coloured() {
        ImageSize size = new ImageSize(16, 16);
        return TestSets.open("domains:colour:digits:20,shapes:30", size);
    }

    /**
     * The critics' losses of least squares, 1/2 E(D(b) - 1)^2 + 1/2 E D(G(a))^2 (Mao et al. 2016, equation 2), and equation 3 of Zhu et al. 2017 with
     * their weights: E(D(G(a)) - 1)^2 both ways, 10 times the way there and back, 5 times what is kept. The critics have moved before.
     */
    @Test
    void theLossesAreThePapers() {
        OptionValues options = options(Map.of("pool", "0", "shift", "0", "discriminator-learning-rate", "0.01"));
        try (TensorScope scope = new TensorScope();
                Dataset data = coloured();
                FirstTranslation first = FirstTranslation.of(RECIPE, data, options)) {
            Tensor a = first.images(0, 3);
            Tensor b = first.images(3, 3);
            Tensor fakeB = translated(first.there(), a);
            Tensor fakeA = translated(first.back(), b);
            Network criticA = first.before().get("discriminator-a");
            Network criticB = first.before().get("discriminator-b");
            assertThat(first.values().get("discriminator_loss"))
                    .isEqualTo(
                            (meanSquare(scores(criticA, a), 1) + meanSquare(scores(criticA, fakeA), 0)) / 2
                                    + (meanSquare(scores(criticB, b), 1) + meanSquare(scores(criticB, fakeB), 0)) / 2,
                            ROUNDING);
            Network movedA = first.after().get("discriminator-a");
            Network movedB = first.after().get("discriminator-b");
            double cycle = distance(translated(first.back(), fakeB), a) + distance(translated(first.there(), fakeA), b);
            double identity = distance(translated(first.there(), b), b) + distance(translated(first.back(), a), a);
            assertThat(first.values().get("generator_loss"))
                    .isEqualTo(
                            meanSquare(scores(movedB, fakeB), 1)
                                    + meanSquare(scores(movedA, fakeA), 1)
                                    + 10 * cycle
                                    + 5 * identity,
                            ROUNDING);
        }
    }

    /** Nobody moves in another's turn; a critic does not even ask the generators for a gradient. */
    @Test
    void criticsAndGeneratorsMoveInTheirOwnTurns() {
        OptionValues options = options(Map.of("pool", "0"));
        try (Dataset data = coloured()) {
            assertThat(FirstTranslation.moved(RECIPE, data, options, "discriminator"))
                    .allMatch(name -> name.startsWith("discriminator-"))
                    .anyMatch(name -> name.startsWith("discriminator-a "))
                    .anyMatch(name -> name.startsWith("discriminator-b "));
            assertThat(FirstTranslation.moved(RECIPE, data, options, "generator"))
                    .allMatch(name -> name.startsWith("generator "))
                    .anyMatch(name -> name.startsWith("generator forward."))
                    .anyMatch(name -> name.startsWith("generator backward."));
        }
    }

    /** Of grey and colour there is no identity to be kept. */
    @Test
    void domainsOfDifferentChannelsHaveNoIdentity() {
        try (Dataset data = painted(20, new ImageSize(16, 16))) {
            assertThat(train(data, 1, Map.of()).get(0)).containsKey("cycle").doesNotContainKey("identity");
        }
    }

    @Test
    void itLearnsToGoThereAndBack() {
        try (Dataset data = painted(400, new ImageSize(16, 16))) {
            List<Map<String, Double>> rows = train(data, 250, Map.of("generator-learning-rate", "0.002", "shift", "0"));
            assertThat(RecordedRows.mean(rows.subList(230, 250), "cycle"))
                    .isLessThan(0.5 * RecordedRows.mean(rows.subList(0, 10), "cycle"));
        }
    }

    @Test
    void bothDirectionsAreOneModelAndFourNetworksLearn() {
        Samples samples = new Samples(Shape.image(4, 16, 16), List.of(), Optional.of(new ImagePair(1, 3, false)));
        try (Plan plan = RECIPE.plan(options(Map.of()), samples, Device.cpu(), new RandomSource(1));
                TensorScope scope = new TensorScope()) {
            Translator there = (Translator) plan.product();
            Translator back = there.backward().orElseThrow();
            assertThat(there.input()).isEqualTo(Shape.image(1, 16, 16));
            assertThat(back.input()).isEqualTo(Shape.image(3, 16, 16));
            assertThat(back.output()).isEqualTo(there.input());
            assertThat(back.backward()).isEmpty();
            assertThat(there.referenceChannels()).isZero();
            Tensor image = new RandomSource(2).uniform(Device.cpu(), -1, 1, 1, 1, 16, 16);
            Tensor made = there.translate(image, Pass.inference());
            assertThat(Tensors.shape(back.translate(made, Pass.inference()))).containsExactly(1, 1, 16, 16);
            assertThat(plan.players().stream().map(Player::name))
                    .containsExactly("generator", "discriminator-a", "discriminator-b");
            assertThat(there.network().state().keySet())
                    .anyMatch(name -> name.startsWith("forward."))
                    .anyMatch(name -> name.startsWith("backward."));
        }
    }

    /**
     * At 256x256 with 9 blocks, as published: 11.378 million weights a generator, 2.765 million a critic. Here instance norm has a scale and a shift where
     * there the convolutions before it have a bias, and the last one of these is the same: c more for each of c channels.
     */
    @Test
    void theNetworksAreThoseOfThePaper() {
        Samples samples = new Samples(Shape.image(6, 256, 256), List.of(), Optional.of(new ImagePair(3, 3, false)));
        OptionValues options = OptionValues.of(RECIPE.options(), Map.of("blocks", "9"));
        try (Plan plan = RECIPE.plan(options, samples, Device.cpu(), new RandomSource(1))) {
            long generator = 3 * 49 * 64
                    + 64 * 9 * 128
                    + 128 * 9 * 256
                    + 18L * 256 * 9 * 256
                    + 256 * 9 * 128
                    + 128 * 9 * 64
                    + 64 * 49 * 3
                    + 3;
            long norms = 2L * (64 + 128 + 256 + 18 * 256 + 128 + 64);
            assertThat(generator + norms / 2).isEqualTo(11_378_179); // the authors' count
            assertThat(plan.players().get(0).network().parameters().elements()).isEqualTo(2 * (generator + norms));
            long critic = 3 * 16 * 64 + 64 + 64 * 16 * 128 + 128 * 16 * 256 + 256 * 16 * 512 + 512 * 16 + 1;
            assertThat(critic + 128 + 256 + 512).isEqualTo(2_764_737); // the authors' count
            assertThat(plan.players().get(1).network().parameters().elements())
                    .isEqualTo(critic + 2 * (128 + 256 + 512));
        }
    }

    @Test
    void singleImagesAreRefused() {
        try (Dataset digits = EmbeddedSets.open("digits:10", null).orElseThrow()) {
            assertThatThrownBy(() -> RECIPE.plan(options(Map.of()), digits, Device.cpu(), new RandomSource(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("cyclegan expects images of two domains, got samples of [1, 28, 28]");
        }
        try (Dataset domains = painted(10, new ImageSize(16, 16))) {
            assertThatThrownBy(() -> new Pix2pix()
                            .plan(
                                    OptionValues.defaults(new Pix2pix().options()),
                                    domains,
                                    Device.cpu(),
                                    new RandomSource(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("got two domains without pairs");
        }
    }
}
