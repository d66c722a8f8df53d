package io.github.cardigan.study;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a study lies: {@code cells/NAME/seed-S} is an ordinary run folder, {@code cells/NAME/seed-S.json} beside it what came of it, and
 * {@code study.json}, {@code table.md}, {@code table.csv} and {@code study.html} what all of them say together.
 *
 * @param path is made when something is first put there
 */
public record StudyFolder(Path path) {

    /** The run of a training. */
    public Path run(Trial trial) {
        return path.resolve(runName(trial));
    }

    /** The same from the study's folder, as a link has it. */
    static String runName(Trial trial) {
        return "cells/" + trial.cell().name() + "/seed-" + trial.seed();
    }

    /**
     * What came of a training; empty where it has not ended.
     *
     * @throws DamagedFileException if the file is not what was written
     */
    public Optional<TrialResult> result(Trial trial) {
        Path file = path.resolve(runName(trial) + ".json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        TrialResult result = Json.read(
                file,
                TrialResult.class,
                (message, hint, cause) ->
                        new DamagedFileException(message, "delete the file: the run is then judged again", cause));
        if (result.formatVersion() != TrialResult.FORMAT_VERSION) {
            throw new DamagedFileException(
                    file + ": expected format version " + TrialResult.FORMAT_VERSION + ", got "
                            + result.formatVersion(),
                    "update Cardigan to read it");
        }
        return Optional.of(result);
    }

    /** Whether there is anything of a study yet. */
    public boolean begun() {
        return Files.isRegularFile(path.resolve("study.json"));
    }

    /** Clears away what a killed process left half-written. */
    public void removeLeftovers(Study study) {
        List<Path> places = new ArrayList<>(List.of(path));
        study.cells().forEach(cell -> places.add(path.resolve("cells").resolve(cell.name())));
        places.stream().filter(Files::isDirectory).forEach(AtomicFiles::removeLeftovers);
    }

    /** Everything that has ended, in the study's order. */
    public Map<Trial, TrialResult> results(Study study) {
        Map<Trial, TrialResult> results = new LinkedHashMap<>();
        study.trials().forEach(trial -> result(trial).ifPresent(result -> results.put(trial, result)));
        return results;
    }

    /**
     * Keeps what came of a training, in place of what was kept before.
     *
     * @throws io.github.cardigan.StorageException if the disk refuses
     */
    public void keep(Trial trial, TrialResult result) {
        Path file = path.resolve(runName(trial) + ".json");
        AtomicFiles.createFolders(path.resolve("cells").resolve(trial.cell().name()));
        Json.write(file, result);
    }

    /**
     * Writes the table in all its forms from what has ended, in place of older ones.
     *
     * @return the table
     * @throws io.github.cardigan.StorageException if the disk refuses
     */
    public StudyTable write(Study study) {
        Map<Trial, TrialResult> results = results(study);
        StudyTable table = StudyTable.of(study, results);
        AtomicFiles.createFolders(path);
        Json.write(path.resolve("study.json"), StudyJson.of(study, table, results));
        text("table.md", MarkdownTable.of(study, table));
        text("table.csv", CsvTable.of(table));
        text("study.html", StudyPage.of(study, table, results, this));
        return table;
    }

    private void text(String name, String content) {
        AtomicFiles.write(path.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
