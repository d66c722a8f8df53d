package io.github.cardigan.io;

import io.github.cardigan.CardiganException;
import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as Cardigan reads and writes it.
 *
 * <p>Reading is strict: unknown keys, duplicate keys, missing keys, nulls for a record's components, text after the end, numbers in
 * quotes and fractions for whole numbers are errors that name line and column. Writing is stable: the same object gives the same
 * text on every platform, with components in the order of their declaration.
 */
public final class Json {

    /** The longest JSON file that is read into memory: 64 MiB. */
    private static final long MAX_BYTES = 64L << 20;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(prettyPrinter())
            .build();

    private Json() {}

    /** Makes the exception of whoever reads: {@code DamagedFileException::new}, {@code ConfigurationException::new}. */
    @FunctionalInterface
    public interface Failure {
        CardiganException of(String message, String hint, Throwable cause);
    }

    /** The one configuration; immutable. */
    public static JsonMapper strict() {
        return STRICT;
    }

    /**
     * Reads a file of at most 64 MiB.
     *
     * @param failure what to throw where the content is not as it must be
     * @throws StorageException if the file cannot be read
     */
    public static <T> T read(Path file, Class<T> type, Failure failure) {
        byte[] bytes;
        try {
            long length = Files.size(file);
            if (length > MAX_BYTES) {
                throw failure.of(
                        file + ": expected at most " + MAX_BYTES + " bytes of JSON, got " + length,
                        "is this the right file?",
                        new IOException("too long"));
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read " + file + ": " + StorageFailure.reason(e),
                    "check the path and the right to read it",
                    e);
        }
        return parse(file.toString(), bytes, type, failure);
    }

    /**
     * Reads a text.
     *
     * @param source where it came from, for the message
     * @param failure what to throw where the content is not as it must be
     */
    public static <T> T parse(String source, String text, Class<T> type, Failure failure) {
        return parse(source, text.getBytes(StandardCharsets.UTF_8), type, failure);
    }

    /**
     * Writes a file whole or not at all: indented, lines ended by {@code \n}, in UTF-8.
     *
     * @throws StorageException if the disk refuses
     */
    public static void write(Path file, Object value) {
        byte[] json = STRICT.writeValueAsBytes(value);
        AtomicFiles.write(file, out -> {
            out.write(json);
            out.write('\n');
        });
    }

    /** The value on one line, without its end: for files with one object per line. */
    public static String line(Object value) {
        return STRICT.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /** Jackson's message without what only a programmer of Jackson can use. */
    static String firstLine(JacksonException e) {
        String message = e.getOriginalMessage();
        if (message == null) {
            return e.getClass().getSimpleName();
        }
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^Missing creator property ('.*') \\(index.*", "missing key $1")
                .replaceFirst("; `DeserializationFeature.*", "");
    }

    private static <T> T parse(String source, byte[] json, Class<T> type, Failure failure) {
        try {
            return STRICT.readValue(json, type);
        } catch (UnrecognizedPropertyException e) {
            throw failure.of(
                    source + place(json, e) + ": unknown key '" + e.getPropertyName() + "'",
                    "known here: " + e.getKnownPropertyIds(),
                    e);
        } catch (JacksonException e) {
            throw failure.of(source + place(json, e) + ": " + firstLine(e), "", e);
        }
    }

    private static String place(byte[] json, JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        if (location.getLineNr() < 1) {
            location = locate(json, e.getPath());
        }
        return ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Finds a key again: what belongs to a record is buffered while it is read, and loses its place. */
    private static TokenStreamLocation locate(byte[] json, List<JacksonException.Reference> path) {
        JsonPointer wanted = JsonPointer.empty();
        for (JacksonException.Reference step : path) {
            wanted = step.getPropertyName() == null
                    ? wanted.appendIndex(step.getIndex())
                    : wanted.appendProperty(step.getPropertyName());
        }
        try (JsonParser parser = STRICT.createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.streamReadContext().pathAsPointer().equals(wanted)) {
                    return parser.currentTokenLocation();
                }
            }
            return parser.currentLocation();
        }
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }
}
