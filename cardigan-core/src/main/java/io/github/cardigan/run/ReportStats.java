package io.github.cardigan.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code stats.jsonl} holds, as columns by step. Where a resumed run went back to an earlier step, what it wrote later counts.
 *
 * @param steps rising
 * @param columns by key, in the order of their first appearance; one value per step, {@link #ABSENT} where a line does not have the
 *     key, infinite where it was not a finite number
 * @param problem what could not be read; empty if nothing
 */
record ReportStats(long[] steps, Map<String, double[]> columns, String problem) {

    static final double ABSENT = Double.NaN;

    /** Bare NaN and infinities are not JSON, but a diverged run may well write them. */
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    static ReportStats read(Path file) throws IOException {
        Map<String, Integer> keys = new LinkedHashMap<>();
        TreeMap<Long, double[]> rows = new TreeMap<>();
        int unreadable = 0;
        if (Files.exists(file)) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                boolean lastFailed = false; // the last line of all may be cut, and is then no problem
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isBlank()) {
                        continue;
                    }
                    unreadable += lastFailed ? 1 : 0;
                    lastFailed = !readLine(line, keys, rows);
                }
            }
        }
        return new ReportStats(
                rows.keySet().stream().mapToLong(Long::longValue).toArray(),
                columns(keys, new ArrayList<>(rows.values())),
                unreadable == 0 ? "" : unreadable + " lines of stats.jsonl cannot be read and are left out");
    }

    /** The value of a key at the last step that has it; absent or infinite like the column. */
    double last(String key) {
        double[] column = columns.getOrDefault(key, new double[0]);
        for (int i = column.length - 1; i >= 0; i--) {
            if (!Double.isNaN(column[i])) {
                return column[i];
            }
        }
        return ABSENT;
    }

    private static boolean readLine(String line, Map<String, Integer> keys, TreeMap<Long, double[]> rows) {
        JsonNode object;
        try {
            object = LENIENT.readTree(line);
        } catch (JacksonException e) {
            return false;
        }
        if (!object.path("step").isNumber()) {
            return false;
        }
        long step = (long) object.path("step").doubleValue();
        rows.tailMap(step, true).clear();
        double[] row = new double[keys.size() + object.size()];
        Arrays.fill(row, ABSENT);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            double value = value(entry.getValue());
            if (!entry.getKey().equals("step") && !Double.isNaN(value)) {
                row[keys.computeIfAbsent(entry.getKey(), key -> keys.size())] = value;
            }
        }
        rows.put(step, row);
        return true;
    }

    private static double value(JsonNode node) {
        boolean quoted =
                node.isString() && List.of("NaN", "Infinity", "-Infinity").contains(node.stringValue());
        if (!quoted && !node.isNumber()) {
            return ABSENT;
        }
        double value = quoted ? Double.POSITIVE_INFINITY : node.doubleValue();
        return Double.isFinite(value) ? value : Double.POSITIVE_INFINITY;
    }

    private static Map<String, double[]> columns(Map<String, Integer> keys, List<double[]> rows) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        keys.forEach((key, index) -> columns.put(
                key,
                rows.stream()
                        .mapToDouble(row -> index < row.length ? row[index] : ABSENT)
                        .toArray()));
        return columns;
    }
}
