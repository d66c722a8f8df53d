package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cardigan.data.Film;
import io.github.cardigan.data.FilmFrame;
import io.github.cardigan.data.FilmTraits;
import io.github.cardigan.data.GifWriter;
import io.github.cardigan.data.VideoLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

/** What {@code translate} does with films; the optional module for videos is not there. */
@SuppressWarnings("sunapi")
class TranslateFilmTest {

    private static final FilmTraits.Ratio HUNDREDTHS = new FilmTraits.Ratio(100, 1);

    @TempDir
    static Path shared;

    private static Path run;

    @TempDir
    Path temp;

    @BeforeAll
    static void trainOnce() {
        run = shared.resolve("run");
        Ran.cardigan(
                        "train",
                        "pix2pix",
                        "--data",
                        "edges:shapes:40",
                        "--steps",
                        "1",
                        "--threads",
                        "1",
                        "--precision",
                        "fp32",
                        "--set",
                        "width=4",
                        "--out",
                        run + "")
                .succeeds();
    }

    private static Ran translate(Object... args) {
        return Ran.cardigan(Stream.concat(
                        Stream.of("translate", "--model", run + ""),
                        Stream.of(args).map(Object::toString))
                .toArray(String[]::new));
    }

    /** A white square that walks over black; frame i stays i hundredths of a second longer than two. */
    private static Path gif(Path file, int count, int height, int width, int loops) throws IOException {
        FilmTraits traits = new FilmTraits(height, width, count, loops, HUNDREDTHS, FilmTraits.Ratio.ONE);
        try (OutputStream out = Files.newOutputStream(file);
                GifWriter writer = new GifWriter(out, traits)) {
            long start = 0;
            for (int i = 0; i < count; i++) {
                byte[] pixels = new byte[3 * height * width];
                for (int p = 0; p < pixels.length; p++) {
                    pixels[p] = (byte) ((p + i) % width < 4 ? 255 : 0);
                }
                int ticks = 2 + i % 100;
                writer.add(new FilmFrame(i + 1, pixels, height, width, start, ticks));
                start += ticks;
            }
            writer.finish();
        }
        return file;
    }

