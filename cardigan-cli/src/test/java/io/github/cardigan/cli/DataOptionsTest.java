package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.CardiganException;
import io.github.cardigan.ConfigurationException;
import io.github.cardigan.DataException;
import io.github.cardigan.data.Dataset;
import io.github.cardigan.data.ImageSize;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataOptionsTest {

    @TempDir
    Path temp;

    private static DataOptions parsed(String... args) {
        DataOptions options = new DataOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return options;
    }

    @Test
    void theTestPartOfAnEmbeddedSetIsAnotherDraw() {
        try (Dataset train = parsed("--data", "digits").open(notice -> {});
                Dataset test = parsed("--data", "digits", "--split=test", "--size", "14x16")
                        .open(notice -> {})) {
            assertThat(train.size()).isEqualTo(60_000);
            assertThat(test.size()).isEqualTo(10_000);
            assertThat(test.shape()).isEqualTo(Shape.image(1, 14, 16));
        }
    }

    @Test
    void stackedDigitsAreOpenedAtTheSizeOfTheirDigits() {
        try (Dataset train = parsed("--data", "stacked-mnist:digits:500", "--size", "32x32")
                        .open(notice -> {});
                Dataset test =
                        parsed("--data", "stacked-mnist:digits", "--split=test").open(notice -> {})) {
            assertThat(train.shape()).isEqualTo(Shape.image(3, 32, 32));
            assertThat(train.size()).isEqualTo(128_000);
            assertThat(test.shape()).isEqualTo(Shape.image(3, 28, 28));
            assertThat(test.size()).isEqualTo(26_000);
        }
    }

    @Test
    void theSizeOfTheModelHoldsUnlessAnotherIsSaid() {
        try (Dataset usual = parsed("--data", "digits").openAt(new ImageSize(8, 8), notice -> {});
                Dataset said = parsed("--data", "digits", "--size", "9x9").openAt(new ImageSize(8, 8), notice -> {})) {
            assertThat(usual.shape()).isEqualTo(Shape.image(1, 8, 8));
            assertThat(said.shape()).isEqualTo(Shape.image(1, 9, 9));
        }
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        assertThatThrownBy(() -> parsed().open(notice -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("expected data after --data, got none");
        assertThatThrownBy(() -> parsed("--data", "digit").open(notice -> {}))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> assertThat(((CardiganException) e).hint()).contains("did you mean 'digits'?"));
        Path folder = BadFiles.folder(temp, 3);
        assertThatThrownBy(() ->
                        parsed("--data", folder.toString(), "--split", "test").open(notice -> {}))
                .isInstanceOf(DataException.class)
                .hasMessage("expected a test part, but " + folder + " has no parts");
    }
}
