package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.io.Json;
import io.github.cardigan.objective.NonSaturatingLoss;
import io.github.cardigan.objective.Objective;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Finding;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.ScaledLoss;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.TinyGan;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a run writes down of its diagnosis, and when it ends by itself. */
class DiagnosedRunTest {

    @TempDir
    Path parent;

    /** Rows every 10 steps, a checkpoint every 50. */
    private static final RunSettings RARELY = new RunSettings(10, 1000, 50);

    private static Outcome train(Path folder, Trainer trainer, long steps, RunSettings settings, List<String> notices) {
        boolean resumes = Files.exists(folder.resolve("run.json"));
        try (Run run = resumes ? Run.resume(folder) : Run.create(folder, TinyRun.DESCRIPTION)) {
            return run.train(trainer, Budget.steps(steps), settings, notices::add);
        }
    }

    private static void train(Path folder, Objective objective, long steps) {
        try (Trainer trainer = TinyGan.trainer(7, objective)) {
            train(folder, trainer, steps, RARELY, new ArrayList<>());
        }
    }

    private static List<String> told(Path folder) throws IOException {
        List<String> told = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("diagnosis.jsonl"))) {
            JsonNode row = Json.strict().readTree(line);
            told.add(row.path("kind").stringValue() + " " + row.path("player").stringValue()
                    + (row.path("over").booleanValue() ? " over " : " ") + row.path("step"));
        }
        return told;
    }

    @Test
    void whatIsFoundStandsInItsFileAndInTheReport() throws IOException {
        train(parent.resolve("run"), new ScaledLoss(1e-12), 210);
        Path folder = parent.resolve("run");
        assertThat(told(folder))
                .containsExactly("vanishing_gradient discriminator 200", "vanishing_gradient generator 200");
        JsonNode first = Json.strict()
                .readTree(Files.readAllLines(folder.resolve("diagnosis.jsonl")).get(0));
        assertThat(first.path("value").doubleValue()).isBetween(1e-16, 1e-9);
        assertThat(first.path("hint").stringValue()).contains("hardly learns");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<h2>Diagnosis</h2>", "Vanishing gradient, generator</th><td>200</td><td>the end</td>")
                .contains("--set discriminator-learning-rate=");
    }

    @Test
    void aHealthyRunIsSaidToBe() throws IOException {
        TinyRun.start(parent.resolve("run"), 6);
        assertThat(parent.resolve("run/diagnosis.jsonl")).isEmptyFile();
        assertThat(Files.readString(parent.resolve("run/report.html"))).contains("Nothing was found wrong.");
    }

    /** Stopped at step 220, where both findings are on file; the checkpoint is that of its end. */
    @Test
    void aResumedRunDoesNotTellAgain() throws IOException {
        Path folder = parent.resolve("run");
        train(folder, new ScaledLoss(1e-12), 220);
        train(folder, new ScaledLoss(1e-12), 500);
        assertThat(told(folder)).hasSize(2);
    }

    /** The checkpoint that is left is that of step 150: what was told after it did not happen, and happens again. */
    @Test
    void whatCameAfterTheCheckpointIsForgotten() throws IOException {
        Path folder = parent.resolve("run");
        train(folder, new ScaledLoss(1e-12), 205);
        for (String name : List.of("000200", "000205")) {
            Files.delete(folder.resolve("checkpoints").resolve(name).resolve("manifest.json"));
        }
        Files.writeString(folder.resolve("diagnosis.jsonl"), "{\"step\":205,\"ki", StandardOpenOption.APPEND);
        train(folder, new ScaledLoss(1e-12), 160);
        assertThat(told(folder)).isEmpty();
        train(folder, new ScaledLoss(1e-12), 230);
        assertThat(told(folder))
                .containsExactly("vanishing_gradient discriminator 200", "vanishing_gradient generator 200");
    }

    @Test
    void divergenceIsTheLastFinding() throws IOException {
        Path folder = parent.resolve("run");
        assertThatThrownBy(() -> train(folder, new ScaledLoss(Double.POSITIVE_INFINITY), 10))
                .isInstanceOf(DivergenceException.class);
        assertThat(told(folder)).containsExactly("divergence  1");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("training diverged at step 1 in the discriminator phase: loss is Infinity");
        train(folder, new NonSaturatingLoss(), 10);
        assertThat(told(folder)).as("the resumed run goes another way").isEmpty();
    }

    /** Reads as it is told: sure in the first four steps, which read both sides, then undecided; or far from any probability. */
    private static final class Reading implements Objective {

        private static final Objective USUAL = new NonSaturatingLoss();
        private final double scale;
        private int reads;

        Reading(double scale, long stepsBefore) {
            this.scale = scale;
            reads = Math.toIntExact(2 * stepsBefore);
        }

        @Override
        public Tensor discriminatorLoss(Tensor realScores, Tensor fakeScores) {
            return USUAL.discriminatorLoss(realScores, fakeScores);
        }

        @Override
        public Tensor generatorLoss(Tensor fakeScores) {
            return USUAL.generatorLoss(fakeScores);
        }

        @Override
        public Tensor read(Tensor scores) {
            double value = reads >= 8 ? 0.5 : reads % 2 == 0 ? 0.9 : 0.1;
            reads++;
            return torch.full_like(scores, new Scalar(scale * value));
        }
    }

    /** Rows every 2 steps; at rest over 20 steps. */
    private static final RunSettings AT_REST = new RunSettings(2, 1000, 5, 0, 0, 20);

    /** Sure until step 4: the first 20 steps after that are full at step 24. */
    @Test
    void aRunEndsAtEquilibriumAndSaysWhy() {
        try (Trainer trainer = TinyGan.trainer(7, new Reading(1, 0))) {
            assertThat(train(parent.resolve("run"), trainer, 100, AT_REST, new ArrayList<>()))
                    .isEqualTo(Outcome.SETTLED);
            assertThat(trainer.position().step()).isEqualTo(24);
            assertThat(trainer.settledBecause())
                    .isEqualTo("equilibrium: D(x) 0.500 and D(G(z)) 0.500, steady over 20 steps");
        }
    }

    /** Stopped between two rows, at one, and after the end: the same end. */
    @ParameterizedTest
    @ValueSource(longs = {3, 13, 14, 24})
    void aResumedRunComesToRestWhereAnUninterruptedOneDoes(long stopped) {
        Path folder = parent.resolve("run");
        try (Trainer trainer = TinyGan.trainer(7, new Reading(1, 0))) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    if (report.position().step() == stopped) {
                        stepped.stopSignal().request();
                    }
                }
            });
            train(folder, trainer, 100, AT_REST, new ArrayList<>());
        }
        try (Trainer trainer = TinyGan.trainer(7, new Reading(1, stopped))) {
            assertThat(train(folder, trainer, 100, AT_REST, new ArrayList<>())).isEqualTo(Outcome.SETTLED);
            assertThat(trainer.position().step()).isEqualTo(24);
        }
    }

    @Test
    void aCollapsedGeneratorHasNotComeToRest() {
        try (Trainer trainer = TinyGan.trainer(7, new Reading(1, 0))) {
            trainer.diagnosis().recall(Finding.begins(Finding.Kind.MODE_COLLAPSE, 0, "generator", 0.1));
            assertThat(train(parent.resolve("run"), trainer, 40, AT_REST, new ArrayList<>()))
                    .isEqualTo(Outcome.FINISHED);
        }
    }

    @Test
    void scoresWithoutBoundsHaveNoEquilibriumAndThatIsSaidOnce() {
        List<String> notices = new ArrayList<>();
        try (Trainer trainer = TinyGan.trainer(7, new Reading(10, 0))) {
            assertThat(train(parent.resolve("run"), trainer, 40, AT_REST, notices))
                    .isEqualTo(Outcome.FINISHED);
        }
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0))
                .startsWith("--stop equilibrium does nothing in this training: its discriminator gives");
    }

    @Test
    void anEquilibriumNeedsTenRows() {
        assertThatThrownBy(() -> new RunSettings(10, 100, 0, 0, 0, 99))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected an equilibrium over at least ten rows of statistics, 100 steps, got 99");
        new RunSettings(10, 100, 0, 0, 0, 100);
    }
}
