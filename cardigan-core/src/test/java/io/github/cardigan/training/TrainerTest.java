package io.github.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Precision;
import io.github.cardigan.engine.TensorScope;
import io.github.cardigan.engine.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {

    @Test
    void oneSeedGivesTheSameStateBitForBitAndAnotherSeedAnother() {
        try (Trainer a = TinyGan.trainer(1);
                Trainer b = TinyGan.trainer(1);
                Trainer c = TinyGan.trainer(2)) {
            for (Trainer trainer : List.of(a, b, c)) {
                trainer.run(Budget.steps(5));
            }
            assertThat(snapshot(b)).isEqualTo(snapshot(a));
            assertThat(snapshot(c).get("generator 0.weight"))
                    .isNotEqualTo(snapshot(a).get("generator 0.weight"));
            assertThat(b.state().random()).isEqualTo(a.state().random());
        }
    }

    @Test
    void trainingInPiecesIsTheSameTraining() {
        try (Trainer whole = TinyGan.trainer(1);
                Trainer pieces = TinyGan.trainer(1)) {
            whole.run(Budget.steps(7));
            pieces.run(Budget.steps(3));
            pieces.run(Budget.steps(7));
            assertThat(snapshot(pieces)).isEqualTo(snapshot(whole));
        }
    }

    @Test
    void listenersHearEveryStepInOrder() {
        try (Trainer trainer = TinyGan.trainer(1)) {
            List<String> heard = new ArrayList<>();
            List<StepReport> reports = new ArrayList<>();
            trainer.listen(new TrainingListener() {
                @Override
                public void started(Trainer started) {
                    heard.add("started at " + started.position().step());
                }

                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    heard.add("step " + report.position().step());
                    assertThat(report.position()).isEqualTo(stepped.position());
                    reports.add(report);
                }
            });
            assertThat(trainer.run(Budget.steps(2))).isEqualTo(Outcome.FINISHED);
            assertThat(heard).containsExactly("started at 0", "step 1", "step 2");

            StepReport last = reports.get(1);
            assertThat(last.position().samples()).isEqualTo(8);
            assertThat(last.samples()).isEqualTo(4);
            assertThat(last.epoch()).isEqualTo(8.0 / 23);
            assertThat(last.budgetUsed()).isEqualTo(1);
            assertThat(reports.get(0).budgetUsed()).isEqualTo(0.5);
            assertThat(last.values())
                    .containsOnlyKeys(
                            "d_real",
                            "d_fake",
                            "diversity",
                            "discriminator_loss",
                            "discriminator_gradient_norm",
                            "discriminator_learning_rate",
                            "generator_loss",
                            "generator_gradient_norm",
                            "generator_learning_rate")
                    .containsEntry("generator_learning_rate", 2e-3);
            assertThat(last.values().get("d_real")).isBetween(0.0, 1.0);
        }
    }

    /** Losses of a millionth of a millionth: both gradients have vanished as soon as 200 steps are seen. */
    @Test
    void listenersHearFindingsAfterTheirStep() {
        try (Trainer trainer = TinyGan.trainer(1, new ScaledLoss(1e-12))) {
            List<String> heard = new ArrayList<>();
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    heard.add("step " + report.position().step());
                }

                @Override
                public void found(Trainer watched, Finding finding) {
                    heard.add(finding.kind() + " " + finding.player() + " " + finding.step());
                }
            });
            trainer.run(Budget.steps(220));
            assertThat(heard)
                    .hasSize(222)
                    .containsSubsequence(
                            "step 200",
                            "VANISHING_GRADIENT discriminator 200",
                            "VANISHING_GRADIENT generator 200",
                            "step 201");
        }
    }

    @Test
    void aTrainingThatHasSettledSaysWhy() {
        try (Trainer trainer = TinyGan.trainer(1)) {
            assertThat(trainer.settledBecause()).isEmpty();
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    stepped.settle("enough");
                }
            });
            assertThat(trainer.run(Budget.steps(100))).isEqualTo(Outcome.SETTLED);
            assertThat(trainer.settledBecause()).isEqualTo("enough");
            assertThat(trainer.position().step()).isEqualTo(1);
        }
    }

    @Test
    void aStopEndsAfterTheStepItCameIn() {
        try (Trainer trainer = TinyGan.trainer(1)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    if (report.position().step() == 3) {
                        stepped.stopSignal().request();
                    }
                }
            });
            assertThat(trainer.run(Budget.steps(100))).isEqualTo(Outcome.STOPPED);
            assertThat(trainer.position().step()).isEqualTo(3);
        }
    }

    @Test
    void aBudgetOfMinutesEndsByTheClockAndOneOfEpochsByTheData() {
        try (Trainer trainer = TinyGan.trainer(1)) {
            assertThat(trainer.run(Budget.minutes(0.002))).isEqualTo(Outcome.FINISHED); // 0.12 s
            assertThat(trainer.position().seconds()).isGreaterThanOrEqualTo(0.12);
        }
        try (Trainer trainer = TinyGan.trainer(1)) {
            trainer.run(Budget.epochs(1)); // 23 samples in batches of 4
            assertThat(trainer.position().step()).isEqualTo(6);
        }
    }

    /** The loss of one phase turns bad in step 4; the state must be that of a training of three steps. */
    @ParameterizedTest
    @CsvSource({"0, NaN", "1, NaN", "0, Infinity", "1, -Infinity"})
    void divergenceNamesItsPlaceAndLeavesTheLastWholeStep(int phase, double bad) {
        try (Trainer good = TinyGan.trainer(1);
                Trainer diverging =
                        new Trainer(withLoss(TinyGan.plan(1), phase, 4, bad), TinyGan.data(), TinyGan.settings(1))) {
            good.run(Budget.steps(3));
            String name = phase == 0 ? "discriminator" : "generator";
            assertThatThrownBy(() -> diverging.run(Budget.steps(10)))
                    .isInstanceOf(DivergenceException.class)
                    .hasMessage("training diverged at step 4 in the " + name + " phase: loss is " + bad);
            assertThat(snapshot(diverging)).isEqualTo(snapshot(good));
            assertThat(diverging.state().random()).isEqualTo(good.state().random());
            assertThat(diverging.state().optimizerSteps())
                    .isEqualTo(good.state().optimizerSteps());
            assertThat(diverging.position().step()).isEqualTo(3);
            assertThat(diverging.position().samples()).isEqualTo(12);
        }
    }

    @Test
    void anInfiniteGradientOfAFiniteLossIsDivergenceToo() {
        Plan plan = TinyGan.plan(1);
        Plan broken = new Plan(
                plan.product(),
                plan.players(),
                List.of(
                        plan.phases().get(0),
                        new Phase(
                                "generator",
                                plan.productPlayer(),
                                1,
                                step -> step.fake()
                                        .sub(step.fake().detach())
                                        .abs()
                                        .sqrt()
                                        .sum()))); // 0, with derivative 1/0
        try (Trainer trainer = new Trainer(broken, TinyGan.data(), TinyGan.settings(1))) {
            float[] before =
                    Tensors.toFloats(plan.product().network().parameters().vector());
            assertThatThrownBy(() -> trainer.run(Budget.steps(1)))
                    .isInstanceOf(DivergenceException.class)
                    .hasMessageContaining("in the generator phase: gradient norm is NaN");
            assertThat(Tensors.toFloats(plan.product().network().parameters().vector()))
                    .isEqualTo(before);
        }
    }

    @Test
    void theProductIsTheAverageWhereThereIsOne() {
        TrainingSettings none = new TrainingSettings(4, 1, 1, Device.cpu(), Precision.FP32, 0);
        try (Trainer averaged = TinyGan.trainer(1);
                Trainer plain = new Trainer(TinyGan.plan(1), TinyGan.data(), none)) {
            averaged.run(Budget.steps(3));
            plain.run(Budget.steps(3));
            assertThat(plain.product()).isSameAs(plain.plan().product());
            assertThat(plain.state().tensors()).doesNotContainKey("ema");
            Map<String, List<Float>> state = snapshot(averaged);
            assertThat(state.get("ema 0.weight")).isNotEqualTo(state.get("generator 0.weight"));
            assertThat(state.get("generator 0.weight"))
                    .as("averaging does not touch the training")
                    .isEqualTo(snapshot(plain).get("generator 0.weight"));
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> TrainingSettings.defaults(1).withBatch(0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected batch from 1 to 65536, got 0");
        assertThatThrownBy(() -> new TrainingSettings(1, 0, 1, Device.cpu(), Precision.FP32, 0))
                .hasMessage("expected accumulate from 1 to 4096, got 0");
        assertThatThrownBy(() -> new TrainingSettings(1, 1, 1, Device.cpu(), Precision.FP32, 1))
                .hasMessage("expected ema in [0, 1), got 1.0");
    }

    /** The plan with one phase's loss made bad at its n-th evaluation. */
    static Plan withLoss(Plan plan, int index, int atStep, double bad) {
        List<Phase> phases = new ArrayList<>(plan.phases());
        Phase phase = phases.get(index);
        int[] evaluations = {0};
        phases.set(index, new Phase(phase.name(), phase.player(), phase.repeats(), step -> {
            Tensor loss = phase.loss().of(step);
            return ++evaluations[0] == atStep ? loss.mul(new Scalar(0.0)).add(new Scalar(bad)) : loss;
        }));
        return new Plan(plan.product(), plan.players(), phases);
    }

    /** Every value of the state, by group and name. */
    static Map<String, List<Float>> snapshot(Trainer trainer) {
        Map<String, List<Float>> values = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            trainer.state()
                    .tensors()
                    .forEach((group, tensors) -> tensors.forEach((name, tensor) -> {
                        List<Float> list = new ArrayList<>();
                        for (float value : Tensors.toFloats(tensor)) {
                            list.add(value);
                        }
                        values.put(group + " " + name, list);
                    }));
        }
        return values;
    }
}
