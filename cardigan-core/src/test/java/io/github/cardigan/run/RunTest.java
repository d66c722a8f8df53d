package io.github.cardigan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.DataException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.StorageException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Device;
import io.github.cardigan.engine.Shape;
import io.github.cardigan.io.Json;
import io.github.cardigan.model.Model;
import io.github.cardigan.training.Budget;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.Phase;
import io.github.cardigan.training.Plan;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.TinyGan;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {

    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("run");
    }

    @Test
    void aRunHoldsAllItWasAndMade() throws IOException {
        TinyRun.start(folder(), 6);
        assertThat(TinyRun.names(folder()))
                .containsExactly(
                        ".lock",
                        "checkpoints",
                        "diagnosis.jsonl",
                        "model",
                        "report.html",
                        "run.json",
                        "samples",
                        "stats.jsonl",
                        "tensorboard");
        assertThat(TinyRun.names(folder().resolve("samples")))
                .containsExactly("000000.png", "000005.png", "000006.png");
        assertThat(TinyRun.names(TinyRun.checkpoint(folder(), 6)))
                .containsExactly(
                        "discriminator-optimizer.safetensors",
                        "discriminator.safetensors",
                        "ema.safetensors",
                        "generator-optimizer.safetensors",
                        "generator.safetensors",
                        "manifest.json");
        assertThat(Json.read(folder().resolve("run.json"), RunDescription.class, DamagedFileException::new))
                .isEqualTo(TinyRun.DESCRIPTION);
        try (Model model = Model.load(folder(), Device.cpu())) {
            assertThat(model.description().steps()).isEqualTo(6);
            assertThat(model.grid(64, 8, 7)).isEqualTo(Files.readAllBytes(folder().resolve("samples/000006.png")));
        }
    }

    @Test
    void theFolderBelongsToOneRunAtATime() {
        try (Run first = Run.create(folder(), TinyRun.DESCRIPTION)) {
            assertThatThrownBy(() -> Run.resume(first.folder()))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("expected a run folder to itself, but another run is writing into " + folder());
        }
        Run.resume(folder()).close();
    }

    @Test
    void aNewRunNeedsAnEmptyFolder() throws IOException {
        Run.create(folder(), TinyRun.DESCRIPTION).close();
        assertThatThrownBy(() -> Run.create(folder(), TinyRun.DESCRIPTION))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a new folder, but " + folder() + " holds a run already");
        Path used = Files.createDirectory(parent.resolve("used"));
        Files.writeString(used.resolve("thesis.txt"), "mine");
        assertThatThrownBy(() -> Run.create(used, TinyRun.DESCRIPTION))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a new or empty folder, but " + used + " holds files");
        assertThat(TinyRun.names(used)).containsExactly("thesis.txt");
        assertThatThrownBy(() -> Run.create(used.resolve("thesis.txt"), TinyRun.DESCRIPTION))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is a file");
        Run.create(Files.createDirectory(parent.resolve("empty")), TinyRun.DESCRIPTION)
                .close();
    }

    @Test
    void resumingNeedsARun() {
        assertThatThrownBy(() -> Run.resume(folder()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected a run to resume in " + folder() + ", got no run.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"formatVersion\" : 1|\"formatVersion\" : 2|expected format version 1, got 2",
                "\"recipe\"|\"surplus\" : 1, \"recipe\"|unknown key 'surplus'",
                "\"recipe\" : \"tiny\",||missing key 'recipe'",
                "\"formatVersion\" : 1|\"formatVersion\" : \"1\"|run.json, line 2"
            })
    void theDescriptionIsReadStrictly(String from, String to, String message) throws IOException {
        Run.create(folder(), TinyRun.DESCRIPTION).close();
        Path file = folder().resolve("run.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to == null ? "" : to));
        assertThatThrownBy(() -> Run.resume(folder()))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(message);
        Files.writeString(file, text);
        Run.resume(folder()).close(); // the refusal has given the lock back
    }

    @Test
    void aStoppedRunLeavesACheckpointAndAModel() throws IOException {
        try (Run run = Run.create(folder(), TinyRun.DESCRIPTION);
                Trainer trainer = TinyGan.trainer(7)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    stepped.stopSignal().request();
                }
            });
            assertThat(run.train(trainer, Budget.steps(20), TinyRun.SETTINGS, notice -> {}))
                    .isEqualTo(Outcome.STOPPED);
        }
        assertThat(TinyRun.names(folder().resolve("checkpoints"))).containsExactly("000001");
        assertThat(folder().resolve("model/model.json")).exists();
    }

    /** Step 8's generator loss is not a number; what is kept is what a run of 7 steps would have. */
    @Test
    void aDivergingRunKeepsItsLastGoodState() throws IOException {
        Path good = parent.resolve("good");
        TinyRun.start(good, 7);
        Plan plan = TinyGan.plan(7);
        Phase generator = plan.phases().get(1);
        int[] calls = {0};
        Phase broken = new Phase("generator", generator.player(), 1, step -> {
            boolean bad = ++calls[0] == 8;
            return generator.loss().of(step).mul(new Scalar(bad ? Double.NaN : 1));
        });
        Plan diverging =
                new Plan(plan.product(), plan.players(), List.of(plan.phases().get(0), broken));
        try (Run run = Run.create(folder(), TinyRun.DESCRIPTION);
                Trainer trainer = new Trainer(diverging, TinyGan.data(), TinyGan.settings(7))) {
            assertThatThrownBy(() -> run.train(trainer, Budget.steps(20), TinyRun.SETTINGS, notice -> {}))
                    .isInstanceOf(DivergenceException.class)
                    .hasMessageContaining("at step 8 in the generator phase: loss is NaN");
        }
        requireSameState(good, 7);
        assertThat(folder().resolve("report.html")).exists();
        TinyRun.resume(folder(), 20); // with a loss that behaves
        TinyRun.resume(good, 20);
        requireSameState(good, 20);
    }

    /** Losses do not see the average of the weights, and samples are drawn every 5 steps. */
    @ParameterizedTest
    @CsvSource({"20, 5", "3, 3"})
    void samplesThatAreNotFiniteAreDivergenceAndTheRestIsWritten(long budget, long step) {
        try (Run run = Run.create(folder(), TinyRun.DESCRIPTION);
                Trainer trainer = TinyGan.trainer(7)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepDone(Trainer stepped, StepReport report) {
                    stepped.product().network().parameters().vector().fill_(new Scalar(Double.NaN));
                }
            });
            assertThatThrownBy(() -> run.train(trainer, Budget.steps(budget), TinyRun.SETTINGS, notice -> {}))
                    .isInstanceOf(DivergenceException.class)
                    .hasMessageContaining("after step " + step + " the generator makes samples that are not finite");
        }
        assertThat(folder().resolve("report.html")).exists();
        assertThat(folder().resolve("model/model.json")).exists();
        assertThat(folder().resolve("samples/00000" + step + ".png")).doesNotExist();
        assertThat(TinyRun.checkpoint(folder(), step)).exists();
    }

    @Test
    void aRunThatLosesItsDataKeepsItsLastGoodState() throws IOException {
        Path good = parent.resolve("good");
        TinyRun.start(good, 2);
        try (Run run = Run.create(folder(), TinyRun.DESCRIPTION);
                Trainer trainer = new Trainer(TinyGan.plan(7, 1), failingAfter(8), TinyGan.settings(7))) {
            assertThatThrownBy(() -> run.train(trainer, Budget.steps(20), TinyRun.SETTINGS, notice -> {}))
                    .isInstanceOf(DataException.class)
                    .hasMessage("the disk is gone");
        }
        requireSameState(good, 2);
    }

    private void requireSameState(Path expected, long step) throws IOException {
        assertThat(folder().resolve("model/model.safetensors"))
                .hasSameBinaryContentAs(expected.resolve("model/model.safetensors"));
        for (String name : TinyRun.names(TinyRun.checkpoint(expected, step))) {
            if (!name.equals("manifest.json")) { // which knows the seconds
                assertThat(TinyRun.checkpoint(folder(), step).resolve(name))
                        .hasSameBinaryContentAs(
                                TinyRun.checkpoint(expected, step).resolve(name));
            }
        }
    }

    /** The tiny data, one reading thread at a time, until so many samples have been read. */
    private static Dataset failingAfter(int samples) {
        Dataset whole = TinyGan.data();
        java.util.concurrent.atomic.AtomicInteger reads = new java.util.concurrent.atomic.AtomicInteger();
        return new Dataset() {
            @Override
            public String name() {
                return whole.name();
            }

            @Override
            public Shape shape() {
                return whole.shape();
            }

            @Override
            public int size() {
                return whole.size();
            }

            @Override
            public List<String> classes() {
                return whole.classes();
            }

            @Override
            public int label(int index) {
                return whole.label(index);
            }

            @Override
            public void read(int index, float[] target, int offset) {
                if (reads.incrementAndGet() > samples) {
                    throw new DataException("the disk is gone", "");
                }
                whole.read(index, target, offset);
            }

            @Override
            public String fingerprint() {
                return whole.fingerprint();
            }
        };
    }
}
