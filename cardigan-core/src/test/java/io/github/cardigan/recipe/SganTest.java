package io.github.cardigan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SganTest {

    private final Sgan recipe = new Sgan();

    private OptionValues options(Map<String, String> set) {
        return OptionValues.of(recipe.options(), set);
    }

    private Trainer trainer(Dataset data, Map<String, String> set, int batch) {
        Natives.setThreads(2);
        Plan plan = recipe.plan(options(set), data, Device.cpu(), new RandomSource(1));
        return new Trainer(plan, data, new TrainingSettings(batch, 1, 1, Device.cpu(), Precision.FP32, 0.9));
    }

    /** Weights and biases 785*1000 + 1001*500 + 501*250 + 2 * 251*250 + 251*10, and a length for each of the 2,260 vectors. */
    @Test
    void theDenseNetworksAreTheAuthors() {
        Shape digit = Shape.image(1, 28, 28);
        assertThat(NetworkSummary.of(SganNetworks.discriminator(NetworkKind.DENSE, 10, 64), digit)
                        .parameters())
                .isEqualTo(785_000 + 500_500 + 125_250 + 125_500 + 2_510 + 2_260);
        assertThat(NetworkSummary.of(SganNetworks.generator(NetworkKind.DENSE, digit, 64), Shape.of(100))
                        .parameters())
                .isEqualTo(50_000 + 250_000 + 2 * 1_000 + 501 * 784 + 784);
    }

    /** A set whose labels can be hidden from some moment on. */
    private static final class Forgetful implements Dataset {

        private final Dataset digits = EmbeddedSets.open("digits:300", null).orElseThrow();
        private final AtomicInteger shift = new AtomicInteger();

        @Override
        public String name() {
            return digits.name();
        }

        @Override
        public Shape shape() {
            return digits.shape();
        }

        @Override
        public int size() {
            return digits.size();
        }

        @Override
        public List<String> classes() {
            return digits.classes();
        }

        @Override
        public int label(int index) {
            return (digits.label(index) + shift.get()) % classes().size();
        }

        @Override
        public void read(int index, float[] target, int offset) {
            digits.read(index, target, offset);
        }

        @Override
        public String fingerprint() {
            return digits.fingerprint();
        }
    }

    /** All labels become wrong once the few are chosen: nothing learns of it. Another choice of the few makes a difference. */
    @Test
    void noOtherLabelIsEverUsed() {
        float[] honest = weightsAfterTwoSteps(0, "1");
        assertThat(weightsAfterTwoSteps(3, "1")).isEqualTo(honest);
        assertThat(weightsAfterTwoSteps(0, "2")).isNotEqualTo(honest);
    }

    private float[] weightsAfterTwoSteps(int shift, String draw) {
        Forgetful data = new Forgetful();
        try (Trainer trainer = trainer(data, Map.of("labelled", "20", "label-draw", draw), 8)) {
            data.shift.set(shift);
            trainer.run(Budget.steps(2));
            return Tensors.toFloats(
                    trainer.plan().product().network().parameters().vector());
        }
    }

    /** Of ten classes, guessing gives 10 %; a deviation of the estimate is 1.5 %. */
    @Test
    void itLearnsFromAFewLabelsWhatItWasNotShown() {
        Map<String, String> set = Map.of("labelled", "50", "validation", "0.2");
        try (Dataset digits = EmbeddedSets.open("digits:2000", null).orElseThrow()) {
            Holdout parts = recipe.holdOut(options(set), digits, 1);
            try (Trainer trainer = trainer(parts.training(), set, 50)) {
                trainer.run(Budget.steps(60));
                assertThat(recipe.measures(parts.validation().orElseThrow())
                                .get(0)
                                .measure(trainer.product(), 60)
                                .get("validation_accuracy"))
                        .isGreaterThan(0.4);
            }
        }
    }

    /** The lengths of the body's weight vectors stay as the data started them; the head's are learned. */
    @Test
    void onlyTheHeadLearnsTheLengthsOfItsWeights() {
        try (Dataset digits = EmbeddedSets.open("digits:300", null).orElseThrow();
                Trainer trainer = trainer(digits, Map.of(), 8)) {
            var state = trainer.plan().product().network().state();
            float[] body = Tensors.toFloats(state.get("0.3.weight_g"));
            float[] direction = Tensors.toFloats(state.get("0.3.weight_v"));
            float[] head = Tensors.toFloats(state.get("1.1.weight_g"));
            trainer.run(Budget.steps(2));
            assertThat(Tensors.toFloats(state.get("0.3.weight_g"))).isEqualTo(body);
            assertThat(Tensors.toFloats(state.get("0.3.weight_v"))).isNotEqualTo(direction);
            assertThat(Tensors.toFloats(state.get("1.1.weight_g"))).isNotEqualTo(head);
        }
    }

    @Test
    void itRefusesDataWithoutLabelsAndMoreLabelsThanThereAre() {
        assertThatThrownBy(() -> recipe.plan(
                        options(Map.of()),
                        new Samples(Shape.image(1, 28, 28), List.of()),
                        Device.cpu(),
                        new RandomSource(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("sgan expects labelled data with at least 2 classes, got data without labels");
        try (Dataset digits = EmbeddedSets.open("digits:50", null).orElseThrow()) {
            assertThatThrownBy(() -> recipe.plan(options(Map.of()), digits, Device.cpu(), new RandomSource(1)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("no more than digits has, got 100");
        }
    }

    @Test
    void aPlanWithoutDataShowsNetworksAndCannotBeTrained() {
        try (Dataset digits = EmbeddedSets.open("digits:50", null).orElseThrow();
                Trainer trainer = new Trainer(
                        recipe.plan(options(Map.of()), Samples.of(digits), Device.cpu(), new RandomSource(1)),
                        digits,
                        TrainingSettings.defaults(1))) {
            assertThatThrownBy(() -> trainer.run(Budget.steps(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("expected a plan made with data");
        }
    }
}
