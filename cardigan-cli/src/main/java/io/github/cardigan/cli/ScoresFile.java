package io.github.cardigan.cli;

import io.github.cardigan.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person thinks of some samples: lines of {@code seed,score}, perhaps below a line that says so.
 *
 * @param seeds of the samples, as {@code generate --seeds} shows them
 * @param scores one each; any scale
 */
record ScoresFile(List<Long> seeds, double[] scores) {

    private static final long MOST_BYTES = 1 << 20;
    private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
    private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,18})\\s*,\\s*(" + NUMBER + ")\\s*");
    private static final Pattern HEADER = Pattern.compile("\\uFEFF?\\s*seed\\s*,\\s*score\\s*");

    /** @throws ConfigurationException if it cannot be read, or a line is something else; names the line */
    static ScoresFile read(Path file) {
        List<Long> seeds = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                seeds.add(Long.valueOf(matcher.group(1)));
                scores.add(Double.valueOf(matcher.group(2)));
            } else if (!line.isBlank() && !(number == 1 && HEADER.matcher(line).matches())) {
                throw new ConfigurationException(
                        "%s, line %d: expected seed,score, got '%s'".formatted(file, number, line),
                        "for example 17,4.5: what you think of the sample that 'generate --seeds 17' shows");
            }
        }
        return new ScoresFile(
                seeds, scores.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new ConfigurationException(
                        "expected a file of at most 1 MiB, got " + file
                                + (Files.exists(file) ? "" : ", which does not exist"),
                        "check the path after --scores");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e.getMessage(), "check the path", e);
        }
    }
}
