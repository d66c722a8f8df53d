package io.github.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.CardiganException;
import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifFilmTest {

    @TempDir
    Path temp;

    private final List<String> notices = new ArrayList<>();

    private Film open(byte[] gif) throws IOException {
        return Film.open(Files.write(temp.resolve("film.gif"), gif), notices::add);
    }

    private List<FilmFrame> frames(byte[] gif) throws IOException {
        List<FilmFrame> frames = new ArrayList<>();
        try (Film film = open(gif)) {
            for (FilmFrame frame = film.next(); frame != null; frame = film.next()) {
                frames.add(frame);
            }
            assertThat(film.traits().frames()).isEqualTo(frames.size());
        }
        return frames;
    }

    /** A letter a pixel: black, red, green, blue, white for transparent. */
    private static String seen(FilmFrame frame) {
        StringBuilder seen = new StringBuilder();
        for (int pixel : frame.rgb()) {
            seen.append(
                    switch (pixel) {
                        case 0 -> 'k';
                        case 0xff0000 -> 'r';
                        case 0x00ff00 -> 'g';
                        case 0x0000ff -> 'b';
                        case 0xffffff -> 'w';
                        default -> '?';
                    });
        }
        return seen.toString();
    }

    @Test
    void partialPicturesAreLaidOverWhatWasThere() throws IOException {
        byte[] gif = new GifBytes(3, 2)
                .control(1, 10, -1)
                .picture(0, 0, 3, 2, false, "111111") // stays
                .control(2, 10, -1)
                .picture(1, 0, 1, 2, false, "22") // is cleared: to transparent, not to what was below
                .control(3, 10, 0)
                .picture(0, 1, 3, 1, false, "303") // is taken back; index 0 lets through what is below
                .control(0, 10, -1)
                .picture(2, 0, 1, 1, false, "0")
                .end();
        assertThat(frames(gif)).extracting(GifFilmTest::seen).containsExactly("rrrrrr", "rgrrgr", "rwrbwb", "rwkrwr");
    }

    @Test
    void aPictureTakenBackFirstLeavesNothing() throws IOException {
        byte[] gif = new GifBytes(2, 1)
                .control(3, 0, -1)
                .picture(0, 0, 2, 1, false, "12")
                .picture(1, 0, 1, 1, false, "3")
                .end();
        assertThat(frames(gif)).extracting(GifFilmTest::seen).containsExactly("rg", "wb");
    }

    @Test
    void whatLiesBeyondTheCanvasIsCutOff() throws IOException {
        byte[] gif = new GifBytes(2, 2)
                .control(2, 0, -1)
                .picture(1, 1, 2, 2, false, "1111")
                .picture(5, 5, 1, 1, false, "2")
                .end();
        assertThat(frames(gif)).extracting(GifFilmTest::seen).containsExactly("wwwr", "wwww");
    }

    /** Five rows come in the order 0, 4, 2, 1, 3. */
    @Test
    void interlacedRowsFindTheirPlace() throws IOException {
        byte[] gif = new GifBytes(1, 5).picture(0, 0, 1, 5, true, "01231").end();
        assertThat(frames(gif)).extracting(GifFilmTest::seen).containsExactly("kbgrr");
    }

    @Test
    void timeAndLoopsAreTold() throws IOException {
        byte[] gif = new GifBytes(1, 1)
                .loops(513)
                .control(0, 7, -1)
                .picture(0, 0, 1, 1, false, "0")
                .control(0, 0, -1)
                .picture(0, 0, 1, 1, false, "1")
                .control(0, 300, -1)
                .picture(0, 0, 1, 1, false, "2")
                .end();
        try (Film film = open(gif)) {
            assertThat(film.traits().loops()).isEqualTo(513);
            assertThat(film.traits().hundredths(0, 7)).isEqualTo(7);
        }
        assertThat(frames(gif)).extracting(FilmFrame::ticks).containsExactly(7L, 0L, 300L);
        assertThat(frames(gif)).extracting(FilmFrame::start).containsExactly(0L, 7L, 7L);
        byte[] once = new GifBytes(1, 1).picture(0, 0, 1, 1, false, "0").end();
        try (Film film = open(once)) {
            assertThat(film.traits().loops()).isEqualTo(FilmTraits.UNKNOWN);
        }
        assertThat(notices).isEmpty();
    }

    /** Noise fills the table of codes and makes it overflow; the JDK's reader is another one than ours. */
    @Test
    void pixelsAreThoseThatTheJdkReads() throws IOException {
        Shape shape = Shape.image(3, 90, 130);
        float[] samples = new float[3 * shape.elements()];
        Random random = new Random(5);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i < shape.elements() ? random.nextFloat() * 2 - 1 : (float) Math.sin(i * 0.001);
        }
        byte[] gif = GifAnimation.gif(samples, shape, 100);
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            List<FilmFrame> frames = frames(gif);
            assertThat(frames).hasSize(3);
            for (FilmFrame frame : frames) {
                BufferedImage image = reader.read(frame.number() - 1);
                int[] expected = image.getRGB(0, 0, 130, 90, null, 0, 130);
                assertThat(frame.rgb())
                        .isEqualTo(Arrays.stream(expected)
                                .map(pixel -> pixel & 0xffffff)
                                .toArray());
            }
        } finally {
            reader.dispose();
        }
    }

    @Test
    void writtenFramesComeBackWithTheirTime() throws IOException {
        FilmTraits thirds = new FilmTraits(1, 2, 3, 2, new FilmTraits.Ratio(30, 1), FilmTraits.Ratio.ONE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int before = 0;
        try (GifWriter writer = new GifWriter(bytes, thirds)) {
            for (int i = 0; i < 3; i++) {
                writer.add(new FilmFrame(i + 1, new byte[] {(byte) i, 1, 2, 3, 4, (byte) 255}, 1, 2, i, 1));
                assertThat(bytes.size()).as("written at once, not kept").isGreaterThan(before);
                before = bytes.size();
            }
            assertThatThrownBy(() -> writer.add(new FilmFrame(4, new byte[3], 1, 1, 3, 1)))
                    .hasMessageContaining("expected a frame of 1 x 2 pixels");
            writer.finish();
        }
        List<FilmFrame> frames = frames(bytes.toByteArray());
        assertThat(frames).extracting(FilmFrame::ticks).as("thirds of ten").containsExactly(3L, 4L, 3L);
        assertThat(frames.get(2).pixels()).containsExactly(2, 1, 2, 3, 4, 255);
        try (Film film = open(bytes.toByteArray())) {
            assertThat(film.traits().loops()).isEqualTo(2);
        }
    }

    @Test
    void damageIsNamedWithItsFrame() throws IOException {
        GifBytes start = new GifBytes(2, 2).picture(0, 0, 2, 2, false, "0123");
        byte[] short2 = start.picture(0, 0, 2, 2, false, "012").end();
        assertThatThrownBy(() -> frames(short2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("damaged at frame 2: its pixels end after 3 of 4");
        byte[] wrongCode =
                new GifBytes(2, 1).picture(0, 0, 2, 1, false, "0\u00b0").end(); // code 128: clear
        assertThatThrownBy(() -> frames(wrongCode)).hasMessageContaining("damaged at frame 1");
        byte[] noSense =
                new GifBytes(2, 1).picture(0, 0, 2, 1, false, "0\u0120").end(); // code 240
        assertThatThrownBy(() -> frames(noSense)).hasMessageContaining("a code without a meaning after 1 of 2 pixels");
        assertThatThrownBy(() -> open("GIF89a".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .hasMessageContaining("damaged at its head: the file ends there");
        assertThat(frames(new GifBytes(1, 1).picture(0, 0, 1, 1, false, "1").withoutEnd()))
                .hasSize(1);
        assertThat(notices).anyMatch(text -> text.contains("may be cut off after frame 1"));
        byte[] huge =
                new GifBytes(65_535, 65_535).picture(0, 0, 1, 1, false, "1").end();
        assertThatThrownBy(() -> open(huge)).hasMessageContaining("claims 4294836225 pixels");
    }

    /** Whatever is done to a file, what comes is frames or one clear error. */
    @Test
    void cutAndAlteredFilesAreReadOrRefused() throws IOException {
        byte[] whole = new GifBytes(5, 4)
                .loops(0)
                .control(2, 3, 1)
                .picture(0, 0, 5, 4, false, "01230123012301230123")
                .control(3, 3, -1)
                .picture(1, 1, 2, 3, true, "012301")
                .end();
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = i < whole.length ? Arrays.copyOf(whole, i) : whole.clone();
            if (i >= whole.length) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                frames(bytes);
            } catch (CardiganException e) {
                assertThat(e).hasMessageContaining("film.gif");
                refused++;
            }
        }
        assertThat(refused).isBetween(whole.length / 2, 1900);
    }

    @Test
    void formatsAreToldByContentThenByName() throws IOException {
        byte[] mp4 = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0};
        assertThat(FilmFormat.of(Files.write(temp.resolve("a.bin"), mp4))).isEqualTo(FilmFormat.MP4);
        byte[] avif = mp4.clone();
        System.arraycopy(new byte[] {'a', 'v', 'i', 'f'}, 0, avif, 8, 4);
        assertThat(FilmFormat.of(Files.write(temp.resolve("b.bin"), avif))).isNull();
        byte[] matroska = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, 0, 0};
        assertThat(FilmFormat.of(Files.write(temp.resolve("c"), matroska))).isEqualTo(FilmFormat.MKV);
        assertThat(FilmFormat.of(Files.writeString(temp.resolve("d"), "RIFF1234AVI LIST")))
                .isEqualTo(FilmFormat.AVI);
        assertThat(FilmFormat.of(Files.writeString(temp.resolve("e.WebM"), "damaged")))
                .isEqualTo(FilmFormat.WEBM);
        assertThat(FilmFormat.of(Files.writeString(temp.resolve("f.gif"), "damaged")))
                .isNull();
        assertThat(FilmFormat.of(temp)).isNull();
        assertThatThrownBy(() -> Film.open(temp.resolve("a.bin"), notices::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected images or an animated GIF, got the video")
                .satisfies(e -> assertThat(((CardiganException) e).hint()).contains("-Pvideo"));
        assertThatThrownBy(() -> Film.open(temp.resolve("nothing"), notices::add))
                .hasMessageContaining("found nothing there");
        assertThatThrownBy(() -> Film.open(temp.resolve("f.gif"), notices::add))
                .hasMessageContaining("expected an animated GIF or a video");
    }
}
