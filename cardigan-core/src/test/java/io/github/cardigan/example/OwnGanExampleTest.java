package io.github.cardigan.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Device;
import io.github.cardigan.model.Model;
import io.github.cardigan.training.Budget;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnGanExampleTest {

    @TempDir
    Path out;

    @Test
    void aGanOfOnesOwnTrainsAndLeavesAModelAndAPicture() throws IOException {
        OwnGanExample.train(out, 8, Budget.steps(3));
        BufferedImage picture = ImageIO.read(out.resolve("digits.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(2 + 8 * (28 + 2));
        assertThat(picture.getHeight()).isEqualTo(2 + 8 * (28 + 2));
        try (Model model = Model.load(out, Device.cpu())) {
            assertThat(model.description().recipe()).isEqualTo("own-gan");
            assertThat(model.description().steps()).isEqualTo(3);
        }
    }

    @Test
    void itTakesLessThanAHundredLines() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/test/java/io/github/cardigan/example/OwnGanExample.java")))
                .hasSizeLessThan(100);
    }
}
