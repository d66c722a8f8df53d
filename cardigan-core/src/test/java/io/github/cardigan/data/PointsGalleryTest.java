package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/images/points.png} shows the first 1,000 points of each pattern. After a change, write it anew and look at it:
 *
 * <pre>{@code ./mvnw -pl cardigan-core test -Dtest=PointsGalleryTest -Dcardigan.gallery=write}</pre>
 */
class PointsGalleryTest {

    private static final int COUNT = 1000;
    private static final int SIDE = 240;

    @Test
    void thePictureInTheDocumentationShowsWhatTheCodeDraws() throws IOException {
        Path file = Path.of("..", "docs", "images", "points.png");
        byte[] png = picture();
        if (System.getProperty("cardigan.gallery", "").equals("write")) {
            Files.write(file, png);
        }
        assertThat(file).as("write it with -Dcardigan.gallery=write").exists();
        BufferedImage expected = ImageIO.read(file.toFile());
        BufferedImage actual = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
        assertThat(pixels(actual)).isEqualTo(pixels(expected));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }

    private static byte[] picture() {
        PointPattern[] patterns = PointPattern.values();
        Shape shape = Shape.image(3, SIDE, SIDE);
        float[] all = new float[patterns.length * shape.elements()];
        for (int p = 0; p < patterns.length; p++) {
            Dataset data = new DrawnPoints(patterns[p], 1, COUNT);
            float[] points = new float[2 * COUNT];
            for (int i = 0; i < COUNT; i++) {
                data.read(i, points, 2 * i);
            }
            float[] image = ScatterPlot.image(new float[0], points, ScatterPlot.Bounds.around(points, 0.1), SIDE, null);
            System.arraycopy(image, 0, all, p * shape.elements(), shape.elements());
        }
        return ImageGrid.png(all, shape, patterns.length);
    }
}
