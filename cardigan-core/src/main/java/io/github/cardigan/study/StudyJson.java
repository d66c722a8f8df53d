package io.github.cardigan.study;

import io.github.cardigan.run.Provenance;
import io.github.cardigan.training.Goal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code study.json}: everything, for other programs. */
final class StudyJson {

    private StudyJson() {}

    static Map<String, Object> of(Study study, StudyTable table, Map<Trial, TrialResult> results) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", "cardigan-study");
        json.put("formatVersion", 1);
        json.put("name", study.name());
        json.put("written", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("versions", Provenance.versions());
        json.put("machine", Provenance.machine());
        json.put("seeds", study.seeds());
        json.put("measures", study.measures());
        json.put("cells", cells(study, table, results));
        json.put("failures", table.failures());
        json.put("notices", table.notices());
        return json;
    }

    private static List<Object> cells(Study study, StudyTable table, Map<Trial, TrialResult> results) {
        List<Object> cells = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            StudyCell cell = table.rows().get(row).cell();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", cell.name());
            json.put("recipe", cell.recipe());
            json.put("options", cell.options());
            json.put("training", cell.training());
            json.put("evaluation", cell.evaluation());
            json.put("values", values(table, row));
            List<Object> seeds = new ArrayList<>();
            for (long seed : study.seeds()) {
                Trial trial = new Trial(cell, seed);
                TrialResult result = results.get(trial);
                if (result != null) {
                    seeds.add(seed(trial, result));
                }
            }
            json.put("seeds", seeds);
            cells.add(json);
        }
        return cells;
    }

    private static Map<String, Object> values(StudyTable table, int row) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int column = 0; column < table.columns().size(); column++) {
            SeedValues values = table.rows().get(row).values().get(column);
            if (values.count() == 0) {
                continue;
            }
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("mean", values.mean());
            values.deviation().ifPresent(deviation -> value.put("deviation", deviation));
            value.put("n", values.count());
            table.columns().get(column).goal().ifPresent(goal -> value.put("better", better(goal)));
            value.put("best", table.best(row, column));
            json.put(table.columns().get(column).name(), value);
        }
        return json;
    }

    private static String better(Goal goal) {
        return goal.higherIsBetter() ? "higher" : "lower";
    }

    private static Map<String, Object> seed(Trial trial, TrialResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", trial.seed());
        json.put("folder", StudyFolder.runName(trial));
        json.put("status", result.status().toString());
        json.put("message", result.message());
        json.put("steps", result.steps());
        json.put("seconds", result.seconds());
        json.put("evaluationSeconds", result.evaluationSeconds());
        json.put("scores", result.scores());
        json.put("recorded", result.recorded());
        json.put("run", result.run());
        json.put("finished", result.finished());
        return json;
    }
}
