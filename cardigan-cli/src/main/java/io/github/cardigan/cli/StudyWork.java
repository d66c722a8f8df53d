package io.github.cardigan.cli;

import io.github.cardigan.CardiganException;
import io.github.cardigan.DivergenceException;
import io.github.cardigan.judging.CacheFolder;
import io.github.cardigan.judging.EvaluationFolder;
import io.github.cardigan.judging.Judgement;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.run.Report;
import io.github.cardigan.run.RunSummary;
import io.github.cardigan.study.Study;
import io.github.cardigan.study.StudyFolder;
import io.github.cardigan.study.Trial;
import io.github.cardigan.study.TrialResult;
import io.github.cardigan.study.TrialScore;
import io.github.cardigan.study.TrialStatus;
import io.github.cardigan.training.Goal;
import io.github.cardigan.training.Outcome;
import io.github.cardigan.training.StopSignal;
import io.github.cardigan.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what is to be done of a study, one training after the other, and keeps what comes of each. */
final class StudyWork {

    private final Study study;
    private final StudyFolder folder;
    private final StudyCheck check;
    private final @Nullable Path cache;
    private final StopSignal stop;
    private final StoppableWatcher watcher;
    private final Supplier<TrainingListener> listeners;
    private final Hearer hearer;

    /** Hears how the study goes. */
    interface Hearer {

        void begins(Trial trial);

        /** The table has been written anew. */
        void ended(Trial trial, TrialResult result);
    }

    /**
     * @param check has looked at the study
     * @param cache where classifiers and statistics are kept; null for the usual place
     * @param stop ends the study after the present step, with a checkpoint, or within the present evaluation
     * @param listeners makes what hears a training
     */
    StudyWork(
            Study study,
            StudyFolder folder,
            StudyCheck check,
            @Nullable Path cache,
            StopSignal stop,
            Watcher watcher,
            Supplier<TrainingListener> listeners,
            Hearer hearer) {
        this.study = study;
        this.folder = folder;
        this.check = check;
        this.cache = cache;
        this.stop = stop;
        this.watcher = new StoppableWatcher(watcher, stop);
        this.listeners = listeners;
        this.hearer = hearer;
    }

    /**
     * @return whether all was done; false if it was stopped
     * @throws io.github.cardigan.StorageException if what came of a training cannot be kept
     */
    boolean run(List<Trial> chosen) {
        folder.removeLeftovers(study);
        folder.write(study); // from now on it is a study's folder
        for (Trial trial : chosen) {
            Todo todo = check.todo(trial);
            if (!todo.open()) {
                continue;
            }
            if (stop.requested()) {
                return false;
            }
            hearer.begins(trial);
            Optional<TrialResult> result = attempt(trial, todo);
            if (result.isEmpty()) {
                return false;
            }
            folder.keep(trial, result.get());
            folder.write(study);
            hearer.ended(trial, result.get());
        }
        return true;
    }

    /** What came of it, whatever it was; empty if it was stopped. */
    private Optional<TrialResult> attempt(Trial trial, Todo todo) {
        try {
            TrialResult trained;
            if (todo == Todo.JUDGE) {
                trained = folder.result(trial).orElseThrow();
            } else {
                TrainingRun.Ended ended = train(trial, todo);
                if (ended.outcome() == Outcome.STOPPED) {
                    return Optional.empty();
                }
                trained = TrialResult.trained(RunSummary.read(ended.folder()), ways(ended.goals()));
            }
            return Optional.of(judge(trial, trained));
        } catch (StoppableWatcher.StoppedException e) {
            return Optional.empty();
        } catch (DivergenceException e) {
            return Optional.of(failed(trial, TrialStatus.DIVERGED, String.valueOf(e.getMessage())));
        } catch (CardiganException e) {
            return Optional.of(failed(trial, TrialStatus.FAILED, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) { // libtorch's own: the other cells may do better
            return Optional.of(failed(trial, TrialStatus.FAILED, "unexpected: " + e));
        }
    }

    private TrainingRun.Ended train(Trial trial, Todo todo) {
        CacheFolder kept = CacheFolder.of(cache, System.getenv(), System.getProperty("user.home", "."));
        TrainingRun training = new TrainingRun(watcher, kept, stop, listeners.get());
        TrialRequest request = new TrialRequest(trial);
        Path run = folder.run(trial);
        return todo == Todo.RESUME
                ? training.resume(run, request.recipe(), new TrainOptions())
                : training.start(request.training(), () -> run);
    }

    private static Map<String, Boolean> ways(List<Goal> goals) {
        Map<String, Boolean> ways = new LinkedHashMap<>();
        goals.forEach(goal -> ways.put(goal.value(), goal.higherIsBetter()));
        return ways;
    }

    private TrialResult judge(Trial trial, TrialResult trained) {
        Map<String, String> asked = trial.cell().evaluation();
        if (!check.judges(trial.cell())) {
            return trained.judged(asked, 0, Map.of(), List.of());
        }
        Path run = folder.run(trial);
        long started = System.nanoTime();
        watcher.requireGoOn();
        Judgement judgement = new TrialRequest(trial).evaluation(cache).judge(run, null, true, watcher);
        EvaluationFolder.write(run.resolve(EvaluationFolder.NAME), judgement);
        Report.write(run);
        double seconds = (System.nanoTime() - started) / 1e9;
        return trained.judged(asked, seconds, TrialScore.of(judgement), EvaluationTable.warnings(judgement));
    }

    private TrialResult failed(Trial trial, TrialStatus status, String message) {
        String line = message.replaceAll("\\s*\\R\\s*", " ");
        Path run = folder.run(trial);
        return Files.isRegularFile(run.resolve("run.json"))
                ? TrialResult.failed(RunSummary.read(run), status, line)
                : TrialResult.failed(trial, status, line);
    }
}
