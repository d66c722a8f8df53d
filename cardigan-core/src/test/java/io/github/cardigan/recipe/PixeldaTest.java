package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.TestSets;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.RandomSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixeldaTest {

    private static final Pixelda RECIPE = new Pixelda();
    private static final ImageSize SIZE = new ImageSize(16, 16);

    private static Dataset open(String name) {
        return TestSets.open(name, SIZE);
    }

    private static OptionValues options(Map<String, String> set) {
        Map<String, String> small = new HashMap<>(Map.of("width", "8", "blocks", "1", "classifier-width", "8"));
        small.putAll(set);
        return OptionValues.of(RECIPE.options(), small);
    }

    private static List<Map<String, Double>> train(String data, int steps, Map<String, String> set) {
        try (Dataset opened = open(data)) {
            return RecordedRows.of(RECIPE, options(set), opened, steps, 16);
        }
    }

    /** Where only the labels count, the classifier learns to read translations, which start as noise on the image. */
    @Test
    void theClassifierLearnsToReadTranslations() {
        List<Map<String, Double>> rows =
                train("domains:digits:400,digits:400", 150, Map.of("task", "100", "generator-learning-rate", "0.003"));
        assertThat(RecordedRows.mean(rows.subList(0, 10), "task")).isGreaterThan(2 * Math.log(10) * 0.7);
        assertThat(RecordedRows.mean(rows.subList(140, 150), "task"))
                .isLessThan(0.3 * RecordedRows.mean(rows.subList(0, 10), "task"));
        assertThat(RecordedRows.mean(rows.subList(140, 150), "accuracy")).isGreaterThan(0.8);
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
