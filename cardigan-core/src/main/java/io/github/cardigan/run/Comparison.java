package io.github.cardigan.run;

import io.github.cardigan.training.Goal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs side by side, as rows of text: what they are, where they differ, how they ended, how they were judged.
 *
 * @param runs at least 1, in the order in which they are shown
 */
public record Comparison(List<RunSummary> runs) {

    /** Metrics of which the larger value is the better one; of the others the smaller. */
    private static final Set<String> HIGHER = Set.of(
            "is",
            "precision",
            "recall",
            "coverage",
            "modes",
            "modes-rarest",
            "high-quality",
            "consistency",
            "cas",
            "ssim",
            "psnr");

    /**
     * Of these neither more nor less is better: density above 1 is crowding, a sure classifier is not a right one, and noise is
     * more varied than any image.
     */
    private static final Set<String> NEITHER =
            Set.of("memorisation", "c2st-p", "density", "confidence", "confidence-mean", "ms-ssim");

    /**
     * One line across all runs.
     *
     * @param title what it is
     * @param cells a text per run; empty where the run has nothing of it
     * @param best the run that is best by it; empty where that makes no sense
     */
    public record Row(String title, List<String> cells, OptionalInt best) {}

    public Comparison {
        runs = List.copyOf(runs);
    }

    /**
     * Which way a metric is better; empty where neither is.
     *
     * @param metric what it is asked for by: {@code fid}
     */
    public static Optional<Goal> goal(String metric) {
        return NEITHER.contains(metric) ? Optional.empty() : Optional.of(new Goal(metric, HIGHER.contains(metric)));
    }

    /** What the runs are; options only where they differ. */
    public List<Row> settings() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "recipe", runs.stream().map(run -> run.description().recipe()).toList()));
        rows.add(row(
                "data",
                runs.stream().map(RunSummary::description).map(Comparison::data).toList()));
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.choices().keySet()));
        for (String name : names) {
            List<String> values = runs.stream()
                    .map(run -> run.choices().getOrDefault(name, ""))
                    .toList();
            if (!name.equals("data") && new HashSet<>(values).size() > 1) {
                rows.add(row(name, values));
            }
        }
        return rows;
    }

    /** Name and the beginning of the fingerprint: data of one name may have changed. */
    private static String data(RunDescription description) {
        String fingerprint = String.valueOf(description.data().getOrDefault("fingerprint", ""));
        return description.data().getOrDefault("name", "") + " "
                + fingerprint.substring(0, Math.min(8, fingerprint.length()));
    }

    /** How far they came: steps, time and the last of every loss and score. */
    public List<Row> results() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "steps",
                runs.stream().map(run -> ReportHtml.number(run.steps())).toList()));
        rows.add(row(
                "time",
                runs.stream().map(run -> ReportHtml.duration(run.seconds())).toList()));
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.last().keySet()));
        names.removeAll(List.of("seconds", "epoch", "waited_share"));
        names.removeIf(name -> name.endsWith("learning_rate") || name.endsWith("gradient_norm"));
        for (String name : names) {
            rows.add(row(
                    "last " + name.replace('_', ' '),
                    runs.stream().map(run -> last(run, name)).toList()));
        }
        return rows;
    }

    private static String last(RunSummary run, String name) {
        Double value = run.last().get(name);
        return value == null ? "" : value.isNaN() ? "not finite" : ReportHtml.number(value);
    }

    /** Scores of {@code cardigan evaluate}; the best is marked only where all were made alike. */
    public List<Row> scores() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.scores().keySet()));
        return names.stream().map(this::scoreRow).toList();
    }

    private Row scoreRow(String name) {
        List<String> cells = new ArrayList<>();
        Set<RunSummary.Conditions> conditions = new HashSet<>();
        int best = -1;
        String metric = "";
        for (int i = 0; i < runs.size(); i++) {
            RunSummary.Score score = runs.get(i).scores().get(name);
            cells.add(score == null ? "" : text(score));
            if (score != null) {
                conditions.add(score.conditions());
                metric = score.metric();
                double now = ranked(score);
                double before = best < 0 ? Double.NaN : value(best, name);
                best = best < 0 || (HIGHER.contains(metric) ? now > before : now < before) ? i : best;
            }
        }
        boolean ranked = runs.size() > 1
                && conditions.size() == 1
                && !NEITHER.contains(metric)
                && cells.stream().filter(cell -> !cell.isEmpty()).count() > 1;
        return new Row(name, cells, ranked ? OptionalInt.of(best) : OptionalInt.empty());
    }

    private double value(int run, String name) {
        RunSummary.Score score = runs.get(run).scores().get(name);
        return score == null ? Double.NaN : ranked(score);
    }

    private static double ranked(RunSummary.Score score) {
        return ranked(score.metric(), score.value());
    }

    /**
     * The value by which a metric's {@link #goal} ranks: telling both sides apart less often than a coin does is chance, and no
     * better than a coin.
     */
    public static double ranked(String metric, double value) {
        return metric.equals("c2st") ? Math.max(value, 0.5) : value;
    }

    private static String text(RunSummary.Score score) {
        String interval = score.low().isPresent() && score.high().isPresent()
                ? " (" + ReportHtml.number(score.low().get()) + " to "
                        + ReportHtml.number(score.high().get()) + ")"
                : "";
        return (Double.isInfinite(score.value()) ? "infinite" : ReportHtml.number(score.value())) + interval;
    }

    private static Row row(String title, List<String> cells) {
        return new Row(title, cells, OptionalInt.empty());
    }

    /** Whether scores of one name were made by different extractors or with different images, and so do not compare. */
    public boolean mixesConditions() {
        Map<String, Set<RunSummary.Conditions>> byName = new LinkedHashMap<>();
        runs.forEach(run -> run.scores()
                .forEach((name, score) ->
                        byName.computeIfAbsent(name, key -> new HashSet<>()).add(score.conditions())));
        return byName.values().stream().anyMatch(conditions -> conditions.size() > 1);
    }
}
