package io.github.cardigan.run;

import io.github.cardigan.training.Finding;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code diagnosis.jsonl}: one JSON object per finding that begins or ends, such as {@code {"step":1200,"kind":"mode_collapse",
 * "over":false,"player":"generator","value":0.12,"hint":"..."}}. Empty where a run was watched and nothing was found.
 */
final class DiagnosisFile {

    static final String NAME = "diagnosis.jsonl";

    private final StepLines lines;

    DiagnosisFile(Path folder) {
        lines = new StepLines(folder.resolve(NAME));
    }

    boolean exists() {
        return lines.exists();
    }

    /** Makes it, or forgets what was written after this step. */
    void startAt(long step) {
        lines.forgetAfter(step);
        lines.create();
    }

    void add(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", finding.step());
        row.put("kind", finding.kind().word());
        row.put("over", finding.over());
        row.put("player", finding.player());
        row.put("value", finding.value());
        row.put("hint", finding.hint());
        lines.append(row);
    }

    /** What each line says, in their order; empty where it cannot be read. */
    List<Optional<Finding>> read() {
        return lines.read().stream().map(DiagnosisFile::finding).toList();
    }

    private static Optional<Finding> finding(JsonNode row) {
        String word = row.path("kind").asString("");
        return Arrays.stream(Finding.Kind.values())
                .filter(kind -> kind.word().equals(word) && row.path("step").isIntegralNumber())
                .findFirst()
                .map(kind -> new Finding(
                        kind,
                        row.path("over").asBoolean(false),
                        row.path("step").longValue(),
                        row.path("player").asString(""),
                        row.path("value").asDouble(Double.NaN),
                        row.path("hint").asString("")));
    }

    /** Brings what was written onto the disk itself. */
    void force() {
        lines.force();
    }
}
