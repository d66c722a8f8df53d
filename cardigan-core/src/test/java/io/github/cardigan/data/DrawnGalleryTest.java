package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pictures in {@code docs/images} show what the code draws: the first 128 samples of seed 1, twice as large. After a change to
 * the drawings, write them anew and look at them:
 *
 * <pre>{@code ./mvnw -pl cardigan-core test -Dtest=DrawnGalleryTest -Dcardigan.gallery=write}</pre>
 */
class DrawnGalleryTest {

    private static final int COLUMNS = 16;
    private static final int COUNT = 128;
    private static final int ENLARGE = 2;

    @ParameterizedTest
    @ValueSource(strings = {"digits", "shapes"})
    void picturesInTheDocumentationShowWhatTheCodeDraws(String name) throws IOException {
        Path file = Path.of("..", "docs", "images", name + ".png");
        byte[] png = picture(name.equals("digits") ? new DrawnDigits(1, COUNT) : new DrawnShapes(1, COUNT));
        if (System.getProperty("cardigan.gallery", "").equals("write")) {
            Files.createDirectories(file.getParent());
            Files.write(file, png);
        }
        assertThat(file).as("write it with -Dcardigan.gallery=write").exists();
        BufferedImage expected = ImageIO.read(file.toFile());
        BufferedImage actual = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
        assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
        assertThat(pixels(actual)).isEqualTo(pixels(expected));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }

    private static byte[] picture(Dataset data) {
        Shape small = data.shape();
        Shape large = Shape.image(small.channels(), small.height() * ENLARGE, small.width() * ENLARGE);
        float[] sample = new float[small.elements()];
        float[] all = new float[COUNT * large.elements()];
        for (int i = 0; i < COUNT; i++) {
            data.read(i, sample, 0);
            for (int k = 0; k < large.elements(); k++) {
                int column = k % large.width() / ENLARGE;
                int row = k / large.width() % large.height() / ENLARGE;
                int channel = k / (large.width() * large.height());
                all[i * large.elements() + k] = sample[(channel * small.height() + row) * small.width() + column];
            }
        }
        return ImageGrid.png(all, large, COLUMNS);
    }
}
