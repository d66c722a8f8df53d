package io.github.cardigan.run;

import io.github.cardigan.StorageException;
import io.github.cardigan.io.AtomicFiles;
import io.github.cardigan.io.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A file that grows by one JSON object per line, each of which begins with its step. */
final class StepLines {

    private static final Pattern STEP = Pattern.compile("\\{\"step\":(\\d+),.*}");

    private final Path file;

    StepLines(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Forgets what was written after this step, and a line cut by a crash: a resumed run writes it again. */
    void forgetAfter(long step) {
        if (!exists()) {
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

    /** The objects in their order; a line that somebody edited into something else is a missing node: the report says so. */
    List<JsonNode> read() {
        if (!exists()) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(StepLines::parse)
                    .toList();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return Json.strict().readTree(line);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * @param row begins with {@code step}
     */
    void append(Map<String, Object> row) {
        append(Json.line(row) + "\n");
    }

    /** Makes the file if there is none. */
    void create() {
        append("");
    }

    private void append(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Brings what was written onto the disk itself. */
    void force() {
        if (!exists()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private StorageException failure(IOException e) {
        return new StorageException(
                "cannot write " + file + ": " + e.getMessage(), "check free space and the right to write there", e);
    }
}
