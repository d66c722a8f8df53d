package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    record Options(String name, int batch, double lr, List<Integer> size) {}

    private static final Options DCGAN = new Options("dcgan", 64, 2e-4, List.of(28, 28));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsStableReadableAndReadBack() {
        Path file = folder.resolve("run.json");
        Json.write(file, DCGAN);
        assertThat(file).hasContent("""
                {
                  "name" : "dcgan",
                  "batch" : 64,
                  "lr" : 2.0E-4,
                  "size" : [
                    28,
                    28
                  ]
                }
                """);
        assertThat(Json.read(file, Options.class, DamagedFileException::new)).isEqualTo(DCGAN);
        assertThat(Json.line(DCGAN)).isEqualTo("{\"name\":\"dcgan\",\"batch\":64,\"lr\":2.0E-4,\"size\":[28,28]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a","batch":1,"lr":1,"size":[],"btch":2}    | unknown key 'btch'
            {"name":"a","batch":1,"lr":1,"size":[],"batch":2}   | Duplicate
            {"name":"a","batch":1,"lr":1,"size":[]} {}          | Trailing token
            {"name":"a","lr":1,"size":[]}                       | missing key 'batch'
            {"name":null,"batch":1,"lr":1,"size":[]}            | name
            {"name":"a","batch":"1","lr":1,"size":[]}           | int
            {"name":"a","batch":1.5,"lr":1,"size":[]}           | int
            {"name":"a","batch":99999999999,"lr":1,"size":[]}   | out of range
            {"name":"a","batch":1,"lr":1,"size":[               | end-of-input
            ``                                                  | end-of-input
            """)
    void whateverIsWrongIsRefusedWithItsPlace(String json, String expected) {
        assertThatThrownBy(() -> Json.parse("my.json", json, Options.class, ConfigurationException::new))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("my.json, line 1, column ")
                .hasMessageContaining(expected);
    }

    @Test
    void lineAndColumnAreThoseOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("my.json"), "{\n  \"name\": \"a\",\n  \"batch\": x\n}");
        assertThatThrownBy(() -> Json.read(file, Options.class, DamagedFileException::new))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageStartingWith(file + ", line 3, column 12");
    }

    @Test
    void anUnknownKeyDeepInsideIsFound() {
        String json =
                "[\n  {\"name\":\"a\",\"batch\":1,\"lr\":1,\"size\":[]},\n  {\"name\":\"a\",\"batch\":1,\"lr\":1,\"size\":[],\n   \"bath\":1}\n]";
        assertThatThrownBy(() -> Json.parse("my.json", json, Options[].class, ConfigurationException::new))
                .hasMessage("my.json, line 4, column 4: unknown key 'bath'");
    }

    @Test
    void aMissingFileIsAStorageFailure() {
        assertThatThrownBy(() -> Json.read(folder.resolve("no.json"), Options.class, DamagedFileException::new))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no.json does not exist");
    }

    @Test
    void duplicateKeysOfATreeAreRefusedToo() {
        assertThatThrownBy(() -> Json.parse("x", "{\"a\":{\"b\":1,\"b\":2}}", Object.class, DamagedFileException::new))
                .isInstanceOf(DamagedFileException.class);
    }
}
