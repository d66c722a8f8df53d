package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DamagedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that lie: each is refused as damaged, and nothing else happens. */
class SafetensorsDamageTest {

    @TempDir
    Path folder;

    /** Eight bytes of data follow each header. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[0],"data_offsets":[8,8]}} | Duplicate
            {"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}   | Duplicate
            {"__metadata__":{"k":"v","k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | Duplicate
            {"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  | expected a string, got
            {"__metadata__":{"k":{}},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | expected a string, got
            {"__metadata__":null,"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}     | expected an object, got
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}        | expected dtype, shape and data_offsets, got 'more'
            {"a":{"dtype":"F32","shape":[2]}}                                      | data_offsets is missing
            {"a":{"shape":[2],"data_offsets":[0,8]}}                               | dtype is missing
            {"a":{"dtype":"F32","data_offsets":[0,8]}}                             | shape is missing
            {"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}                 | expected a dtype of
            {"a":{"dtype":"F128","shape":[2],"data_offsets":[0,8]}}                | expected a dtype of
            {"a":{"dtype":3,"shape":[2],"data_offsets":[0,8]}}                     | expected a string, got
            {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}                   | expected a list, got a number
            {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}               | expected whole numbers of at least 0 in shape, got '2.0'
            {"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}               | expected whole numbers
            {"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}               | expected whole numbers
            {"a":{"dtype":"F32","shape":[null],"data_offsets":[0,8]}}              | expected whole numbers
            {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}                | got '-2'
            {"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}             | got '-1'
            {"a":{"dtype":"F32","shape":[-0],"data_offsets":[0,8]}}                | got '-0'
            {"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}} | out of range
            {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}} | expected a shape that can exist
            {"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}} | expected a shape that can exist
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}                 | expected 12 bytes for F32 [3], got offsets over 8
            {"a":{"dtype":"F32","shape":[],"data_offsets":[0,8]}}                  | expected 4 bytes
            {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,8]}}                 | expected 0 bytes
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                 | expected offsets inside
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}                | expected offsets inside
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775800,9223372036854775807]}} | expected offsets inside
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}                | got '-8'
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}                   | expected two data_offsets, got 1
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}               | expected two data_offsets, got 3
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                 | expected to begin at byte 0
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                 | expected 4 bytes of data, as the header says, got 8
            {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}} | expected to begin at byte 3
            {"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}} | expected to begin at byte 5
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | expected to begin at byte 8
            {"a":[{"dtype":"F32","shape":[2],"data_offsets":[0,8]}]}               | expected an object, got
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}              | expected nothing after
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}x                | expected a header in JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},}                | expected a header in JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}                  | expected a header in JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,                     | expected a header in JSON
            {"a":{"dtype":"F32","shape":[02],"data_offsets":[0,8]}}                | expected a header in JSON
            {'a':{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                 | expected a header in JSON
            {"\\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}            | surrogate
            {"__metadata__":{"k":"\\udc00"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | surrogate
            [{"a":1}]                                                              | begins with '{'
            {}                                                                     | expected 0 bytes of data
            {                                                                      | expected a header in JSON
            ``                                                                     | begins with '{'
            ` {}`                                                                  | begins with '{'
            """)
    void aHeaderThatLiesIsRefused(String header, String expected) throws IOException {
        refused(file(header.getBytes(StandardCharsets.UTF_8), new byte[8]), expected);
    }

    @Test
    void theTableAboveIsOnlyWrongWhereItMeansToBe() throws IOException {
        byte[] header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  ".getBytes(StandardCharsets.UTF_8);
        Path path = Files.write(folder.resolve("good"), file(header, new byte[8]));
        assertThat(Safetensors.read(path).tensor("a").toFloats()).containsExactly(0, 0);
    }

    @Test
    void lengthsThatLieAreRefused() throws IOException {
        refused(new byte[0], "expected at least 8 bytes, got 0");
        refused(new byte[7], "expected at least 8 bytes, got 7");
        refused(withLength(-1, 100), "got 18446744073709551615");
        refused(withLength(Long.MIN_VALUE, 100), "got 9223372036854775808");
        refused(withLength(93, 100), "expected a header of at most 92 bytes, got 93");
        refused(withLength(100_000_001, 100), "expected a header of at most 92 bytes");
        refused(withLength(0, 100), "begins with '{'");
    }

    @Test
    void aHeaderBeyondTheLimitIsRefusedBeforeItIsRead() throws IOException {
        Path path = folder.resolve("huge");
        try (var file = new java.io.RandomAccessFile(path.toFile(), "rw")) {
            file.write(withLength(100_000_001, 8));
            file.setLength(200_000_000); // sparse
        }
        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("expected a header of at most 100000000 bytes, got 100000001");
    }

    @Test
    void onlyUtf8IsText() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        for (String charset : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE"}) {
            refused(file(header.getBytes(Charset.forName(charset)), new byte[8]), "expected a header");
        }
        byte[] latin = header.replace("a", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        refused(file(latin, new byte[8]), "expected a header in JSON");
        byte[] overlong = header.replace("\"a\"", "\"??\"").getBytes(StandardCharsets.ISO_8859_1);
        overlong[2] = (byte) 0xc1;
        overlong[3] = (byte) 0xa1;
        refused(file(overlong, new byte[8]), "expected a header in JSON");
    }

    @Test
    void deepNestingAndEndlessNumbersAreRefused() throws IOException {
        refused(file("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8), new byte[0]), "expected dtype");
        String digits = "9".repeat(100_000);
        refused(
                file(("{\"a\":{\"shape\":[" + digits + "]}}").getBytes(StandardCharsets.UTF_8), new byte[0]),
                "expected a header in JSON");
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("none does not exist");
        assertThatThrownBy(() -> Safetensors.read(folder)).isInstanceOf(DamagedFileException.class);
    }

    /**
     * 40,000 mutations, the same at every run: reading succeeds or says that the file is damaged. Headers whose length is right are
     * mostly parsed without a file, which is what takes the time.
     */
    @Test
    void mutatedFilesAreReadOrRefusedAndNothingElse() throws IOException {
        Random random = new Random(20261122);
        byte[][] seeds = {seed(1, false), seed(4, true), seed(12, true)};
        Path path = folder.resolve("mutated");
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] mutated = seeds[random.nextInt(seeds.length)];
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                mutated = mutate(mutated, random);
            }
            try {
                if (i % 10 != 0 && headerFits(mutated)) {
                    int end = 8 + (int) headerLength(mutated);
                    SafetensorsHeader.parse(path, Arrays.copyOfRange(mutated, 8, end), mutated.length - end);
                } else {
                    Files.write(path, mutated);
                    for (TensorData tensor : Safetensors.read(path).tensors().values()) {
                        assertThat((long) tensor.bytes().remaining())
                                .isEqualTo(tensor.dtype().span(tensor.shape()));
                    }
                }
                read++;
            } catch (DamagedFileException e) {
                assertThat(e.getMessage()).startsWith(path.toString()).doesNotContain("\n");
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + i + ": " + Arrays.toString(mutated), e);
            }
        }
        // Flips in the values cannot be seen; most of the rest must be. Both kinds show that the mutations mutate.
        assertThat(read).isBetween(600, 8_000);
        assertThat(refused).isGreaterThan(32_000);
    }

    private static long headerLength(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static boolean headerFits(byte[] file) {
        return file.length >= 8 && headerLength(file) >= 0 && headerLength(file) <= file.length - 8;
    }

    private static byte[] mutate(byte[] file, Random random) {
        byte[] copy = file.clone();
        if (copy.length < 9) {
            return new byte[random.nextInt(64)];
        }
        int at = random.nextInt(copy.length);
        switch (random.nextInt(6)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy = Arrays.copyOf(copy, at);
            case 2 -> {
                byte[] inserted = new byte[1 + random.nextInt(9)];
                random.nextBytes(inserted);
                copy = ByteBuffer.allocate(copy.length + inserted.length)
                        .put(copy, 0, at)
                        .put(inserted)
                        .put(copy, at, copy.length - at)
                        .array();
            }
            case 3 -> copy = editNumber(copy, random);
            case 4 -> ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putLong(0, number(random));
            default -> copy[8 + random.nextInt(copy.length - 8)] = (byte) "{}[]\",:0-e\\ ".charAt(random.nextInt(12));
        }
        return copy;
    }

    /** Replaces one number of the header and corrects the header's length, so that the lie gets past the first check. */
    private static byte[] editNumber(byte[] file, Random random) {
        if (!headerFits(file)) {
            return file;
        }
        long length = headerLength(file);
        String header = new String(file, 8, (int) length, StandardCharsets.ISO_8859_1);
        MatchResult[] numbers =
                Pattern.compile("(?<=[\\[,])\\d+").matcher(header).results().toArray(MatchResult[]::new);
        if (numbers.length == 0) {
            return file;
        }
        MatchResult chosen = numbers[random.nextInt(numbers.length)];
        String edited = header.substring(0, chosen.start()) + number(random) + header.substring(chosen.end());
        return file(
                edited.getBytes(StandardCharsets.ISO_8859_1), Arrays.copyOfRange(file, 8 + (int) length, file.length));
    }

    private static long number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(64);
            case 1 -> random.nextLong();
            case 2 -> Long.MAX_VALUE - random.nextInt(9);
            default -> 1L << random.nextInt(63);
        };
    }

    private static byte[] seed(int tensors, boolean metadata) throws IOException {
        Map<String, TensorData> map = new LinkedHashMap<>();
        for (int i = 0; i < tensors; i++) {
            Dtype dtype = Dtype.values()[(5 * i + 9) % Dtype.values().length];
            long[] shape = {1 + i % 3, 2};
            map.put("layer." + i, new TensorData(dtype, shape, ByteBuffer.allocate((int) dtype.span(shape))));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, map, metadata ? Map.of("recipe", "dcgan") : Map.of());
        return out.toByteArray();
    }

    private void refused(byte[] content, String expected) throws IOException {
        Path path = Files.write(folder.resolve("evil.safetensors"), content);
        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining("expected ")
                .hasMessageContaining(expected);
    }

    private static byte[] file(byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }

    private static byte[] withLength(long length, int fileSize) {
        return ByteBuffer.allocate(fileSize)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
    }
}
