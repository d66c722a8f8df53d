package io.github.cardigan.io;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.github.cardigan.StorageException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Curves, images and texts for TensorBoard: an event file, which grows as training goes on and can be watched meanwhile.
 *
 * <p>A sequence of TFRecords, each with masked CRC-32C checksums, holding protocol buffers {@code tensorflow.Event} (TensorFlow's
 * {@code event.proto}, {@code summary.proto} and {@code tensor.proto}). For one thread; unlike {@link AtomicFiles} a killed process leaves what was
 * flushed, and readers stop at a cut record.
 */
public final class EventFile implements AutoCloseable {

    private static final int MASK_DELTA = 0xa282ead8;

    private static final int STRING = 7; // DT_STRING of types.proto

    private final Path file;
    private final OutputStream out;

    /** Writes the fields of one message. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    /**
     * Creates a file of a new name, {@code events.out.tfevents.<seconds>.cardigan}, in an existing folder.
     *
     * @param purgeStep where a run resumes: TensorBoard then forgets what earlier files of the folder say of this step and later
     *     ones; -1 for a new run
     * @throws StorageException if the disk refuses
     */
    public EventFile(Path folder, long purgeStep) {
        StorageFailure.requireFolder(folder.resolve("events"));
        long seconds = Instant.now().getEpochSecond();
        try {
            file = create(folder, seconds);
        } catch (IOException e) {
            throw StorageFailure.of(folder, e);
        }
        try {
            out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND), 1 << 16);
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
        event(0, event -> event.writeString(3, "brain.Event:2"));
        if (purgeStep >= 0) {
            event(purgeStep, event -> event.writeByteArray(7, message(session -> session.writeEnum(1, 1)))); // START
        }
        flush();
    }

    /** Where it is written. */
    public Path file() {
        return file;
    }

    /**
     * A point of a curve.
     *
     * @param tag the curve's name; a slash groups curves, as in {@code loss/generator}
     * @param value kept as a 32-bit float
     * @throws StorageException if the disk refuses
     */
    public void scalar(String tag, double value, long step) {
        summary(tag, step, point -> point.writeFloat(2, (float) value));
    }

    /**
     * An image of a series.
     *
     * @param png the encoded image
     * @param channels 1 for grey, 3 for RGB, 4 with transparency
     * @throws StorageException if the disk refuses
     */
    public void image(String tag, byte[] png, int height, int width, int channels, long step) {
        byte[] image = message(fields -> {
            fields.writeInt32(1, height);
            fields.writeInt32(2, width);
            fields.writeInt32(3, channels);
            fields.writeBytes(4, ByteString.copyFrom(png));
        });
        summary(tag, step, point -> point.writeByteArray(4, image));
    }

    /**
     * A line of text, shown under TensorBoard's tab of that name as Markdown.
     *
     * @throws StorageException if the disk refuses
     */
    public void text(String tag, String text, long step) {
        byte[] plugin = message(fields -> fields.writeString(1, "text"));
        byte[] metadata = message(fields -> fields.writeByteArray(1, plugin));
        byte[] tensor = message(fields -> {
            fields.writeEnum(1, STRING);
            fields.writeByteArray(2, new byte[0]); // a scalar has no dimensions
            fields.writeBytes(8, ByteString.copyFromUtf8(text));
        });
        summary(tag, step, point -> {
            point.writeByteArray(8, tensor);
            point.writeByteArray(9, metadata);
        });
    }

    /** Hands everything to the operating system, so that a watching TensorBoard sees it. */
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
    }

    private void summary(String tag, long step, Fields value) {
        byte[] tagged = message(fields -> {
            fields.writeString(1, tag);
            value.writeTo(fields);
        });
        byte[] summary = message(fields -> fields.writeByteArray(1, tagged));
        event(step, fields -> fields.writeByteArray(5, summary));
    }

    private void event(long step, Fields what) {
        byte[] event = message(fields -> {
            fields.writeDouble(1, System.currentTimeMillis() / 1000.0);
            fields.writeInt64(2, step);
            what.writeTo(fields);
        });
        try {
            out.write(frame(event));
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
    }

    /** A TFRecord: length, its checksum, the data, its checksum. */
    static byte[] frame(byte[] data) {
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(data.length)
                .array();
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(mask(crc32c(length)))
                .put(data)
                .putInt(mask(crc32c(data)))
                .array();
    }

    static int crc32c(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return (int) crc.getValue();
    }

    /** A checksum of data that contains checksums is weak; TFRecord rotates and shifts them. */
    static int mask(int crc) {
        return Integer.rotateRight(crc, 15) + MASK_DELTA;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(coded);
            coded.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static Path create(Path folder, long seconds) throws IOException {
        for (int attempt = 0; ; attempt++) {
            String suffix = attempt == 0 ? "" : "." + attempt;
            Path file =
                    folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.cardigan%s", seconds, suffix));
            try {
                return Files.createFile(file);
            } catch (FileAlreadyExistsException e) {
                // two in one second: take the next name, which also sorts after it
            }
        }
    }
}