    private static List<FilmFrame> frames(Path file) {
        List<FilmFrame> frames = new ArrayList<>();
        try (Film film = Film.open(file, text -> {})) {
            for (FilmFrame frame = film.next(); frame != null; frame = film.next()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aGifKeepsItsTimeItsLoopsAndItsSize() throws IOException {
        Path in = gif(temp.resolve("horse.gif"), 5, 37, 50, 3);
        Ran ran = translate("--in", in, "--out", temp.resolve("made/zebra.gif")).succeeds();
        assertThat(ran.out()).contains("translated 5 of 5 frames").contains("wrote 5 frames to");
        Path out = temp.resolve("made/zebra.gif");
        try (Film film = Film.open(out, text -> {})) {
            assertThat(film.traits()).isEqualTo(new FilmTraits(37, 50, 5, 3, HUNDREDTHS, FilmTraits.Ratio.ONE));
        }
        assertThat(frames(out)).extracting(FilmFrame::ticks).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(names(temp.resolve("made"))).containsExactly("zebra.gif");
        translate("--in", in, "--out", temp.resolve("small.gif"), "--size", "32x64")
                .succeeds();
        assertThat(frames(temp.resolve("small.gif"))).hasSize(5).allMatch(f -> f.height() == 32 && f.width() == 64);
        Ran tiled = translate("--in", in, "--out", temp.resolve("t.gif"), "--size", "80x64", "--tile", 64, "--json");
        assertThat(tiled.succeeds().out()).contains("\"count\":5");
    }

    /** Each frame is what the image alone becomes. */
    @Test
    void framesBecomeNumberedImagesLikeImagesAlone() throws IOException {
        Path in = gif(temp.resolve("horse.gif"), 3, 32, 32, 0);
        Path out = temp.resolve("frames");
        translate("--in", in, "--out", out).succeeds();
        assertThat(names(out)).containsExactly("000001.png", "000002.png", "000003.png");
        FilmFrame second = frames(in).get(1);
        java.awt.image.BufferedImage image = new java.awt.image.BufferedImage(32, 32, 1);
        image.setRGB(0, 0, 32, 32, second.rgb(), 0, 32);
        ImageIO.write(image, "png", temp.resolve("second.png").toFile());
        translate("--in", temp.resolve("second.png"), "--out", temp.resolve("alone.png"))
                .succeeds();
        assertThat(out.resolve("000002.png")).hasSameBinaryContentAs(temp.resolve("alone.png"));

        translate("--in", in, "--out", out).isRefused("expected a new or empty folder", "--overwrite");
        translate("--in", gif(temp.resolve("two.gif"), 2, 32, 32, 0), "--out", out, "--overwrite")
                .succeeds();
        assertThat(names(out)).as("replaced as a whole").containsExactly("000001.png", "000002.png");
        Files.writeString(out.resolve("mine.txt"), "mine");
        translate("--in", in, "--out", out, "--overwrite").isRefused("numbered frames only", "mine.txt");
    }

    /** In a log, a line for every frame of a film of minutes is thousands. */
    @Test
    void withoutATerminalAFewLinesTellHowFarItIs() throws IOException {
        Assumptions.assumeFalse(Terminal.present(), "this is a terminal");
        Path in = gif(temp.resolve("horse.gif"), 60, 32, 32, 0);
        Path plans = Files.createDirectories(temp.resolve("plans"));
        for (int i = 0; i < 60; i++) {
            ImageIO.write(
                    new java.awt.image.BufferedImage(8, 8, 1),
                    "png",
                    plans.resolve(i + ".png").toFile());
        }
        for (Ran ran : List.of(
                translate("--in", in, "--out", temp.resolve("zebra.gif")),
                translate("--in", plans, "--out", temp.resolve("houses")))) {
            assertThat(ran.succeeds().out()).contains("translated 60 of 60").doesNotContain("\r", "\u001b");
            assertThat(ran.out().split("translated")).hasSizeLessThan(10);
        }
    }

    @Test
    void aGifOfOneFrameStaysAnImage() throws IOException {
        Path in = gif(temp.resolve("still.gif"), 1, 32, 32, 0);
        translate("--in", in, "--out", temp.resolve("still.png")).succeeds();
        translate("--in", in, "--out", temp.resolve("out")).succeeds();
        assertThat(names(temp.resolve("out"))).containsExactly("still.png");
        translate("--in", in, "--out", temp.resolve("made.gif")).succeeds();
        assertThat(frames(temp.resolve("made.gif"))).hasSize(1);
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path in = gif(temp.resolve("horse.gif"), 3, 32, 32, 0);
        translate("--in", in, "--out", temp.resolve("zebra.png"))
                .isRefused("expected a film or a folder for the 3 frames", "--out FILE.gif");
        Path there = Files.writeString(temp.resolve("there.gif"), "mine");
        translate("--in", in, "--out", there).isRefused("is there already", "--overwrite");
        assertThat(there).hasContent("mine");
        translate("--in", in, "--out", there, "--overwrite").succeeds();
        assertThat(frames(there)).hasSize(3);
        ImageIO.write(
                new java.awt.image.BufferedImage(32, 32, 1),
                "png",
                temp.resolve("plan.png").toFile());
        translate("--in", temp.resolve("plan.png"), "--out", temp.resolve("film.gif"))
                .isRefused("expected --out FILE.png or a folder for the image");
        Path plans = Files.createDirectories(temp.resolve("plans"));
        Files.copy(temp.resolve("plan.png"), plans.resolve("plan.png"));
        Path zip = temp.resolve("plans.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("plan.png"));
            Files.copy(temp.resolve("plan.png"), out);
        }
        for (String film : List.of("film.gif", "film.mp4")) {
            for (Path images : List.of(plans, zip)) {
                translate("--in", images, "--out", temp.resolve(film))
                        .isRefused("expected --out DIR for the images in " + images, film);
            }
            assertThat(temp.resolve(film)).doesNotExist();
        }
        translate("--in", temp.resolve("none"), "--out", temp.resolve("film.gif"))
                .isRefused("found nothing there");
    }

    /** The usual build does not have it; one with -Pvideo has. */
    private static boolean hasVideos() {
        return ServiceLoader.load(VideoLibrary.class).findFirst().isPresent();
    }

    @Test
    void withTheirModuleVideosKeepTheirTimeAndSize() throws IOException {
        Assumptions.assumeTrue(hasVideos(), "built without -Pvideo");
        Path gif = gif(temp.resolve("horse.gif"), 4, 37, 50, 0);
        Path video = temp.resolve("horse.mp4");
        translate("--in", gif, "--out", video).succeeds();
        Ran ran = translate("--in", video, "--out", temp.resolve("zebra.mkv")).succeeds();
        assertThat(ran.out()).contains("translated 4 of 4 frames");
        try (Film film = Film.open(temp.resolve("zebra.mkv"), text -> {})) {
            assertThat(film.traits().height()).isEqualTo(37);
            assertThat(film.traits().width()).isEqualTo(50);
        }
        assertThat(frames(temp.resolve("zebra.mkv"))).hasSize(4);
        byte[] whole = Files.readAllBytes(video);
        Files.write(video, Arrays.copyOf(whole, whole.length / 2));
        translate("--in", video, "--out", temp.resolve("zebra.mkv"), "--overwrite")
                .isRefused("horse.mp4");
        assertThat(frames(temp.resolve("zebra.mkv"))).as("not written over").hasSize(4);
        assertThat(names(temp)).containsExactly("horse.gif", "horse.mp4", "zebra.mkv");
    }

    @Test
    void withoutTheirModuleVideosAreRefused() throws IOException {
        Assumptions.assumeFalse(hasVideos(), "built with -Pvideo");
        byte[] head = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0};
        Path video = Files.write(temp.resolve("horse.mp4"), head);
        translate("--in", video, "--out", temp.resolve("zebra.mp4"))
                .isRefused("expected images or an animated GIF, got the video", "horse.mp4", "-Pvideo");
        Path gif = gif(temp.resolve("horse.gif"), 2, 32, 32, 0);
        translate("--in", gif, "--out", temp.resolve("zebra.mp4")).isRefused("zebra.mp4", "-Pvideo");
        assertThat(names(temp)).containsExactly("horse.gif", "horse.mp4");
    }

    @Test
    void aDamagedFrameIsNamedAndNothingIsWrittenOver() throws IOException {
        byte[] whole = Files.readAllBytes(gif(temp.resolve("horse.gif"), 6, 32, 32, 0));
        Path cut = Files.write(temp.resolve("cut.gif"), Arrays.copyOf(whole, whole.length - 20));
        Path out = Files.writeString(temp.resolve("zebra.gif"), "mine");
        translate("--in", cut, "--out", out, "--overwrite").isRefused("cut.gif", "damaged at frame 6");
        int lastPicture = whole.length - 1;
        while (whole[lastPicture] != 32 || whole[lastPicture + 2] != 32 || whole[lastPicture - 5] != ',') {
            lastPicture--;
        }
        whole[lastPicture + 2]++; // the last frame claims another row than it has
        Path altered = Files.write(temp.resolve("altered.gif"), whole);
        translate("--in", altered, "--out", out, "--overwrite").isRefused("altered.gif", "damaged at frame 6");
        translate("--in", altered, "--out", temp.resolve("frames")).isRefused("damaged at frame 6");
        assertThat(out).hasContent("mine");
        assertThat(names(temp)).containsExactly("altered.gif", "cut.gif", "horse.gif", "zebra.gif");
    }

    @Test
    void strictEndsAtAnImageThatCannotBeRead() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("plans"));
        ImageIO.write(
                new java.awt.image.BufferedImage(32, 32, 1),
                "png",
                folder.resolve("a.png").toFile());
        byte[] whole = Files.readAllBytes(folder.resolve("a.png"));
        Files.write(folder.resolve("b.png"), Arrays.copyOf(whole, whole.length / 2));
        translate("--in", folder, "--out", temp.resolve("out"), "--strict").isRefused("b.png cannot be read");
        translate("--in", folder, "--out", temp.resolve("out"), "--overwrite").succeeds();
    }

