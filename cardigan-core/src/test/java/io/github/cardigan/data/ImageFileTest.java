package io.github.cardigan.data;

import static io.github.cardigan.data.TestImages.colour;
import static io.github.cardigan.data.TestImages.grey;
import static io.github.cardigan.data.TestImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {

    private static final DataLimits LIMITS = DataLimits.defaults();

    @TempDir
    Path temp;

    @Test
    void aPictureIsReadAtTheWantedShape() throws IOException {
        Path red = write(temp.resolve("red.png"), colour("png", 40, 20, 0xff0000));
        float[] colours = ImageFile.read(red, Shape.image(3, 8, 8), LIMITS);
        assertThat(colours).hasSize(192);
        assertThat(colours[0]).isEqualTo(1);
        assertThat(colours[64]).isEqualTo(-1);
        float[] luminance = ImageFile.read(red, Shape.image(1, 8, 4), LIMITS);
        assertThat(luminance).hasSize(32).containsOnly((float) (76 / 127.5 - 1)); // 0.299 * 255
    }

    @Test
    void itIsReadAsADataSetReadsIt() throws IOException {
        Path folder = temp.resolve("set");
        byte[] drawn = ImageGrid.png(sample(), Shape.image(1, 28, 28));
        write(folder.resolve("1.png"), drawn);
        ImageSize size = new ImageSize(12, 10);
        float[] expected = new float[120];
        try (Dataset data = Datasets.open(folder.toString(), size, notice -> {})) {
            data.read(0, expected, 0);
        }
        assertThat(ImageFile.read(folder.resolve("1.png"), Shape.image(1, 12, 10), LIMITS))
                .isEqualTo(expected);
    }

    private static float[] sample() {
        float[] values = new float[784];
        new DrawnDigits(3, 1).read(0, values, 0);
        return values;
    }

    @Test
    void whatIsNoPictureIsRefusedInOneLine() throws IOException {
        Shape shape = Shape.image(1, 8, 8);
        Path text = Files.writeString(temp.resolve("a.png"), "text");
        Path cut = Files.write(temp.resolve("cut.png"), java.util.Arrays.copyOf(grey("png", 40, 40, 3), 50));
        for (Path file : new Path[] {text, cut, temp, temp.resolve("none.png")}) {
            assertThatThrownBy(() -> ImageFile.read(file, shape, LIMITS))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.hint()).isNotBlank())
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("\n");
        }
        Path large = write(temp.resolve("large.png"), grey("png", 40, 40, 3));
        assertThatThrownBy(() -> ImageFile.read(large, shape, new DataLimits(100, 1 << 20, 0)))
                .hasMessageContaining("40 x 40 pixels");
        assertThatThrownBy(() -> ImageFile.read(large, shape, new DataLimits(10_000, 10, 0)))
                .hasMessageContaining("expected at most 10 bytes");
        assertThatThrownBy(() -> ImageFile.read(large, Shape.of(8), LIMITS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
