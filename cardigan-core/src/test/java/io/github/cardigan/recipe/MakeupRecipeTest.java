package io.github.cardigan.recipe;

import static io.github.cardigan.recipe.FirstTranslation.distance;
import static io.github.cardigan.recipe.FirstTranslation.scores;
import static io.github.cardigan.recipe.FirstTranslation.translated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.Split;
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
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class MakeupRecipeTest {

    private static final MakeupRecipe RECIPE = new MakeupRecipe();

    /** Losses of up to 10, worked out in single precision. */
    private static final Offset<Double> ROUNDING = within(1e-5);

    private static Dataset faces(String name, ImageSize size) {
        return PairSets.open(name, size, Split.TRAIN, source -> faces(source, size), notice -> {})
                .or(() -> EmbeddedSets.open(name, size))
                .orElseThrow();
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> small = new HashMap<>(Map.of("width", "4", "flip", "false", "shift", "0"));
        small.putAll(set);
        return OptionValues.of(RECIPE.options(), small);
    }

    private static List<Map<String, Double>> train(Dataset data, int steps, Map<String, String> set) {
        return RecordedRows.of(RECIPE, options(set), data, steps, 2);
    }

    private static List<String> players(Dataset data, Map<String, String> set) {
        try (Plan plan = RECIPE.plan(options(set), data, Device.cpu(), new RandomSource(1))) {
            return plan.players().stream().map(Player::name).toList();
        }
    }

    @Test
    void theStyleIsJudgedWhereTheDataKnowsARoughTransfer() {
        try (Dataset guided = faces("makeup:20", null);
                Dataset plain = faces("domains:faces:20", new ImageSize(32, 32))) {
            List<String> four = List.of("generator", "discriminator-plain", "discriminator-styled");
            assertThat(players(plain, Map.of())).isEqualTo(four);
            assertThat(players(guided, Map.of("style-judged", "0"))).isEqualTo(four);
            assertThat(players(guided, Map.of())).hasSize(4).contains("discriminator-style");
        }
    }

    /** Without judges the loss is the two ways back, each with its weight. */
    @Test
    void withoutJudgesTheLossIsWhatComesBack() {
        try (Dataset data = faces("domains:faces:20", new ImageSize(32, 32))) {
            for (Map<String, Double> row : train(data, 2, Map.of("adversarial", "0", "identity", "3", "style", "5"))) {
                assertThat(row.get("generator_loss"))
                        .isEqualTo(3 * row.get("identity") + 5 * row.get("style"), within(1e-4));
            }
        }
    }

    /**
     * The five losses of Chang et al. 2018, section 3.2, with logarithms as there: D_X, D_Y and D_S tell plain, made-up and equally made-up faces, G and F
     * are to be taken for these, and faces are to come back. The judges have moved before.
     */
    @Test
    void theLossesAreThePapers() {
        OptionValues options = options(Map.of(
                "adversarial", "0.3",
                "style-judged", "0.7",
                "identity", "3",
                "style", "5",
                "dropout", "0",
                "discriminator-learning-rate", "0.01"));
        try (TensorScope scope = new TensorScope();
                Dataset data = faces("makeup:8", null);
                FirstTranslation first = FirstTranslation.of(RECIPE, data, options)) {
            Tensor x = first.images(0, 3);
            Tensor y = first.images(3, 3);
            Tensor rough = first.images(6, 3);
            Tensor styled = translated(first.there(), beside(x, y));
            Tensor plain = translated(first.back(), y);
            Map<String, Network> judges = first.before();
            assertThat(first.values().get("discriminator_loss"))
                    .isEqualTo(
                            telling(judges.get("discriminator-plain"), x, plain)
                                    + telling(judges.get("discriminator-styled"), y, styled)
                                    + telling(judges.get("discriminator-style"), beside(y, rough), beside(y, styled)),
                            ROUNDING);
            Map<String, Network> moved = first.after();
            assertThat(first.values().get("generator_loss"))
                    .isEqualTo(
                            0.3 * fooling(moved.get("discriminator-styled"), styled)
                                    + 0.3 * fooling(moved.get("discriminator-plain"), plain)
                                    + 0.7 * fooling(moved.get("discriminator-style"), beside(y, styled))
                                    + 3 * distance(translated(first.back(), styled), x)
                                    + 5 * distance(translated(first.there(), beside(plain, styled)), y),
                            ROUNDING);
        }
    }

    /** {@code -E log s(D(real)) - E log(1 - s(D(fake)))}. */
    private static double telling(Network judge, Tensor real, Tensor fake) {
        return FirstStep.meanSoftplus(scores(judge, real), -1) + FirstStep.meanSoftplus(scores(judge, fake), 1);
    }

    /** {@code -E log s(D(fake))}. */
    private static double fooling(Network judge, Tensor fake) {
        return FirstStep.meanSoftplus(scores(judge, fake), -1);
    }

    private static Tensor beside(Tensor image, Tensor other) {
        return torch.cat(new TensorVector(image, other), 1);
    }

    /** Nobody moves in another's turn; a judge does not even ask the generators for a gradient. */
    @Test
    void judgesAndGeneratorsMoveInTheirOwnTurns() {
        try (Dataset data = faces("makeup:8", null)) {
            assertThat(FirstTranslation.moved(RECIPE, data, options(Map.of()), "discriminator"))
                    .allMatch(name -> name.startsWith("discriminator-"))
                    .anyMatch(name -> name.startsWith("discriminator-plain "))
                    .anyMatch(name -> name.startsWith("discriminator-styled "))
                    .anyMatch(name -> name.startsWith("discriminator-style "));
            assertThat(FirstTranslation.moved(RECIPE, data, options(Map.of()), "generator"))
                    .allMatch(name -> name.startsWith("generator "))
                    .anyMatch(name -> name.startsWith("generator forward."))
                    .anyMatch(name -> name.startsWith("generator backward."));
        }
    }

    @Test
    void allFiveLossesTrainTogether() {
        try (Dataset data = faces("makeup:8", null)) {
            Map<String, Double> last = train(data, 3, Map.of()).get(2);
            assertThat(last).containsKeys("identity", "style", "d_real", "d_fake", "discriminator-style_gradient_norm");
            assertThat(last.values()).allSatisfy(value -> assertThat(value).isFinite());
        }
    }

    /** Both generators answer with a change of their input, so where the change is 0 the face is as it was. */
    @Test
    void aNetworkThatChangesNothingLeavesTheFace() {
        try (Dataset data = faces("makeup:2", null);
                Plan plan = RECIPE.plan(options(Map.of()), data, Device.cpu(), new RandomSource(1));
                TensorScope scope = new TensorScope()) {
            Translator translator = (Translator) plan.product();
            assertThat(translator.input()).isEqualTo(Shape.image(3, 64, 64));
            assertThat(translator.referenceChannels()).isEqualTo(3);
            translator.network().parameters().vector().zero_();
            RandomSource random = new RandomSource(3);
            Tensor face = random.uniform(Device.cpu(), -1, 1, 1, 3, 64, 64);
            Tensor reference = random.uniform(Device.cpu(), -1, 1, 1, 3, 64, 64);
            assertThat(Tensors.toFloats(translator.translate(face, reference, Pass.inference())))
                    .isEqualTo(Tensors.toFloats(face));
            assertThat(Tensors.toFloats(translator.backward().orElseThrow().translate(face, Pass.inference())))
                    .isEqualTo(Tensors.toFloats(face));
        }
    }
}
