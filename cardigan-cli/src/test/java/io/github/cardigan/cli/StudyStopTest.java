package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.judging.Watcher;
import io.github.cardigan.study.Study;
import io.github.cardigan.study.StudyFolder;
import io.github.cardigan.study.Trial;
import io.github.cardigan.study.TrialResult;
import io.github.cardigan.training.StepReport;
import io.github.cardigan.training.StopSignal;
import io.github.cardigan.training.Trainer;
import io.github.cardigan.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that is cut goes on where it was. */
class StudyStopTest {

    @TempDir
    Path temp;

    private final StopSignal stop = new StopSignal();
    private final List<String> begun = new ArrayList<>();
    private Path file;
    private Study study;

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(StudyCommandTest.TINY);
        lines.addAll(List.of("seeds: [1]", "cells: [{recipe: dcgan, name: a}, {recipe: dcgan, name: b, steps: 3}]"));
        file = Files.write(temp.resolve("tiny.yaml"), lines);
        study = StudyFile.read(file);
    }

    private Trial trial(int index) {
        return study.trials().get(index);
    }

    private StudyFolder folder(String name) {
        return new StudyFolder(temp.resolve(name));
    }

    private boolean work(StudyFolder folder, Watcher watcher, TrainingListener listener) {
        StudyCheck check = new StudyCheck(study, folder, temp.resolve("cache"), watcher);
        check.check(study.trials());
        begun.clear();
        StudyWork.Hearer hearer = new StudyWork.Hearer() {
            @Override
            public void begins(Trial trial) {
                begun.add(trial.toString());
            }

            @Override
            public void ended(Trial trial, TrialResult result) {}
        };
        return new StudyWork(study, folder, check, temp.resolve("cache"), stop, watcher, () -> listener, hearer)
                .run(study.trials());
    }

    private byte[] weights(StudyFolder folder, int index) throws IOException {
        return Files.readAllBytes(folder.run(trial(index)).resolve("model/model.safetensors"));
    }

    /** Two steps are those of the first training. */
    @Test
    void aStopEndsTheStepAndTheSameWordsGoOnToTheSameWeights() throws IOException {
        StudyFolder cut = folder("cut");
        int[] steps = {0};
        boolean whole = work(cut, new Silent(), new TrainingListener() {
            @Override
            public void stepDone(Trainer trainer, StepReport report) {
                if (++steps[0] == 3) {
                    stop.request();
                }
            }
        });
        assertThat(whole).isFalse();
        assertThat(steps[0]).isEqualTo(3);
        assertThat(begun).containsExactly("a, seed 1", "b, seed 1");
        assertThat(cut.result(trial(0))).isPresent();
        assertThat(cut.result(trial(1))).isEmpty();
        assertThat(cut.run(trial(1)).resolve("checkpoints/000001")).isDirectory();

        Ran resumed = run("cut", "--dry-run");
        assertThat(resumed.out()).contains("1 to go on with", "1 of 2 trainings are to be done");
        assertThat(run("cut").out()).contains("[2 of 2] b, seed 1").doesNotContain("[1 of 2]", "step 1 ");
        run("whole");
        assertThat(weights(cut, 1)).isEqualTo(weights(folder("whole"), 1));
        assertThat(cut.result(trial(1)).orElseThrow().scores())
                .isEqualTo(folder("whole").result(trial(1)).orElseThrow().scores());
        assertThat(cut.result(trial(1)).orElseThrow().steps()).isEqualTo(3);
    }

    private Ran run(String folder, String... more) {
        List<String> words = new ArrayList<>(List.of("study", file + "", "--out", temp.resolve(folder) + ""));
        words.addAll(List.of("--cache", temp.resolve("cache") + ""));
        words.addAll(List.of(more));
        return Ran.cardigan(words.toArray(String[]::new)).succeeds();
    }

    @Test
    void aStopWithinAnEvaluationLeavesTheTrainedRunToBeJudged() throws IOException {
        StudyFolder cut = folder("cut");
        boolean whole = work(
                cut,
                new Silent() {
                    @Override
                    public void progresses(String work, long done, long all) {
                        stop.request();
                    }
                },
                new TrainingListener() {});
        assertThat(whole).isFalse();
        assertThat(begun).containsExactly("a, seed 1");
        assertThat(cut.result(trial(0))).isEmpty();
        assertThat(cut.run(trial(0)).resolve("evaluation")).doesNotExist();
        String stats = Files.readString(cut.run(trial(0)).resolve("stats.jsonl"));
        assertThat(stats.lines()).hasSize(2);

        run("cut");
        assertThat(cut.run(trial(0)).resolve("stats.jsonl")).hasContent(stats);
        assertThat(cut.result(trial(0)).orElseThrow().scores()).containsKey("swd-12");
    }

    @Test
    void aStopBeforeTheFirstTrainingBeginsNone() {
        stop.request();
        assertThat(work(folder("cut"), new Silent(), new TrainingListener() {})).isFalse();
        assertThat(begun).isEmpty();
    }

    private static class Silent implements Watcher {

        @Override
        public void notes(String sentence) {}

        @Override
        public void warns(String sentence) {}

        @Override
        public void progresses(String work, long done, long all) {}
    }
}
