package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected values: the examples of NIST for FIPS 180-4. */
class Sha256Test {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void bytesFilesAndPiecesAgreeWithThePublishedValues() throws IOException {
        Path file = Files.write(folder.resolve("abc"), ABC);
        assertThat(Sha256.of(ABC)).isEqualTo(OF_ABC);
        assertThat(Sha256.of(file)).isEqualTo(OF_ABC);
        Sha256 sum = new Sha256().update(ABC, 0, 1).update(ByteBuffer.wrap(ABC, 1, 2));
        assertThat(sum.hex()).isEqualTo(OF_ABC);
        assertThat(sum.hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void aLongIsItsEightBytesLowestFirst() {
        String expected = Sha256.of(new byte[] {8, 7, 6, 5, 4, 3, 2, 1});
        assertThat(new Sha256().update(0x0102030405060708L).hex()).isEqualTo(expected);
    }

    @Test
    void aMillionLettersInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "a".repeat(1_000_000));
        assertThat(Sha256.of(file)).isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Sha256.of(folder.resolve("none")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("none does not exist");
    }
}
