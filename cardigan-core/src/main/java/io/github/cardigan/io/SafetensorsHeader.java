package io.github.cardigan.io;

import io.github.cardigan.DamagedFileException;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON header of a safetensors file token by token and believes none of it: what it returns is proven to describe the
 * data that follows, byte for byte.
 */
final class SafetensorsHeader {

    static final String METADATA = "__metadata__";

    /** Where a tensor lies, counted from the end of the header. */
    record Entry(String name, Dtype dtype, long[] shape, long begin, long end) {}

    /** A header that holds: entries in the order of the file. */
    record Content(List<Entry> entries, Map<String, String> metadata) {}

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path source;
    private final long dataLength;
    private final JsonParser parser;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader(Path source, long dataLength, JsonParser parser) {
        this.source = source;
        this.dataLength = dataLength;
        this.parser = parser;
    }

    /**
     * @param header the JSON, padding included
     * @param dataLength the bytes that follow it in the file
     * @throws DamagedFileException whatever is wrong with it
     */
    static Content parse(Path source, byte[] header, long dataLength) {
        if (header.length == 0 || header[0] != '{') {
            throw damaged(source, "expected a header that begins with '{'");
        }
        // A reader, because Jackson would guess the encoding of bytes; this decoder refuses what is not UTF-8.
        InputStreamReader text =
                new InputStreamReader(new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new SafetensorsHeader(source, dataLength, parser).content();
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at column " + e.getLocation().getColumnNr();
            throw damaged(source, "expected a header in JSON" + where + ": " + Json.firstLine(e), e);
        }
    }

    private Content content() {
        parser.nextToken();
        for (String name = nextName(); name != null; name = nextName()) {
            if (name.equals(METADATA)) {
                metadata();
            } else {
                entries.add(entry(name));
            }
        }
        if (parser.nextToken() != null) {
            throw damaged("expected nothing after the header's object, got " + noun(parser.currentToken()));
        }
        requireSeamless();
        return new Content(entries, metadata);
    }

    private void metadata() {
        expect(JsonToken.START_OBJECT, METADATA);
        for (String key = nextName(); key != null; key = nextName()) {
            expect(JsonToken.VALUE_STRING, METADATA + "." + key);
            metadata.put(key, text());
        }
    }

    private Entry entry(String name) {
        Dtype dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        expect(JsonToken.START_OBJECT, name);
        for (String field = nextName(); field != null; field = nextName()) {
            switch (field) {
                case "dtype" -> dtype = dtype(name);
                case "shape" -> shape = numbers(name, field);
                case "data_offsets" -> offsets = numbers(name, field);
                default -> throw damaged(at(name) + "expected dtype, shape and data_offsets, got " + quote(field));
            }
        }
        if (dtype == null || shape == null || offsets == null) {
            String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
            throw damaged(at(name) + "expected dtype, shape and data_offsets, " + missing + " is missing");
        }
        if (offsets.size() != 2) {
            throw damaged(at(name) + "expected two data_offsets, got " + offsets.size());
        }
        Entry entry = new Entry(name, dtype, array(shape), offsets.get(0), offsets.get(1));
        requireSpan(entry);
        return entry;
    }

    private Dtype dtype(String name) {
        expect(JsonToken.VALUE_STRING, name + ".dtype");
        String text = parser.getString();
        for (Dtype dtype : Dtype.values()) {
            if (dtype.name().equals(text)) {
                return dtype;
            }
        }
        throw damaged(at(name) + "expected a dtype of " + Arrays.toString(Dtype.values()) + ", got " + quote(text));
    }

    private List<Long> numbers(String name, String field) {
        expect(JsonToken.START_ARRAY, name + "." + field);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getString().startsWith("-")) {
                throw damaged(at(name) + "expected whole numbers of at least 0 in " + field + ", got "
                        + quote(parser.getString()));
            }
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    private void requireSpan(Entry entry) {
        String what = at(entry.name);
        if (entry.begin > entry.end || entry.end > dataLength) {
            throw damaged(what + "expected offsets inside the " + dataLength + " bytes of data, got [" + entry.begin
                    + ", " + entry.end + "]");
        }
        long span;
        try {
            span = entry.dtype.span(entry.shape);
        } catch (ArithmeticException e) {
            throw damaged(source, what + "expected a shape that can exist, got " + Arrays.toString(entry.shape), e);
        }
        if (span != entry.end - entry.begin) {
            throw damaged(what + "expected " + span + " bytes for " + entry.dtype + " " + Arrays.toString(entry.shape)
                    + ", got offsets over " + (entry.end - entry.begin));
        }
    }

    /** No holes, no overlaps, nothing left over: otherwise a file could carry what no reader shows. */
    private void requireSeamless() {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long position = 0;
        for (Entry entry : sorted) {
            if (entry.begin != position) {
                throw damaged(at(entry.name) + "expected to begin at byte " + position
                        + " of the data, where the one before ends, got " + entry.begin);
            }
            position = entry.end;
        }
        if (position != dataLength) {
            throw damaged("expected " + position + " bytes of data, as the header says, got " + dataLength);
        }
    }

    /** The next key of the object being read; absent at its end. */
    private @Nullable String nextName() {
        JsonToken token = parser.nextToken();
        return token == JsonToken.PROPERTY_NAME ? text() : null;
    }

    private String text() {
        String text = parser.getString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw damaged("expected text in Unicode, got half a surrogate pair");
        }
        return text;
    }

    private void expect(JsonToken expected, String where) {
        JsonToken token = parser.nextToken();
        if (token != expected) {
            throw damaged(at(where) + "expected " + noun(expected) + ", got " + noun(token));
        }
    }

    private static String noun(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> token.toString();
        };
    }

    private static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static String at(String name) {
        return quote(name) + ": ";
    }

    /** Foreign text in a message: one line, not endless. */
    private static String quote(@Nullable String text) {
        String line = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
        return "'" + (line.length() > 80 ? line.substring(0, 80) + "..." : line) + "'";
    }

    private DamagedFileException damaged(String what) {
        return damaged(source, what);
    }

    static DamagedFileException damaged(Path source, String what) {
        return new DamagedFileException(source + ": " + what, Safetensors.HINT);
    }

    private static DamagedFileException damaged(Path source, String what, Exception cause) {
        return new DamagedFileException(source + ": " + what, Safetensors.HINT, cause);
    }
}
