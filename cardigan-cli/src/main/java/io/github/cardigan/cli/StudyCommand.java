package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.recipe.Nearest;
import io.github.cardigan.run.RunLock;
import io.github.cardigan.study.Study;
import io.github.cardigan.study.StudyFolder;
import io.github.cardigan.study.StudyTable;
import io.github.cardigan.study.TimeLeft;
import io.github.cardigan.study.Trial;
import io.github.cardigan.study.TrialResult;
import io.github.cardigan.study.TrialStatus;
import io.github.cardigan.training.StopSignal;
import io.github.cardigan.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains and judges a grid of recipes, options and seeds, and puts it into one table. */
@Command(
        name = "study",
        description = "Train and judge a grid of recipes, options and seeds, into one table with mean and spread.",
        footer = {
            "",
            "A study that was cut goes on where it was with the same words. docs/study.md describes the file.",
            "",
            "Examples:",
            "  cardigan study grid.yaml --dry-run",
            "  cardigan study grid.yaml",
            "  cardigan study grid.yaml --only dcgan,dcgan_latent=4 --out studies/second"
        })
final class StudyCommand extends CardiganCommand {

    private static final int SHOWN = 3;

    @Parameters(index = "0", paramLabel = "FILE.yaml", description = "What to train, and how to judge it.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where runs and tables go. Default: studies/ and the study's name.")
    private @Nullable Path out;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Train these cells only, separated by commas; the table shows whatever is there.")
    private List<String> only = List.of();

    @Option(names = "--dry-run", description = "Check everything, say what there is to do, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where classifiers and statistics of real images are kept. Default: CARDIGAN_CACHE, else"
                    + " ~/.cache/cardigan.")
    private @Nullable Path cache;

    @Override
    int execute() {
        Study study = StudyFile.read(file);
        StudyFolder folder = new StudyFolder(out != null ? out : Path.of("studies", study.name()));
        requireOwn(folder);
        List<Trial> chosen = chosen(study);
        WorkProgress progress = new WorkProgress(console());
        StudyCheck check = new StudyCheck(study, folder, cache, progress);
        check.check(chosen);
        if (dryRun) {
            say(chosen, check);
            return ExitCode.DONE;
        }
        AtomicFiles.createFolders(folder.path());
        StopSignal stop = new StopSignal();
        try (RunLock lock = RunLock.take(folder.path());
                Interrupts interrupts = new Interrupts(stop)) {
            StudyWork work = new StudyWork(
                    study, folder, check, cache, stop, progress, this::listener, new Teller(study, folder, chosen));
            boolean whole = work.run(chosen);
            report(study, folder, folder.write(study));
            if (!whole) {
                console().say("interrupted; go on with: cardigan study " + file + (out == null ? "" : " --out " + out));
                return ExitCode.INTERRUPTED;
            }
        }
        requireNoneFailed(folder, chosen);
        return ExitCode.DONE;
    }

