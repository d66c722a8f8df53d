package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog.SessionStatus;
import org.tensorflow.proto.Summary;

/** Reads our files with TensorFlow's own message classes and a checksum of the test's own. */
class EventFileTest {

    @TempDir
    Path folder;

    @Test
    void tensorFlowReadsWhatIsWritten() throws IOException {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
        double before = System.currentTimeMillis() / 1000.0;
        Path path;
        try (EventFile events = new EventFile(folder, -1)) {
            path = events.file();
            events.scalar("loss/generator", 0.693147, 100);
            events.scalar("caf\u00e9", Double.NaN, 1L << 40);
            events.image("samples", png, 28, 56, 3, 200);
            events.text("diagnosis", "caf\u00e9: **closed**", 300);
        }
        assertThat(path.getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d{10}\\.cardigan");

        List<Event> events = read(path);
        assertThat(events).hasSize(5);
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(event.getWallTime()).isBetween(before, System.currentTimeMillis() / 1000.0));
        Summary.Value loss = onlyValue(events.get(1));
        assertThat(events.get(1).getStep()).isEqualTo(100);
        assertThat(loss.getTag()).isEqualTo("loss/generator");
        assertThat(loss.getSimpleValue()).isEqualTo(0.693147f);
        assertThat(events.get(2).getStep()).isEqualTo(1L << 40);
        assertThat(onlyValue(events.get(2)).getTag()).isEqualTo("caf\u00e9");
        assertThat(onlyValue(events.get(2)).getSimpleValue()).isNaN();
        Summary.Image image = onlyValue(events.get(3)).getImage();
        assertThat(image.getHeight()).isEqualTo(28);
        assertThat(image.getWidth()).isEqualTo(56);
        assertThat(image.getColorspace()).isEqualTo(3);
        assertThat(image.getEncodedImageString()).isEqualTo(ByteString.copyFrom(png));
        Summary.Value text = onlyValue(events.get(4));
        assertThat(text.getTag()).isEqualTo("diagnosis");
        assertThat(text.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
        assertThat(text.getTensor().getDtype()).isEqualTo(DataType.DT_STRING);
        assertThat(text.getTensor().getTensorShape().getDimCount()).isZero();
        assertThat(text.getTensor().getStringVal(0).toStringUtf8()).isEqualTo("caf\u00e9: **closed**");
        assertThat(text.getUnknownFields().asMap()).isEmpty();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getUnknownFields().asMap()).isEmpty();
            assertThat(event.getSummary().getUnknownFields().asMap()).isEmpty();
        });
    }

    @Test
    void aResumedRunAsksTensorBoardToForgetLaterSteps() throws IOException {
        Path path;
        try (EventFile events = new EventFile(folder, 500)) {
            path = events.file();
        }
        Event restart = read(path).get(1);
        assertThat(restart.getStep()).isEqualTo(500);
        assertThat(restart.getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
    }

    @Test
    void filesOfOneSecondHaveNamesOfTheirOwnInOrder() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (EventFile events = new EventFile(folder, -1)) {
                names.add(events.file().getFileName().toString());
            }
        }
        assertThat(names).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsFlushedCanBeReadWhileTheFileIsOpen() throws IOException {
        try (EventFile events = new EventFile(folder, -1)) {
            events.scalar("a", 1, 1);
            assertThat(read(events.file())).hasSize(1);
            events.flush();
            assertThat(read(events.file())).hasSize(2);
        }
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> new EventFile(folder.resolve("none"), -1))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("none does not exist");
    }

    /** RFC 3720, appendix B.4, and the check value of the CRC catalogue. */
    @Test
    void checksumsAreThePublishedOnes() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        byte[] rising = new byte[32];
        byte[] falling = new byte[32];
        for (int i = 0; i < 32; i++) {
            rising[i] = (byte) i;
            falling[i] = (byte) (31 - i);
        }
        assertThat(EventFile.crc32c(new byte[32])).isEqualTo(0x8a9136aa);
        assertThat(EventFile.crc32c(ones)).isEqualTo(0x62a8ab43);
        assertThat(EventFile.crc32c(rising)).isEqualTo(0x46dd794e);
        assertThat(EventFile.crc32c(falling)).isEqualTo(0x113fdb5c);
        assertThat(EventFile.crc32c("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0xe3069283);
    }

    /**
     * The record of three bytes, computed by hand in Python, with a bitwise CRC:
     *
     * <pre>
     * import struct
     * def crc(data):
     *     c = 0xffffffff
     *     for b in data:
     *         c ^= b
     *         for _ in range(8): c = (c >> 1) ^ (0x82f63b78 if c & 1 else 0)
     *     return c ^ 0xffffffff
     * mask = lambda c: (((c >> 15) | (c << 17)) + 0xa282ead8) & 0xffffffff
     * length = struct.pack("&lt;Q", 3)
     * print((length + struct.pack("&lt;I", mask(crc(length))) + b"abc" + struct.pack("&lt;I", mask(crc(b"abc")))).hex())
     * </pre>
     */
    @Test
    void aRecordIsFramedAsTensorFlowFramesIt() {
        assertThat(HexFormat.of().formatHex(EventFile.frame("abc".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("0300000000000000b099490e6162636e57f121");
    }

    private static Summary.Value onlyValue(Event event) {
        assertThat(event.getSummary().getValueCount()).isEqualTo(1);
        return event.getSummary().getValue(0);
    }

    private static List<Event> read(Path path) throws IOException {
        List<Event> events = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        while (file.hasRemaining()) {
            byte[] length = new byte[8];
            file.get(length);
            assertThat(file.getInt()).isEqualTo(masked(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            file.get(data);
            assertThat(file.getInt()).isEqualTo(masked(data));
            events.add(Event.parseFrom(data));
        }
        return events;
    }

    /** Bit by bit, Castagnoli polynomial reversed; mask as in TensorFlow's crc32c.h. */
    private static int masked(byte[] data) {
        int crc = -1;
        for (byte b : data) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }
}
