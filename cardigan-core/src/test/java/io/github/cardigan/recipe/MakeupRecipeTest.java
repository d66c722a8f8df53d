package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Translator;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Player;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MakeupRecipeTest {

    private static final MakeupRecipe RECIPE = new MakeupRecipe();

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
        List<Map<String, Double>> rows = new ArrayList<>();
        Natives.setThreads(1);
        try (Trainer trainer = new Trainer(
                RECIPE.plan(options(set), data, Device.cpu(), new RandomSource(1)),
                data,
                new TrainingSettings(2, 1, 1, Device.cpu(), Precision.FP32, 0))) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    rows.add(report.values());
                }
            });
            trainer.run(Budget.steps(steps));
        }
        return rows;
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