    @Test
    void interruptedItLeavesNothing() throws Exception {
        Path in = gif(temp.resolve("horse.gif"), 1500, 32, 32, 0);
        Path out = temp.resolve("out");
        Thread impatient = new Thread(() -> {
            try {
                while (Files.notExists(out) || names(out).isEmpty()) {
                    Thread.sleep(5);
                }
                // The film is being written, and is far from its end. Not INT: started in the background, a JVM ignores
                // that.
                Signal.raise(new Signal("TERM"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        impatient.start();
        Ran ran = translate("--in", in, "--out", out.resolve("zebra.gif"));
        impatient.join();
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ran.out()).contains("nothing was written");
        assertThat(names(out)).isEmpty();
    }

    /** Frames that were kept would be 90 MiB: their pixels before and after, and as floats. */
    @Test
    void aThousandFramesHoldTheMemory() throws IOException {
        Path shortFilm = gif(temp.resolve("short.gif"), 200, 64, 64, 0);
        Path longFilm = gif(temp.resolve("long.gif"), 1000, 64, 64, 0);
        translate("--in", shortFilm, "--out", temp.resolve("warm.gif")).succeeds();
        System.gc();
        long objects = Pointer.totalCount();
        long kib = residentKib();
        Ran ran =
                translate("--in", longFilm, "--out", temp.resolve("zebra.gif")).succeeds();
        assertThat(ran.out()).contains("translated 1000 of 1000 frames").contains("wrote 1000 frames");
        System.gc();
        assertThat(Pointer.totalCount() - objects)
                .as("native objects forgotten")
                .isLessThan(300);
        assertThat(residentKib() - kib).as("KiB grown").isLessThan(64 << 10);
        try (Film film = Film.open(temp.resolve("zebra.gif"), text -> {})) {
            assertThat(film.traits().frames()).isEqualTo(1000);
        }
    }

    private static long residentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.isReadable(status), "this system does not tell the resident memory");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
