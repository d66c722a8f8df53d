package io.github.cardigan.run;

import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import io.github.cardigan.training.StepReport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code stats.jsonl}: one JSON object per log interval, with the means over the interval; where something was measured, a row is
 * written at once and holds it.
 */
final class StatsFile {

    private static final Pattern STEP = Pattern.compile("\\{\"step\":(\\d+),.*}");

    private final Path file;
    private final int intervalSteps;
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private @Nullable StepReport last;
    private int steps;
    private long samples;
    private double seconds;
    private double waitedSeconds;

    StatsFile(Path file, int intervalSteps) {
        this.file = file;
        this.intervalSteps = intervalSteps;
    }

    /** Forgets what was written after this step, and a line cut by a crash: a resumed run writes it again. */
    void forgetAfter(long step) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            String kept = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> {
                        Matcher matcher = STEP.matcher(line);
                        return matcher.matches() && Long.parseLong(matcher.group(1)) <= step;
                    })
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            AtomicFiles.write(file, kept.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What the rows on the disk hold under a name, in their order. */
    List<Double> recorded(String name) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Double> values = new ArrayList<>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                JsonNode value = row(line).path(name);
                if (!value.isMissingNode()) {
                    values.add(value.isNumber() ? value.doubleValue() : Double.NaN);
                }
            }
            return values;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static JsonNode row(String line) {
        try {
            return Json.strict().readTree(line);
        } catch (JacksonException e) {
            return MissingNode.getInstance(); // somebody edited it; the report says so
        }
    }

    /**
     * Takes a step in.
     *
     * @return the row that was written if this step ended an interval or was measured, else empty
     */
    Map<String, Object> add(StepReport report) {
        last = report;
        report.values().forEach((name, value) -> sums.merge(name, value, (old, more) -> old + more));
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
        sums.forEach((name, sum) -> row.put(name, sum / steps));
        row.putAll(report.measured());
        append(Json.line(row) + "\n");
        sums.clear();
        steps = 0;
        samples = 0;
        seconds = 0;
        waitedSeconds = 0;
        return row;
    }

    /** Brings what was written onto the disk itself. */
    void force() {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void append(String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private StorageException failure(IOException e) {
        return new StorageException(
                "cannot write " + file + ": " + e.getMessage(), "check free space and the right to write there", e);
    }
}
