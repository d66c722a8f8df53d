package io.github.cardigan.study;

import io.github.cardigan.run.Comparison;
import io.github.cardigan.run.HtmlPage;
import io.github.cardigan.run.RunSummary.Conditions;
import io.github.cardigan.training.Goal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a study says so far: a row per cell, a column per measure, in each the values over the seeds that were trained to their end.
 *
 * @param columns scores of the evaluation first, then what the runs recorded
 * @param rows in the order of the cells
 * @param failures what went wrong where it did, one sentence each
 * @param notices what else a reader must know, one sentence each
 */
public record StudyTable(List<Column> columns, List<Row> rows, List<String> failures, List<String> notices) {

    /**
     * A measure.
     *
     * @param name with the protocol in it where it is a score: {@code fid-10k-classifier}
     * @param metric what a score is asked for by; empty where a run recorded it
     * @param goal which way it is better; empty where neither is, or where the rows do not compare
     */
    public record Column(String name, String metric, Optional<Goal> goal) {}

    /**
     * A cell.
     *
     * @param values one per column
     * @param steps finished iterations, of those done
     * @param seconds of training, of those done
     * @param done seeds trained to their end and judged
     * @param failed seeds that are not in the values, with how they ended
     */
    public record Row(
            StudyCell cell,
            List<SeedValues> values,
            SeedValues steps,
            SeedValues seconds,
            List<Long> done,
            Map<Long, TrialStatus> failed) {

        /** For people: the steps of all, or their mean and spread where they differ. */
        public String stepsText() {
            boolean alike = steps.deviation().orElse(0) == 0;
            return alike && steps.count() > 0 ? HtmlPage.number(steps.mean()) : steps.text();
        }

        /** For people: the time of an average training. */
        public String timeText() {
            return seconds.count() == 0 ? "–" : HtmlPage.duration(seconds.mean());
        }

        /** For people: {@code 2 (diverged)}; a dash where none did. */
        public String failedText() {
            List<String> texts = new ArrayList<>();
            failed.forEach((seed, status) -> texts.add(seed + " (" + status + ")"));
            return texts.isEmpty() ? "–" : String.join(", ", texts);
        }
    }

    public StudyTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
        notices = List.copyOf(notices);
    }

    /** Puts together what has ended. */
    public static StudyTable of(Study study, Map<Trial, TrialResult> results) {
        Set<String> notices = new LinkedHashSet<>();
        List<TrialResult> done = results.values().stream()
                .filter(result -> result.status() == TrialStatus.DONE)
                .toList();
        List<Column> columns = new ArrayList<>(scores(done, notices));
        study.measures().forEach(name -> columns.add(measure(name, done, notices)));
        List<Row> rows = study.cells().stream()
                .map(cell -> row(study, cell, columns, results))
                .toList();
        List<String> failures = new ArrayList<>();
        results.forEach((trial, result) -> {
            if (result.status() != TrialStatus.DONE) {
                failures.add(trial + " " + result.status() + ": " + result.message());
            }
        });
        different("commit", done.stream().map(result -> result.run().versions()).toList(), "commits", notices);
        different(
                "processor", done.stream().map(result -> result.run().machine()).toList(), "processors", notices);
        done.forEach(result -> notices.addAll(result.warnings()));
        return new StudyTable(columns, rows, failures, new ArrayList<>(notices));
    }

    private static void different(String key, List<Map<String, String>> of, String what, Set<String> notices) {
        Set<String> values = new LinkedHashSet<>();
        of.forEach(map -> values.add(map.getOrDefault(key, "unknown")));
        if (values.size() > 1) {
            notices.add("trained with different " + what + ": " + String.join(", ", values));
        }
    }

    private static List<Column> scores(List<TrialResult> done, Set<String> notices) {
        Map<String, String> metrics = new LinkedHashMap<>();
        Map<String, Set<Conditions>> conditions = new LinkedHashMap<>();
        done.forEach(result -> result.scores().forEach((name, score) -> {
            metrics.putIfAbsent(name, score.metric());
            conditions.computeIfAbsent(name, key -> new HashSet<>()).add(score.conditions());
        }));
        List<Column> columns = new ArrayList<>();
        metrics.forEach((name, metric) -> {
            boolean alike = conditions.getOrDefault(name, Set.of()).size() == 1;
            if (!alike) {
                notices.add(name + " was made with different extractors, data, parts of it or counts: its rows do not"
                        + " compare");
            }
            columns.add(new Column(name, metric, alike ? Comparison.goal(metric) : Optional.empty()));
        });
        return columns;
    }

    private static Column measure(String name, List<TrialResult> done, Set<String> notices) {
        Set<String> recorded = new LinkedHashSet<>();
        Set<Boolean> higher = new HashSet<>();
        done.forEach(result -> {
            recorded.addAll(result.recorded().keySet());
            Optional.ofNullable(result.higherIsBetter().get(name)).ifPresent(higher::add);
        });
        if (!done.isEmpty() && !recorded.contains(name)) {
            notices.add("no run recorded '" + name + "'; recorded are " + String.join(", ", recorded));
        }
        Optional<Goal> goal = higher.size() == 1
                ? Optional.of(new Goal(name, higher.iterator().next()))
                : Optional.empty();
        return new Column(name, "", goal);
    }

    private static Row row(Study study, StudyCell cell, List<Column> columns, Map<Trial, TrialResult> results) {
        List<Long> done = new ArrayList<>();
        Map<Long, TrialStatus> failed = new LinkedHashMap<>();
        List<TrialResult> ended = new ArrayList<>();
        for (long seed : study.seeds()) {
            TrialResult result = results.get(new Trial(cell, seed));
            if (result != null && result.status() == TrialStatus.DONE) {
                done.add(seed);
                ended.add(result);
            } else if (result != null) {
                failed.put(seed, result.status());
            }
        }
        return new Row(
                cell,
                columns.stream().map(column -> values(column, ended)).toList(),
                new SeedValues(
                        ended.stream().map(result -> (double) result.steps()).toList()),
                new SeedValues(ended.stream().map(TrialResult::seconds).toList()),
                done,
                failed);
    }

    private static SeedValues values(Column column, List<TrialResult> ended) {
        List<Double> values = new ArrayList<>();
        for (TrialResult result : ended) {
            TrialScore score = result.scores().get(column.name());
            Double value = column.metric().isEmpty()
                    ? result.recorded().get(column.name())
                    : score == null ? null : Double.valueOf(score.value());
            if (value != null) {
                values.add(value);
            }
        }
        return new SeedValues(values);
    }

    /**
     * Whether a row has the best mean of a column: false where no way is better, or where there is nothing that it is better than.
     */
    public boolean best(int row, int column) {
        Optional<Goal> goal = columns.get(column).goal();
        List<Double> ranked = rows.stream()
                .map(other -> other.values().get(column).mean())
                .map(mean -> Comparison.ranked(columns.get(column).metric(), mean))
                .toList();
        double own = ranked.get(row);
        return goal.isPresent()
                && Double.isFinite(own)
                && ranked.stream().noneMatch(other -> goal.get().better(other, own))
                && ranked.stream()
                        .anyMatch(other -> !other.isNaN() && goal.get().better(own, other));
    }

    /** What is shown of a row in a column: the values, and how many there are where not all seeds that are done have one. */
    public String text(int row, int column) {
        SeedValues values = rows.get(row).values().get(column);
        boolean some =
                values.count() > 0 && values.count() < rows.get(row).done().size();
        return values.text() + (some ? " (n = " + values.count() + ")" : "");
    }
}
