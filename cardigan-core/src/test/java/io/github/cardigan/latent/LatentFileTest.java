package io.github.cardigan.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DamagedFileException;
import io.github.cardigan.network.Latent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatentFileTest {

    private static final Latent LATENT = Latent.normal(3);

    @TempDir
    Path temp;

    @Test
    void aLatentComesBackBitForBit() {
        Path file = temp.resolve("z.json");
        float[] z = {0.1f, -Float.MIN_VALUE, 1e30f / 3};
        LatentFile.write(file, LATENT, z);
        assertThat(LatentFile.read(file, LATENT)).isEqualTo(z);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cardigan-latent|other|got \"other\"",
                "\"formatVersion\" : 1|\"formatVersion\" : 2|version 2",
                "0.5|1e999|not all finite",
                "0.5|0.5, 3|with 4",
                "\"z\"|\"y\"|missing key 'z'"
            })
    void anAlteredFileIsRefused(String from, String to, String message) throws IOException {
        Path file = temp.resolve("z.json");
        LatentFile.write(file, LATENT, new float[] {0.5f, 1, 2});
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        assertThatThrownBy(() -> LatentFile.read(file, LATENT))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLatentOfAnotherGeneratorIsRefused() {
        Path file = temp.resolve("z.json");
        LatentFile.write(file, LATENT, new float[3]);
        assertThatThrownBy(() -> LatentFile.read(file, Latent.uniform(3)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": expected 3 uniform values as this model takes, got 3 normal ones");
        assertThatThrownBy(() -> LatentFile.read(file, Latent.normal(4))).hasMessageContaining("expected 4 normal");
    }
}
