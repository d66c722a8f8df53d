package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.PairSets;
import io.github.cardigan.data.SideSets;
import io.github.cardigan.data.Split;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import io.github.cardigan.training.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixeldaTest {

    private static final Pixelda RECIPE = new Pixelda();
    private static final ImageSize SIZE = new ImageSize(16, 16);

    private static Dataset open(String name) {
        return PairSets.open(name, SIZE, Split.TRAIN, PixeldaTest::open, notice -> {})
                .or(() -> SideSets.open(name, PixeldaTest::open))
                .or(() -> EmbeddedSets.open(name, SIZE))
                .orElseThrow();
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> small = new HashMap<>(Map.of("width", "8", "blocks", "1", "classifier-width", "8"));
        small.putAll(set);
        return OptionValues.of(RECIPE.options(), small);
    }

    private static List<Map<String, Double>> train(String data, int steps, Map<String, String> set) {
        List<Map<String, Double>> rows = new ArrayList<>();
        Natives.setThreads(1);
        try (Dataset opened = open(data);
                Trainer trainer = new Trainer(
                        RECIPE.plan(options(set), opened, Device.cpu(), new RandomSource(1)),
                        opened,
                        new TrainingSettings(16, 1, 1, Device.cpu(), Precision.FP32, 0))) {
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

    /** Where only the labels count, the classifier learns to read translations, which start as noise on the image. */
    @Test
    void theClassifierLearnsToReadTranslations() {
        List<Map<String, Double>> rows =
                train("domains:digits:400,digits:400", 150, Map.of("task", "100", "generator-learning-rate", "0.003"));
        assertThat(mean(rows.subList(0, 10), "task")).isGreaterThan(2 * Math.log(10) * 0.7);
        assertThat(mean(rows.subList(140, 150), "task")).isLessThan(0.3 * mean(rows.subList(0, 10), "task"));
        assertThat(mean(rows.subList(140, 150), "accuracy")).isGreaterThan(0.8);
    }

    /** Equation 2 of the paper with the losses as recorded: {@code L_G + task L_T}. */
    @Test
    void theWeightOfTheTaskIsThatOfItsLosses() {
        Map<String, Double> none =
                train("domains:digits:40,digits:40", 1, Map.of("task", "0")).get(0);
        Map<String, Double> some =
                train("domains:digits:40,digits:40", 1, Map.of("task", "3")).get(0);
        assertThat(none.get("task")).isEqualTo(some.get("task"));
        assertThat(some.get("generator_loss"))
                .isCloseTo(
                        none.get("generator_loss") + 3 * none.get("task"), org.assertj.core.data.Offset.offset(1e-4));
    }

    private static double mean(List<Map<String, Double>> rows, String name) {
        return rows.stream().mapToDouble(row -> row.get(name)).average().orElseThrow();
    }

    @Test
    void whatHasNoLabelsOrOtherChannelsIsRefused() {
        try (Dataset unlabelled = open("domains:only:star:shapes:50,shapes:50")) {
            assertThatThrownBy(() -> RECIPE.plan(options(Map.of()), unlabelled, Device.cpu(), new RandomSource(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("pixelda expects labelled data with at least 2 classes, got data without labels");
        }
        try (Dataset mixed = open("domains:digits:10,shapes:10")) {
            assertThatThrownBy(() -> RECIPE.plan(options(Map.of()), mixed, Device.cpu(), new RandomSource(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("pixelda expects both domains grey or both in colour, got images of 1 and 3 channels");
        }
    }
}