    /** Nobody's files are mixed with those of a study. */
    private static void requireOwn(StudyFolder folder) {
        OutFile.requireFolder(folder.path());
        if (!Files.isDirectory(folder.path()) || folder.begun()) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder.path())) {
            if (entries.anyMatch(entry -> !entry.getFileName().toString().equals(".lock"))) {
                throw new ConfigurationException(
                        "expected a new or empty folder, or that of a study, but " + folder.path()
                                + " holds other files",
                        "choose another --out");
            }
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read " + folder.path() + ": " + e.getMessage(), "choose another --out", e);
        }
    }

    private List<Trial> chosen(Study study) {
        List<String> names = study.cells().stream().map(cell -> cell.name()).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ConfigurationException(
                        "expected a cell of the study after --only, got '" + name + "'",
                        Nearest.hint(name, names, "the cells are " + String.join(", ", names)));
            }
        }
        return study.trials().stream()
                .filter(trial -> only.isEmpty() || only.contains(trial.cell().name()))
                .toList();
    }

    private TrainingListener listener() {
        if (!console().json()) {
            return new Progress(console());
        }
        return new TrainingListener() { // a step's numbers would not say whose they are
            @Override
            public void warned(String message) {
                console().warn(message);
            }
        };
    }

    private void say(List<Trial> chosen, StudyCheck check) {
        if (console().json()) {
            for (Trial trial : chosen) {
                Map<String, Object> json = words(trial);
                json.put("recipe", trial.cell().recipe());
                json.put("options", trial.cell().options());
                json.put("training", trial.cell().training());
                json.put("evaluation", trial.cell().evaluation());
                json.put("todo", check.todo(trial).toString());
                console().resultJson(json);
            }
            return;
        }
        console().result(StudyText.plan(chosen, check::todo));
        long open = chosen.stream().filter(trial -> check.todo(trial).open()).count();
        console().say("  " + open + " of " + chosen.size() + " trainings are to be done");
    }

    private static Map<String, Object> words(Trial trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", trial.cell().name());
        json.put("seed", trial.seed());
        return json;
    }

    private void report(Study study, StudyFolder folder, StudyTable table) {
        if (console().json()) {
            Map<TrialStatus, Long> ended = folder.results(study).values().stream()
                    .collect(Collectors.groupingBy(TrialResult::status, Collectors.counting()));
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("study", folder.path().toString());
            json.put("trainings", study.trials().size());
            for (TrialStatus status : TrialStatus.values()) {
                json.put(status.toString(), ended.getOrDefault(status, 0L));
            }
            console().resultJson(json);
            return;
        }
        console().result(StudyText.table(table));
        table.notices().forEach(console()::warn);
        console().say("  table    " + folder.path().resolve("table.md"));
        console().say("  page     " + folder.path().resolve("study.html"));
    }

    private static void requireNoneFailed(StudyFolder folder, List<Trial> chosen) {
        Map<Trial, TrialResult> failed = new LinkedHashMap<>();
        for (Trial trial : chosen) {
            folder.result(trial)
                    .filter(result -> result.status() != TrialStatus.DONE)
                    .ifPresent(result -> failed.put(trial, result));
        }
        if (!failed.isEmpty()) {
            String which = failed.entrySet().stream()
                    .limit(SHOWN)
                    .map(entry -> entry.getKey() + " (" + entry.getValue().message() + ")")
                    .collect(Collectors.joining("; "));
            int more = failed.size() - SHOWN;
            throw new FailedTrialsException(
                    failed.size() + " of " + chosen.size() + " trainings failed: " + which
                            + (more > 0 ? "; and " + more + " more" : ""),
                    "the same words try again what did not diverge; what is done is in " + folder.path());
        }
    }

    /** Says which training it is of how many, and what came of it. */
    private final class Teller implements StudyWork.Hearer {

        private final Study study;
        private final StudyFolder folder;
        private final List<Trial> chosen;

        Teller(Study study, StudyFolder folder, List<Trial> chosen) {
            this.study = study;
            this.folder = folder;
            this.chosen = chosen;
        }

        @Override
        public void begins(Trial trial) {
            Map<Trial, TrialResult> results = folder.results(study);
            List<Trial> left = chosen.stream()
                    .filter(other -> other.equals(trial)
                            || !results.containsKey(other)
                            || results.get(other).status() == TrialStatus.FAILED)
                    .toList();
            OptionalDouble seconds = TimeLeft.seconds(left, results);
            console()
                    .say("[" + (chosen.indexOf(trial) + 1) + " of " + chosen.size() + "] " + trial
                            + (seconds.isEmpty()
                                    ? ""
                                    : ", about " + Progress.time(seconds.getAsDouble()) + " left for all"));
        }

        @Override
        public void ended(Trial trial, TrialResult result) {
            if (console().json()) {
                Map<String, Object> json = words(trial);
                json.put("run", folder.run(trial).toString());
                json.put("status", result.status().toString());
                json.put("message", result.message());
                json.put("steps", result.steps());
                json.put("seconds", result.seconds());
                json.put("scores", result.scores());
                json.put("recorded", result.recorded());
                console().resultJson(json);
            } else if (result.status() != TrialStatus.DONE) {
                console().warn(trial + " " + result.status() + ": " + result.message());
            }
        }
    }
}
