package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.Holdout;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.NetworkSummary;
import io.github.cardigan.training.Augmentation;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierRecipeTest {

    private static final Shape DIGIT = Shape.image(1, 28, 28);
    private static final Shape PHOTO = Shape.image(3, 32, 32);
    private static final List<String> TEN = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final ClassifierRecipe recipe = new ClassifierRecipe();

    private OptionValues options(Map<String, String> set) {
        return OptionValues.of(recipe.options(), set);
    }

    private Plan plan(Map<String, String> set, Samples samples) {
        return recipe.plan(options(set), samples, Device.cpu(), new RandomSource(1));
    }

    /**
     * Weights of convolutions 432 + 6 * 2304 + 4608 + 5 * 9216 + 18432 + 5 * 36864, of batch norm 2 * (7 * 16 + 6 * 32 + 6 * 64), of
     * the dense layer 650; He et al.'s table 6 says 0.27 M. Multiplications by hand: 442,368 + 6 * 2,359,296 + 1,179,648 + 5 *
     * 2,359,296 + 1,179,648 + 5 * 2,359,296 + 640, 40.6 million; an addition each.
     */
    @Test
    void theResnetIsThePapers() {
        NetworkSummary summary = NetworkSummary.of(ClassifierNetworks.resnet(PHOTO, 10, 16, 20), PHOTO);
        assertThat(summary.parameters()).isEqualTo(269_722);
        long multiplications = 442_368 + 16L * 2_359_296 + 2 * 1_179_648 + 640;
        assertThat(ClassifierNetworks.resnet(PHOTO, 10, 16, 20).flops(PHOTO)).isEqualTo(2 * multiplications);
        assertThat(NetworkSummary.of(ClassifierNetworks.resnet(PHOTO, 10, 16, 56), PHOTO)
                        .parameters())
                .as("table 6: 0.85 M")
                .isBetween(845_000L, 860_000L);
    }

    /** 25 * 32 + 64 + 25 * 32 * 64 + 128 + 3136 * 256 + 512 + 2560 + 10. */
    @Test
    void theLenetHasTwoConvolutionsAndADenseLayer() {
        NetworkSummary summary = NetworkSummary.of(ClassifierNetworks.lenet(DIGIT, 10, 32, 0.3), DIGIT);
        assertThat(summary.parameters()).isEqualTo(800 + 64 + 51_200 + 128 + 802_816 + 512 + 2_570);
    }

    @Test
    void greyGetsALenetAndColourAResnetUnlessTheUserSays() {
        assertThat(layerKinds(Map.of(), DIGIT)).contains("MaxPool2d").doesNotContain("Residual");
        assertThat(layerKinds(Map.of(), PHOTO)).contains("Residual").doesNotContain("MaxPool2d");
        assertThat(layerKinds(Map.of("network", "resnet", "width", "4", "depth", "8"), DIGIT))
                .contains("Residual");
        assertThat(layerKinds(Map.of("network", "lenet", "width", "4"), PHOTO)).contains("MaxPool2d");
    }

    private String layerKinds(Map<String, String> set, Shape sample) {
        return ClassifierOptions.layers(options(set), sample, 10).toString();
    }

    @Test
    void changesSuitTheKindOfImagesUnlessTheUserSays() {
        assertThat(ClassifierOptions.augmentation(options(Map.of()), DIGIT))
                .isEqualTo(new Augmentation(2, false, true));
        assertThat(ClassifierOptions.augmentation(options(Map.of()), PHOTO))
                .isEqualTo(new Augmentation(4, true, false));
        assertThat(ClassifierOptions.augmentation(
                        options(Map.of("shift", "0", "flip", "false", "affine", "true")), PHOTO))
                .isEqualTo(new Augmentation(0, false, true));
    }

    /** He's initialisation: the deviation of a 5x5 kernel on 32 channels is sqrt(2 / 800). */
    @Test
    void kernelsStartAsTheyShould() {
        try (Plan plan = plan(Map.of(), new Samples(DIGIT, TEN))) {
            float[] kernel = Tensors.toFloats(plan.product().network().state().get("4.weight"));
            double sum = 0;
            for (float value : kernel) {
                sum += value * value;
            }
            assertThat(kernel).hasSize(51_200);
            // 51,200 draws: the relative error of the deviation is 0.3 %
            assertThat(Math.sqrt(sum / kernel.length)).isCloseTo(0.05, within(0.001));
        }
    }

    @Test
    void dataWithoutLabelsAndImagesTooSmallAreRefused() {
        assertThatThrownBy(() -> plan(Map.of(), new Samples(DIGIT, List.of())))
                .isInstanceOf(DataException.class)
                .hasMessage("classifier expects labelled data with at least 2 classes, got data without labels");
        assertThatThrownBy(() -> plan(Map.of(), new Samples(Shape.image(3, 32, 6), TEN)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "classifier expects images [channels, height, width] with sides of at least 8, got [3, 32, 6]");
        assertThatThrownBy(() -> plan(Map.of("depth", "21"), new Samples(PHOTO, TEN)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a depth of 6 n + 2, got 21");
        assertThatThrownBy(() -> plan(Map.of("shift", "30"), new Samples(DIGIT, TEN)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected images larger than the shift of 30 pixels, got [1, 28, 28]");
    }

    @Test
    void aTenthIsHeldOutAndMeasuredUnlessTheUserSays() {
        try (Dataset digits = EmbeddedSets.open("digits:200", null).orElseThrow()) {
            Holdout parts = recipe.holdOut(options(Map.of()), digits, 1);
            assertThat(parts.validation().orElseThrow().size()).isEqualTo(20);
            assertThat(parts.training().size()).isEqualTo(180);
            assertThat(recipe.holdOut(options(Map.of("validation", "0")), digits, 1)
                            .training())
                    .isSameAs(digits);
        }
    }

    /** Not the accuracy that can be had, but beyond the tenth that guessing gives, by 5 of its deviations (0.021) or more. */
    @ParameterizedTest
    @CsvSource({"lenet, 40, 0.4", "resnet, 40, 0.2", "resnet9, 40, 0.4"})
    void itLearnsWhatItWasNotShown(String network, int steps, double accuracy) {
        Natives.setThreads(2);
        OptionValues options = options(Map.of("network", network, "width", "8", "depth", "8"));
        try (Dataset digits = EmbeddedSets.open("digits:2000", null).orElseThrow()) {
            Holdout parts = recipe.holdOut(options, digits, 1);
            Plan plan = recipe.plan(options, Samples.of(digits), Device.cpu(), new RandomSource(1));
            TrainingSettings settings = new TrainingSettings(32, 1, 1, Device.cpu(), Precision.FP32, 0.99);
            try (Trainer trainer = new Trainer(plan, parts.training(), settings)) {
                trainer.run(Budget.steps(steps));
                Measure measure =
                        recipe.measures(parts.validation().orElseThrow()).get(0);
                assertThat(measure.measure(trainer.product(), steps).get("validation_accuracy"))
                        .isGreaterThan(accuracy);
            }
        }
    }
}
