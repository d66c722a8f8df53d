package io.github.cardigan.run;

import io.github.cardigan.training.StepReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code stats.jsonl}: one JSON object per log interval, with the means over the steps of the
 * interval that have the value; where something was measured, a row is
 * written at once and holds it.
 */
final class StatsFile {

    private final StepLines lines;
    private final int intervalSteps;
    private final Map<String, DoubleSummaryStatistics> values = new LinkedHashMap<>();
    private @Nullable StepReport last;
    private int steps;
    private long samples;
    private double seconds;
    private double waitedSeconds;

    StatsFile(Path file, int intervalSteps) {
        lines = new StepLines(file);
        this.intervalSteps = intervalSteps;
    }

    /** Forgets what was written after this step, and a line cut by a crash: a resumed run writes it again. */
    void forgetAfter(long step) {
        lines.forgetAfter(step);
    }

    /** What the rows on the disk hold under a name, in their order. */
    List<Double> recorded(String name) {
        List<Double> values = new ArrayList<>();
        for (JsonNode row : lines.read()) {
            JsonNode value = row.path(name);
            if (!value.isMissingNode()) {
                values.add(value.isNumber() ? value.doubleValue() : Double.NaN);
            }
        }
        return values;
    }

    /** The numbers of the rows on the disk, in their order, {@code step} among them; what is no number is left out. */
    List<Map<String, Double>> rows() {
        List<Map<String, Double>> rows = new ArrayList<>();
        for (JsonNode row : lines.read()) {
            Map<String, Double> numbers = new LinkedHashMap<>();
            row.properties().stream()
                    .filter(entry -> entry.getValue().isNumber())
                    .forEach(entry ->
                            numbers.put(entry.getKey(), entry.getValue().doubleValue()));
            if (numbers.containsKey("step")) {
                rows.add(numbers);
            }
        }
        return rows;
    }

    /**
     * Takes a step in.
     *
     * @return the row that was written if this step ended an interval or was measured, else empty
     */
    Map<String, Object> add(StepReport report) {
        last = report;
        report.values()
                .forEach((name, value) -> values.computeIfAbsent(name, any -> new DoubleSummaryStatistics())
                        .accept(value));
        steps++;
        samples += report.samples();
        seconds += report.seconds();
        waitedSeconds += report.waitedSeconds();
        return report.position().step() % intervalSteps == 0
                        || !report.measured().isEmpty()
                ? writeRow(report)
                : Map.of();
    }

    /** Writes what an unfinished interval holds, when the training ends. */
    void finish() {
        if (last != null && steps > 0) {
            writeRow(last);
        }
    }

    private Map<String, Object> writeRow(StepReport report) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", report.position().step());
        row.put("epoch", report.epoch());
        row.put("seconds", report.position().seconds());
        row.put("images_per_second", samples / seconds);
        row.put("waited_share", waitedSeconds / seconds);
        values.forEach((name, taken) -> row.put(name, taken.getAverage()));
        row.putAll(report.measured());
        lines.append(row);
        values.clear();
        steps = 0;
        samples = 0;
        seconds = 0;
        waitedSeconds = 0;
        return row;
    }

    /** Brings what was written onto the disk itself. */
    void force() {
        lines.force();
    }
}
