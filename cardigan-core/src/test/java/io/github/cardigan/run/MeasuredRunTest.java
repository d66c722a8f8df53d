package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Device;
import io.github.cardigan.io.Json;
import io.github.cardigan.model.Model;
import io.github.cardigan.network.Product;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Measure;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.TinyClassifier;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Runs that are measured: what is written, which model is kept, when they end. */
class MeasuredRunTest {

    @TempDir
    Path parent;

    /** Gives the values of a script, one for every second step. */
    private record Scripted(List<Double> values, boolean higher) implements Measure {

        @Override
        public Map<String, Double> measure(Product product, long step) {
            return Map.of("score", values.get((int) step / 2 - 1));
        }

        @Override
        public Optional<Goal> goal() {
            return Optional.of(new Goal("score", higher));
        }
    }

    private static Outcome train(Path folder, long steps, int patience, Measure measure) {
        Run run =
                Files.exists(folder.resolve("run.json")) ? Run.resume(folder) : Run.create(folder, TinyRun.DESCRIPTION);
        try (run;
                Trainer trainer = TinyClassifier.trainer(7)) {
            trainer.measure(measure);
            return run.train(trainer, Budget.steps(steps), new RunSettings(5, 5, 5, 2, patience), notice -> {});
        }
    }

    private static long bestStep(Path folder) {
        try (Model best = Model.load(folder.resolve("best"), Device.cpu())) {
            return best.description().steps();
        }
    }

    private static Map<Integer, Double> recorded(Path folder, String name) throws IOException {
        Map<Integer, Double> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("stats.jsonl"))) {
            JsonNode row = Json.strict().readTree(line);
            if (row.has(name)) {
                values.put(row.path("step").intValue(), row.path(name).doubleValue());
            }
        }
        return values;
    }

    @Test
    void aClassifiersRunWritesWhatWasMeasuredAndNoSamples() throws IOException {
        Path folder = parent.resolve("run");
        assertThat(train(folder, 7, 0, new Validation(TinyClassifier.data()))).isEqualTo(Outcome.FINISHED);
        assertThat(TinyRun.names(folder))
                .containsExactly(
                        ".lock",
                        "best",
                        "checkpoints",
                        "confusion.json",
                        "diagnosis.jsonl",
                        "model",
                        "report.html",
                        "run.json",
                        "stats.jsonl",
                        "tensorboard");
        assertThat(recorded(folder, "validation_accuracy")).containsOnlyKeys(2, 4, 6, 7);
        assertThat(recorded(folder, "classifier_loss")).containsOnlyKeys(2, 4, 5, 6, 7);
        JsonNode confusion = Json.strict().readTree(Files.readAllBytes(folder.resolve("confusion.json")));
        assertThat(confusion.path("step").intValue()).isEqualTo(7);
        assertThat(confusion.path("samples").intValue()).isEqualTo(23);
        assertThat(confusion.path("accuracy").doubleValue())
                .isEqualTo(recorded(folder, "validation_accuracy").get(7));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<h2>What was read as what</h2>", "<th scope=\"row\">odd</th>", "<h3>Accuracy</h3>")
                .doesNotContain("Samples over time");
        try (Model model = Model.load(folder, Device.cpu())) {
            assertThat(model.classifier().classes()).isEqualTo(TinyClassifier.CLASSES);
            assertThat(model.description().steps()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 6", "false, 4"})
    void theBestModelStaysBesideTheLast(boolean higher, long expected) {
        Path folder = parent.resolve("run");
        train(folder, 10, 0, new Scripted(List.of(0.5, 0.1, 0.9, 0.9, Double.NaN), higher));
        assertThat(bestStep(folder)).isEqualTo(expected);
        try (Model last = Model.load(folder, Device.cpu())) {
            assertThat(last.description().steps()).isEqualTo(10);
        }
    }

    /** Better at steps 2 and 6; then 8, 10 and 12 are not. */
    private static final Scripted SETTLING =
            new Scripted(List.of(0.5, 0.4, 0.6, 0.6, 0.1, 0.5, 0.9, 0.9, 0.9, 0.9), true);

    @Test
    void aTrainingEndsWhenItsPatienceDoes() {
        Path folder = parent.resolve("run");
        assertThat(train(folder, 20, 3, SETTLING)).isEqualTo(Outcome.SETTLED);
        assertThat(bestStep(folder)).isEqualTo(6);
        try (Model last = Model.load(folder, Device.cpu())) {
            assertThat(last.description().steps()).isEqualTo(12);
        }
    }

    /** Stopped where an evaluation is due, and between two. */
    @ParameterizedTest
    @ValueSource(longs = {8, 9, 12})
    void aResumedRunKnowsTheBestAndItsPatience(long stopped) throws IOException {
        Path whole = parent.resolve("whole");
        Path resumed = parent.resolve("resumed");
        train(whole, 20, 3, SETTLING);
        try (Run run = Run.create(resumed, TinyRun.DESCRIPTION);
                Trainer trainer = TinyClassifier.trainerStoppedIn(stopped, 7)) {
            trainer.measure(SETTLING);
            assertThat(run.train(trainer, Budget.steps(20), new RunSettings(5, 5, 5, 2, 3), notice -> {}))
                    .isEqualTo(stopped == 12 ? Outcome.SETTLED : Outcome.STOPPED);
        }
        assertThat(train(resumed, 20, 3, SETTLING)).isEqualTo(Outcome.SETTLED);
        assertThat(bestStep(resumed)).isEqualTo(6);
        assertThat(recorded(resumed, "score")).isEqualTo(recorded(whole, "score"));
        for (String name : List.of("model/model.safetensors", "model/model.json", "best/model.safetensors")) {
            assertThat(resumed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
    }

    @Test
    void aRunStoppedInItsLastStepIsMeasured() throws IOException {
        Path folder = parent.resolve("run");
        try (Run run = Run.create(folder, TinyRun.DESCRIPTION);
                Trainer trainer = TinyClassifier.trainerStoppedIn(7, 7)) {
            trainer.measure(new Validation(TinyClassifier.data()));
            assertThat(run.train(trainer, Budget.steps(7), new RunSettings(5, 5, 5, 0, 0), notice -> {}))
                    .isEqualTo(Outcome.FINISHED);
        }
        assertThat(bestStep(folder)).isEqualTo(7);
        assertThat(folder.resolve("confusion.json")).exists();
    }
}
