package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.attack.AdversarialTraining;
import io.github.cardigan.attack.AttackOptions;
import io.github.cardigan.attack.AttackSeries;
import io.github.cardigan.attack.LabelledSample;
import io.github.cardigan.attack.Method;
import io.github.cardigan.attack.RobustnessMeter;
import io.github.cardigan.attack.Victim;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.EmbeddedSets;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.data.Samples;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Natives;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.RandomSource;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import io.github.cardigan.training.Validation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdversarialOptionsTest {

    private final ClassifierRecipe recipe = new ClassifierRecipe();

    private OptionValues options(Map<String, String> set) {
        return OptionValues.of(recipe.options(), set);
    }

    private Optional<AdversarialTraining> training(Map<String, String> set) {
        return AdversarialOptions.of(options(set));
    }

    @Test
    void nothingIsHardenedUnlessAskedFor() {
        assertThat(training(Map.of())).isEmpty();
        assertThat(training(Map.of("epsilon", "0.1"))).isEmpty();
    }

    @Test
    void theFastKindIsThatOfWongAndOthersOnMnist() {
        AdversarialTraining fast = training(Map.of("adversarial", "fgsm")).orElseThrow();
        assertThat(fast.ball().epsilon()).isEqualTo(0.3);
        assertThat(fast.steps()).isEqualTo(1);
        assertThat(fast.stepSize()).isEqualTo(0.375, within(1e-12));
    }

    @Test
    void theManySteppedKindTakesItsSteps() {
        AdversarialTraining pgd = training(Map.of("adversarial", "pgd", "epsilon", "0.2", "pgd-steps", "20"))
                .orElseThrow();
        assertThat(pgd.steps()).isEqualTo(20);
        assertThat(pgd.stepSize()).isEqualTo(0.025, within(1e-12)); // 2.5 * 0.2 / 20
    }

    @Test
    void anUnknownKindOrRadiusIsRefused() {
        assertThatThrownBy(() -> options(Map.of("adversarial", "magic")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected adversarial none, fgsm, pgd, got 'magic'");
        assertThatThrownBy(() -> options(Map.of("epsilon", "1.5"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void ofAHardenedClassifierTheBestIsWhatHoldsUnderAttack() {
        try (Dataset data = EmbeddedSets.open("digits:10", null).orElseThrow()) {
            List<Measure> hardened = recipe.measures(options(Map.of("adversarial", "fgsm")), data);
            assertThat(hardened.get(0).goal()).hasValue(Goal.highest("robust_accuracy"));
            assertThat(hardened.get(1).goal()).hasValue(Goal.highest("validation_accuracy"));
            assertThat(recipe.measures(options(Map.of()), data)).hasOnlyElementsOfType(Validation.class);
        }
    }

    @Test
    void aHardenedClassifierHoldsBetter() {
        double plain = robustAccuracy(Map.of());
        double hardened = robustAccuracy(Map.of("adversarial", "fgsm", "epsilon", "0.15"));
        assertThat(hardened).as("plain: " + plain).isGreaterThan(plain + 0.2);
    }

    /** Of a small network, trained for a few seconds, against PGD at 0.15. */
    private double robustAccuracy(Map<String, String> set) {
        Map<String, String> small = new java.util.HashMap<>(
                Map.of("width", "4", "dropout", "0", "ema", "0", "affine", "false", "shift", "0", "validation", "0"));
        small.putAll(set);
        int threadsBefore = Natives.threads();
        Natives.setThreads(1); // threads only wait for each other on something so small
        try (Dataset data =
                        EmbeddedSets.open("digits:1000", new ImageSize(14, 14)).orElseThrow();
                Trainer trainer = new Trainer(
                        recipe.plan(options(small), Samples.of(data), Device.cpu(), new RandomSource(1)),
                        data,
                        new TrainingSettings(50, 1, 1, Device.cpu(), Precision.FP32, 0))) {
            trainer.run(Budget.steps(200));
            Victim victim = Victim.of((Classifier) trainer.product());
            AttackSeries pgd =
                    new AttackSeries(Method.PGD, AttackOptions.defaults().withSteps(10));
            LabelledSample images = LabelledSample.of(data, data.classes(), 100, 3, warning -> {});
            return RobustnessMeter.of(victim, pgd, List.of(0.15), 1)
                    .measure(images, done -> {})
                    .points()
                    .get(0)
                    .accuracy();
        } finally {
            Natives.setThreads(threadsBefore);
        }
    }
}
