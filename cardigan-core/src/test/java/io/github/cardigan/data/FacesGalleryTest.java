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
 * {@code docs/images/faces.png} shows, each sample once, 28 of {@code faces}, and 14 of {@code makeup} in columns: x, y, W(x, y) and the truth.
 * After a change to the drawings, write it anew and look at it:
 *
 * <pre>{@code ./mvnw -pl cardigan-core test -Dtest=FacesGalleryTest -Dcardigan.gallery=write}</pre>
 */
class FacesGalleryTest {

    private static final int COLUMNS = 14;
    private static final int FACE = 3 * 64 * 64;

    @Test
    void thePictureInTheDocumentationShowsWhatTheCodeDraws() throws IOException {
        Path file = Path.of("..", "docs", "images", "faces.png");
        byte[] png = picture();
        if (System.getProperty("cardigan.gallery", "").equals("write")) {
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

    /** A row of plain faces, one of made-up ones, then four rows of transfers. */
    private static byte[] picture() {
        float[] all = new float[6 * COLUMNS * FACE];
        DrawnFaces faces = new DrawnFaces(1, 2 * COLUMNS);
        for (int i = 0; i < faces.size(); i++) {
            faces.read(i, all, (faces.label(i) * COLUMNS + i / 2) * FACE);
        }
        MakeupFaces makeup = new MakeupFaces(1, COLUMNS);
        float[] sample = new float[3 * FACE];
        for (int i = 0; i < COLUMNS; i++) {
            makeup.read(i, sample, 0);
            for (int part = 0; part < 3; part++) {
                System.arraycopy(sample, part * FACE, all, ((2 + part) * COLUMNS + i) * FACE, FACE);
            }
            makeup.truth(i, all, (5 * COLUMNS + i) * FACE);
        }
        return ImageGrid.png(all, Shape.image(3, 64, 64), COLUMNS);
    }
}
