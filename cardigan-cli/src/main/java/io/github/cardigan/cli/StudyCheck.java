package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.io.Json;
import io.github.cardigan.judging.Watcher;
import io.github.cardigan.network.Generator;
import io.github.cardigan.run.RunDescription;
import io.github.cardigan.study.Study;
import io.github.cardigan.study.StudyCell;
import io.github.cardigan.study.StudyFolder;
import io.github.cardigan.study.Trial;
import io.github.cardigan.study.TrialResult;
import io.github.cardigan.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything before anything starts: opens each cell's data, builds its networks once and throws them away, asks whether its
 * evaluation could work, and compares it with what was begun. Writes nothing.
 */
final class StudyCheck {

    private final Study study;
    private final StudyFolder folder;
    private final @Nullable Path cache;
    private final Watcher watcher;
    private final Set<StudyCell> unjudged = new HashSet<>();

    StudyCheck(Study study, StudyFolder folder, @Nullable Path cache, Watcher watcher) {
        this.study = study;
        this.folder = folder;
        this.cache = cache;
        this.watcher = watcher;
    }

    /**
     * @param chosen what is going to be done
     * @throws ConfigurationException if something cannot work, or is not what was begun; says in which cell
     */
    void check(Collection<Trial> chosen) {
        for (StudyCell cell : study.cells()) {
            try {
                for (long seed : study.seeds()) {
                    Trial trial = new Trial(cell, seed);
                    begun(trial).ifPresent(new TrialRequest(trial)::requireSame);
                }
                List<Trial> open = chosen.stream()
                        .filter(trial ->
                                trial.cell().equals(cell) && todo(trial).open())
                        .toList();
                if (!open.isEmpty()) {
                    tryOut(new TrialRequest(open.get(0)));
                }
            } catch (ConfigurationException | DataException | DamagedFileException e) {
                throw new ConfigurationException("cell '" + cell.name() + "': " + e.getMessage(), e.hint(), e);
            }
        }
    }

    /** What there is to do. */
    Todo todo(Trial trial) {
        boolean run = Files.isRegularFile(folder.run(trial).resolve("run.json"));
        Optional<TrialResult> result = folder.result(trial);
        if (result.isEmpty()) {
            return run ? Todo.RESUME : Todo.TRAIN;
        }
        return switch (result.get().status()) {
            case DIVERGED -> Todo.DIVERGED;
            case FAILED -> run ? Todo.RESUME : Todo.TRAIN;
            case DONE ->
                result.get().evaluation().equals(trial.cell().evaluation()) ? Todo.DONE : run ? Todo.JUDGE : Todo.TRAIN;
        };
    }

    /** Whether an evaluation is asked for that its product can have; known after {@link #check}. */
    boolean judges(StudyCell cell) {
        return !cell.evaluation().isEmpty() && !unjudged.contains(cell);
    }

    /** What a training was begun with, as its run says, or what came of it where the run is gone. */
    private Optional<RunDescription> begun(Trial trial) {
        Path file = folder.run(trial).resolve("run.json");
        return Files.isRegularFile(file)
                ? Optional.of(Json.read(file, RunDescription.class, DamagedFileException::new))
                : folder.result(trial).map(TrialResult::run);
    }

    private void tryOut(TrialRequest request) {
        TrainRequest training = request.training();
        StudyCell cell = request.trial().cell();
        try (Dataset data = training.openData(watcher::notes)) {
            TrainRequest.requireReadable(data);
            requireSameData(cell, data);
            try (Trainer trainer = training.trainer(data)) {
                if (!request.judges()) {
                    return;
                }
                Optional<Generator> generator = trainer.product().generator();
                if (generator.isPresent()) {
                    request.evaluation(cache).rehearse(generator.get(), training.data(), training.size(), watcher);
                } else {
                    unjudged.add(cell);
                    watcher.warns("cell '" + cell.name() + "' trains no generator: evaluate does not apply to it");
                }
            }
        }
    }

    private void requireSameData(StudyCell cell, Dataset data) {
        List<RunDescription> begun = new ArrayList<>();
        study.seeds().forEach(seed -> begun(new Trial(cell, seed)).ifPresent(begun::add));
        begun.removeIf(run -> run.data().isEmpty());
        begun.forEach(run -> TrainRequest.requireSameData(run, data));
    }
}
