package io.github.cardigan.io;

import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Tensors in a file, in the safetensors format of Hugging Face: eight bytes with the length of the header, little endian; the
 * header, a JSON object that gives each tensor's dtype, shape and place; the values, one tensor after the other.
 *
 * <p>Reading is strict. A file is refused as damaged unless its header is at most 100 MB of UTF-8 without duplicate keys or unknown
 * fields, and its tensors cover the data without holes or overlaps. No number in the file can make the reader allocate more than
 * the file is long. Beyond the format's own rules a single tensor must be below 2 GiB.
 */
public final class Safetensors {

    static final String HINT = "the file is cut, altered or not in the safetensors format: take another copy of it";

    /** The limit of the reference implementation. */
    private static final int MAX_HEADER_BYTES = 100_000_000;

    private static final JsonFactory JSON = new JsonFactory();

    private Safetensors() {}

    /**
     * Writes a file whole or not at all.
     *
     * @param tensors by name, written in the order of the map
     * @param metadata what should be known about the file; left out where empty
     * @throws StorageException if the disk is too full or refuses
     * @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__}
     */
    public static void write(Path file, Map<String, TensorData> tensors, Map<String, String> metadata) {
        byte[] header = header(tensors, metadata);
        long bytes =
                tensors.values().stream().mapToLong(t -> t.bytes().remaining()).sum();
        AtomicFiles.requireSpace(file, Long.BYTES + header.length + bytes);
        AtomicFiles.write(file, out -> write(out, header, tensors));
    }

    /**
     * Writes to a stream, which stays open.
     *
     * @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__}
     */
    public static void write(OutputStream out, Map<String, TensorData> tensors, Map<String, String> metadata)
            throws IOException {
        write(out, header(tensors, metadata), tensors);
    }

    /**
     * Reads a file. The tensors are memory-mapped, see {@link SafetensorsFile}.
     *
     * @throws DamagedFileException if it cannot be read or anything in it is not as it must be
     */
    public static SafetensorsFile read(Path file) {
        return read(file, Integer.MAX_VALUE);
    }

    /** With the most bytes that one mapping may span: several tensors share one, since a process may only have so many. */
    static SafetensorsFile read(Path file, int maxMapping) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            long headerLength = headerLength(file, channel, length);
            byte[] json = read(channel, Long.BYTES, (int) headerLength);
            long dataBegin = Long.BYTES + headerLength;
            SafetensorsHeader.Content content = SafetensorsHeader.parse(file, json, length - dataBegin);
            Map<String, TensorData> mapped = map(file, channel, dataBegin, content.entries(), maxMapping);
            Map<String, TensorData> tensors = new LinkedHashMap<>(); // back in the order of the header
            content.entries().forEach(entry -> tensors.put(entry.name(), mapped.get(entry.name())));
            return new SafetensorsFile(file, tensors, content.metadata());
        } catch (IOException e) {
            throw new DamagedFileException(
                    file + ": expected a readable file, got: " + StorageFailure.reason(e),
                    "check the path and the right to read it",
                    e);
        }
    }

    private static void write(OutputStream out, byte[] header, Map<String, TensorData> tensors) throws IOException {
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        byte[] chunk = new byte[1 << 16];
        for (TensorData tensor : tensors.values()) {
            ByteBuffer bytes = tensor.bytes();
            while (bytes.hasRemaining()) {
                int count = Math.min(chunk.length, bytes.remaining());
                bytes.get(chunk, 0, count);
                out.write(chunk, 0, count);
            }
        }
    }

    /** The JSON, filled up with spaces so that the data begins at a multiple of eight bytes. */
    private static byte[] header(Map<String, TensorData> tensors, Map<String, String> metadata) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), header)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                metadata.forEach((key, value) -> json.writeStringProperty(unicode(key), unicode(value)));
                json.writeEndObject();
            }
            long position = 0;
            for (Map.Entry<String, TensorData> tensor : tensors.entrySet()) {
                position = writeEntry(json, unicode(tensor.getKey()), tensor.getValue(), position);
            }
            json.writeEndObject();
        }
        while (header.size() % Long.BYTES != 0) {
            header.write(' ');
        }
        if (header.size() > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "expected names and metadata of at most " + MAX_HEADER_BYTES + " bytes, got " + header.size());
        }
        return header.toByteArray();
    }

    private static long writeEntry(JsonGenerator json, String name, TensorData tensor, long position) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("expected another name for a tensor than the reserved " + name);
        }
        long end = position + tensor.bytes().remaining();
        long[] shape = tensor.shape();
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("dtype", tensor.dtype().name());
        json.writeName("shape").writeArray(shape, 0, shape.length);
        json.writeName("data_offsets").writeArray(new long[] {position, end}, 0, 2);
        json.writeEndObject();
        return end;
    }

    private static String unicode(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "expected text in Unicode, got half a surrogate pair in a name or value");
        }
        return text;
    }

    private static long headerLength(Path file, FileChannel channel, long length) throws IOException {
        if (length < Long.BYTES) {
            throw SafetensorsHeader.damaged(file, "expected at least 8 bytes, got " + length);
        }
        long header = ByteBuffer.wrap(read(channel, 0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        long room = Math.min(MAX_HEADER_BYTES, length - Long.BYTES);
        if (header < 0 || header > room) {
            throw SafetensorsHeader.damaged(
                    file, "expected a header of at most " + room + " bytes, got " + Long.toUnsignedString(header));
        }
        return header;
    }

    private static byte[] read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the file ends at byte " + (position + bytes.position()));
            }
        }
        return bytes.array();
    }

    /** Maps runs of neighbouring tensors and cuts each tensor out of its run. */
    private static Map<String, TensorData> map(
            Path file, FileChannel channel, long dataBegin, List<SafetensorsHeader.Entry> entries, int maxMapping)
            throws IOException {
        List<SafetensorsHeader.Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(SafetensorsHeader.Entry::begin)
                .thenComparingLong(SafetensorsHeader.Entry::end));
        Map<String, TensorData> tensors = new HashMap<>();
        int first = 0;
        while (first < sorted.size()) {
            long begin = sorted.get(first).begin();
            int last = first;
            while (last + 1 < sorted.size() && sorted.get(last + 1).end() - begin <= maxMapping) {
                last++;
            }
            long span = sorted.get(last).end() - begin;
            if (span > maxMapping) {
                throw SafetensorsHeader.damaged(
                        file, "expected tensors of at most " + maxMapping + " bytes, got one of " + span);
            }
            ByteBuffer run = span == 0
                    ? ByteBuffer.allocate(0)
                    : channel.map(FileChannel.MapMode.READ_ONLY, dataBegin + begin, span);
            for (SafetensorsHeader.Entry entry : sorted.subList(first, last + 1)) {
                ByteBuffer bytes = run.slice((int) (entry.begin() - begin), (int) (entry.end() - entry.begin()));
                tensors.put(entry.name(), new TensorData(entry.dtype(), entry.shape(), bytes));
            }
            first = last + 1;
        }
        return tensors;
    }
}
