package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import io.github.cardigan.network.Classifier;
import io.github.cardigan.network.Pass;
import io.github.cardigan.network.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a trainer measures, what it tells, and what the validation of a classifier finds. */
class MeasureTest {

    /** The steps at which it was asked. */
    private static final class Asked implements Measure {

        private final List<Long> steps = new ArrayList<>();
        private final List<Product> products = new ArrayList<>();

        @Override
        public Map<String, Double> measure(Product product, long step) {
            steps.add(step);
            products.add(product);
            return Map.of("asked", 10.0 * step);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 7, 7", "3, 7, 3 6 7", "3, 6, 3 6", "1, 3, 1 2 3"})
    void measuresAreAskedAtTheirIntervalAndOnceAtTheEnd(int every, long steps, String expected) {
        Asked asked = new Asked();
        Map<Long, Double> told = new LinkedHashMap<>();
        try (Trainer trainer = TinyGan.trainer(1)) {
            trainer.measure(asked);
            trainer.measureEvery(every);
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    if (!report.measured().isEmpty()) {
                        told.put(report.position().step(), report.measured().get("asked"));
                    }
                }
            });
            trainer.run(Budget.steps(steps));
            assertThat(asked.products)
                    .allSatisfy(product -> assertThat(product.network())
                            .as("the averaged network")
                            .isSameAs(trainer.product().network()));
        }
        String steppedAt = String.join(
                " ", asked.steps.stream().map(step -> Long.toString(step)).toList());
        assertThat(steppedAt).isEqualTo(expected);
        assertThat(told.keySet()).containsExactlyElementsOf(asked.steps);
        told.forEach((step, value) -> assertThat(value).isEqualTo(10.0 * step));
    }

    @Test
    void aStopWaitsForTheMeasurementThatIsDue() {
        Asked asked = new Asked();
        try (Trainer trainer = TinyClassifier.trainerStoppedIn(4, 1)) {
            trainer.measure(asked);
            trainer.measureEvery(2);
            assertThat(trainer.run(Budget.steps(9))).isEqualTo(Outcome.STOPPED);
        }
        assertThat(asked.steps).containsExactly(2L, 4L);
    }

    @Test
    void aTrainingIsTheSameWithAndWithoutAValidation() {
        try (Trainer plain = TinyClassifier.trainer(1);
                Trainer measured = TinyClassifier.trainer(1)) {
            measured.measure(new Validation(TinyClassifier.data()));
            measured.measureEvery(1);
            plain.run(Budget.steps(5));
            measured.run(Budget.steps(5));
            assertThat(TrainerTest.snapshot(measured)).isEqualTo(TrainerTest.snapshot(plain));
            assertThat(measured.state().random()).isEqualTo(plain.state().random());
        }
    }

    /** Counted here one sample after the other, from the logits. */
    @Test
    void validationCountsEverySample() {
        Dataset data = TinyClassifier.data();
        Validation validation = new Validation(data);
        assertThat(validation.findings()).isEmpty();
        assertThat(validation.goal()).contains(Goal.highest("validation_accuracy"));
        try (Trainer trainer = TinyClassifier.trainer(1);
                TensorScope scope = new TensorScope()) {
            trainer.run(Budget.steps(5));
            Classifier classifier = (Classifier) trainer.product();
            Map<String, Double> values = validation.measure(classifier, 5);
            long[][] counts = new long[3][3];
            double loss = 0;
            double right = 0;
            for (int i = 0; i < data.size(); i++) {
                float[] sample = new float[16];
                data.read(i, sample, 0);
                float[] logits =
                        Tensors.toFloats(classifier.logits(Tensor.create(sample, 1, 1, 4, 4), Pass.inference()));
                int read = logits[0] > logits[1] && logits[0] > logits[2] ? 0 : logits[1] > logits[2] ? 1 : 2;
                counts[i % 3][read]++;
                right += read == i % 3 ? 1 : 0;
                loss += Math.log(Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2])) - logits[i % 3];
            }
            assertThat(values).containsOnlyKeys("validation_accuracy", "validation_loss");
            assertThat(values.get("validation_accuracy")).isEqualTo(right / 23);
            assertThat(values.get("validation_loss")).isCloseTo(loss / 23, within(1e-5)); // float32
            assertThat(right).as("not all of one kind").isBetween(1.0, 22.0);
            Map<?, ?> confusion = (Map<?, ?>) validation.findings().get("confusion");
            assertThat(confusion.get("counts")).isEqualTo(counts);
            assertThat(confusion.get("step")).isEqualTo(5L);
            assertThat(confusion.get("samples")).isEqualTo(23L);
        }
    }

    @Test
    void aGeneratorIsNotValidated() {
        try (Trainer trainer = TinyGan.trainer(1)) {
            assertThatThrownBy(() -> new Validation(TinyClassifier.data()).measure(trainer.product(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("expected a classifier to validate");
        }
    }
}
