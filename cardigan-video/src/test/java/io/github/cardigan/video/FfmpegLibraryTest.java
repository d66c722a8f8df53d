package io.github.cardigan.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.data.Film;
import io.github.cardigan.data.FilmFormat;
import io.github.cardigan.data.FilmFrame;
import io.github.cardigan.data.FilmTraits;
import io.github.cardigan.data.FilmTraits.Ratio;
import io.github.cardigan.data.FilmWriter;
import io.github.cardigan.data.VideoLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegLibraryTest {

    private static final Ratio NTSC = new Ratio(30_000, 1001);

    /** YUV of 8 bits in the narrow range and an encoder's loss move a level by a few; a wrong colour space moves pure colours by 20. */
    private static final int TOLERANCE = 8;

    @TempDir
    Path temp;

    private final List<String> notices = new ArrayList<>();

    private Path fixture(String name) throws IOException {
        Path file = temp.resolve(name);
        try (InputStream in = FfmpegLibraryTest.class.getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        return file;
    }

    private List<FilmFrame> frames(Path file) {
        List<FilmFrame> frames = new ArrayList<>();
        try (Film film = Film.open(file, notices::add)) {
            for (FilmFrame frame = film.next(); frame != null; frame = film.next()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private static FilmTraits traits(int height, int width, Ratio ticks) {
        return new FilmTraits(height, width, FilmTraits.UNKNOWN, 0, ticks, Ratio.ONE);
    }

    /** Bars of colour that walk. */
    private static FilmFrame frame(int number, int height, int width, long start, long ticks) {
        int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x808080};
        byte[] pixels = new byte[3 * height * width];
        for (int i = 0; i < pixels.length; i++) {
            int bar = i % width * 5 / width;
            int colour = colours[(bar + number) % 5];
            pixels[i] = (byte) (colour >> (16 - 8 * (i / (height * width))));
        }
        return new FilmFrame(number, pixels, height, width, start, ticks);
    }

    private Path write(Path file, FilmTraits traits, int count, Path sound) throws IOException {
        VideoLibrary library = VideoLibrary.require(file);
        try (FilmWriter writer = library.write(file, FilmFormat.named(file), traits, sound, notices::add)) {
            for (int i = 0; i < count; i++) {
                writer.add(frame(i + 1, traits.height(), traits.width(), i, 1));
            }
            writer.finish();
        }
        return file;
    }

    /** Read in the middle of an area, where its border does not bleed in. */
    private static void assertColour(FilmFrame frame, int y, int x, int expected) {
        int got = frame.rgb()[y * frame.width() + x];
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat((got >> shift & 0xff) - (expected >> shift & 0xff))
                    .as("%06x instead of %06x at %d, %d", got, expected, y, x)
                    .isBetween(-TOLERANCE, TOLERANCE);
        }
    }

    @Test
    void aVideoOfAnotherProgramIsRead() throws IOException {
        Path file = fixture("fields.mp4");
        try (Film film = Film.open(file, notices::add)) {
            assertThat(film.traits()).isEqualTo(new FilmTraits(48, 64, 10, 0, NTSC, Ratio.ONE));
        }
        List<FilmFrame> frames = frames(file);
        assertThat(frames).extracting(FilmFrame::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(frames).extracting(FilmFrame::start).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        for (FilmFrame frame : frames) {
            assertColour(frame, 12, 16, 0xff0000);
            assertColour(frame, 12, 48, 0x00ff00);
            assertColour(frame, 36, 16, 0x0000ff);
            assertColour(frame, 36, 48, 0xffffff);
        }
        assertThat(notices).isEmpty();
    }

    /** Against the clock: what was above right comes above left. */
    @Test
    void aTurnedVideoIsReadUpright() throws IOException {
        FilmFrame frame = frames(fixture("turned.mp4")).get(0);
        assertThat(frame.height()).isEqualTo(64);
        assertThat(frame.width()).isEqualTo(48);
        assertColour(frame, 16, 12, 0x00ff00);
        assertColour(frame, 16, 36, 0xffffff);
        assertColour(frame, 48, 12, 0xff0000);
        assertColour(frame, 48, 36, 0x0000ff);
    }

    @ParameterizedTest
    @CsvSource({
        "a.mp4, 48, 80",
        "a.m4v, 48, 80",
        "a.mov, 48, 80",
        "a.mkv, 48, 80",
        "a.webm, 48, 80",
        "a.avi, 48, 80",
        "odd.mp4, 47, 81",
        "odd.mov, 47, 81",
        "odd.mkv, 47, 81",
        "odd.webm, 47, 81",
        "odd.avi, 47, 81",
        "hd.mp4, 720, 80"
    })
    void eachFormatKeepsRateSizeCountAndColours(String name, int height, int width) throws IOException {
        Path file = write(temp.resolve(name), traits(height, width, NTSC), 25, null);
        List<FilmFrame> frames = frames(file);
        assertThat(frames).hasSize(25);
        try (Film film = Film.open(file, notices::add)) {
            assertThat(film.traits().ticksPerSecond()).isEqualTo(NTSC);
        }
        for (FilmFrame frame : frames) {
            assertThat(frame.height()).isEqualTo(height);
            assertThat(frame.width()).isEqualTo(width);
            assertThat(frame.start()).isEqualTo(frame.number() - 1);
        }
        int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x808080};
        for (int bar = 0; bar < 5; bar++) {
            assertColour(frames.get(9), height / 2, bar * width / 5 + width / 10, colours[bar % 5]);
        }
        assertThat(notices).isEmpty();
    }

    /** As of a GIF: hundredths of a second, among them none at all. */
    @ParameterizedTest
    @ValueSource(strings = {"a.mp4", "a.mkv", "a.webm", "a.mov"})
    void unevenTimeIsKept(String name) throws IOException {
        Path file = temp.resolve(name);
        long[] starts = {0, 10, 15, 15, 90, 92};
        try (FilmWriter writer = VideoLibrary.require(file)
                .write(file, FilmFormat.named(file), traits(32, 32, new Ratio(100, 1)), null, notices::add)) {
            for (int i = 0; i < 6; i++) {
                writer.add(frame(i + 1, 32, 32, starts[i], 8));
            }
            writer.finish();
        }
        try (Film film = Film.open(file, notices::add)) {
            List<Integer> hundredths = new ArrayList<>();
            for (FilmFrame frame = film.next(); frame != null; frame = film.next()) {
                hundredths.add(film.traits().hundredths(0, frame.start()));
            }
            assertThat(hundredths).as("a frame of no time moves by one").containsExactly(0, 10, 15, 16, 90, 92);
        }
    }

    private record Sound(String codec, int packets, int bytes) {}

    private static Sound sound(Path file) throws IOException {
        try (VideoSource source = VideoSource.open(file)) {
            int stream = source.best(avutil.AVMEDIA_TYPE_AUDIO);
            if (stream < 0) {
                return new Sound("none", 0, 0);
            }
            String codec = avcodec.avcodec_get_name(
                            source.stream(stream).codecpar().codec_id())
                    .getString();
            int packets = 0;
            int bytes = 0;
            while (source.advance()) {
                if (source.packet().stream_index() == stream) {
                    packets++;
                    bytes += source.packet().size();
                }
            }
            return new Sound(codec, packets, bytes);
        }
    }

    @Test
    void soundIsCopiedWhereTheFormatHoldsIt() throws IOException {
        Path source = fixture("fields.mp4");
        Sound original = sound(source);
        assertThat(original.codec()).isEqualTo("aac");
        for (String name : List.of("a.mp4", "a.mov", "a.mkv")) {
            assertThat(sound(write(temp.resolve(name), traits(48, 64, NTSC), 10, source)))
                    .as(name)
                    .isEqualTo(original);
        }
        assertThat(notices).isEmpty();
        assertThat(sound(write(temp.resolve("a.webm"), traits(48, 64, NTSC), 10, source))
                        .codec())
                .isEqualTo("none");
        assertThat(notices).singleElement().asString().contains("left out: it is aac, which a webm file does not hold");
        notices.clear();
        assertThat(sound(write(temp.resolve("b.mp4"), traits(48, 64, NTSC), 10, fixture("turned.mp4")))
                        .packets())
                .isZero();
        assertThat(notices).as("no sound, no word").isEmpty();
    }

    @Test
    void theSoundsVideoIsClosedIfNothingComesOfIt() throws IOException {
        Path source = fixture("fields.mp4");
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors), "this system does not tell which files are open");
        Path file = temp.resolve("a.webm");
        assertThatThrownBy(() -> VideoLibrary.require(file)
                        .write(file, FilmFormat.WEBM, traits(48, 64, NTSC), source, notice -> {
                            throw new IllegalStateException(notice);
                        }))
                .hasMessageContaining("left out: it is aac");
        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.map(FfmpegLibraryTest::target)).isNotEmpty().doesNotContain(source.toRealPath());
        }
    }

    /** Where a link leads; itself where it is closed meanwhile, as that of the listing is. */
    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mkv", "a.webm", "a.avi"})
    void aCutVideoIsNamedWithTheFrame(String name) throws IOException {
        Path file = write(temp.resolve(name), traits(64, 64, new Ratio(25, 1)), 75, null);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> frames(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(name + ", damaged at frame ");
    }

    /** Its head comes first, so that it can be opened. */
    @Test
    void aCutMp4IsNamedWithTheFrame() throws IOException {
        Path file = fixture("fields.mp4");
        byte[] whole = Files.readAllBytes(file);
        for (int cut : new int[] {200, 1000, 2500}) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            assertThatThrownBy(() -> frames(file))
                    .as("without its last " + cut + " bytes")
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("fields.mp4, damaged at frame ");
        }
        Files.write(file, Arrays.copyOf(whole, 500));
        assertThatThrownBy(() -> frames(file)).hasMessageContaining("expected a video that can be read");
        Files.writeString(file, "nothing of the kind");
        assertThatThrownBy(() -> frames(file)).hasMessageContaining("expected a video that can be read");
    }

    /** Trimmed without being packed anew, as telephones do: the first track's edit list says what is shown. */
    private static void trim(byte[] mp4, int millis, int skippedTicks) {
        int list = indexOf(mp4, "elst");
        ByteBuffer buffer = ByteBuffer.wrap(mp4);
        buffer.putInt(list + 12, millis);
        buffer.putInt(list + 16, buffer.getInt(list + 16) + skippedTicks);
    }

    private static int indexOf(byte[] mp4, String box) {
        int index = new String(mp4, StandardCharsets.ISO_8859_1).indexOf(box);
        assertThat(index).as(box).isPositive();
        return index;
    }

    /** The first 20 of 60 frames. Without the list of key frames (stss) each counts as one, and the demuxer leaves out all behind. */
    @Test
    void whatATrimmedMp4LeavesOutIsNotMissed() throws IOException {
        Path file = write(temp.resolve("a.mp4"), traits(48, 64, new Ratio(25, 1)), 60, null);
        byte[] trimmed = Files.readAllBytes(file);
        trim(trimmed, 800, 0);
        System.arraycopy("free".getBytes(StandardCharsets.ISO_8859_1), 0, trimmed, indexOf(trimmed, "stss"), 4);
        Files.write(file, trimmed);
        try (VideoSource source = VideoSource.open(file)) {
            assertThat(source.stream(0).nb_frames()).isEqualTo(60);
        }
        assertThat(frames(file)).hasSize(20);
        try (Film film = Film.open(file, notices::add)) {
            assertThat(film.traits().frames()).isEqualTo(20);
        }
    }

    /** Three frames from the fourth on, for which those before are decoded; cut off, it is damaged as ever. */
    @Test
    void aTrimmedMp4SaysHowMuchIsShownAndWhereItEnds() throws IOException {
        Path file = fixture("fields.mp4");
        byte[] trimmed = Files.readAllBytes(file);
        trim(trimmed, 100, 3 * 1001);
        Files.write(file, trimmed);
        try (Film film = Film.open(file, notices::add)) {
            assertThat(film.traits().frames()).isEqualTo(3);
        }
        assertThat(frames(file)).extracting(FilmFrame::start).containsExactly(0L, 1L, 2L);
        Files.write(file, Arrays.copyOf(trimmed, trimmed.length - 2500));
        assertThatThrownBy(() -> frames(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("fields.mp4, damaged at frame ");
    }

    /** Whatever is done to a file, what comes is frames or one clear error. */
    @Test
    void alteredVideosAreReadOrRefused() throws IOException {
        Path file = fixture("fields.mp4");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] altered = whole.clone();
            for (int k = 0; k < 4; k++) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, altered);
            try {
                frames(file);
            } catch (DataException e) {
                assertThat(e).hasMessageContaining("fields.mp4");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    @Test
    void framesOfAnotherSizeAreRefused() throws IOException {
        Path file = temp.resolve("a.mp4");
        try (FilmWriter writer =
                VideoLibrary.require(file).write(file, FilmFormat.MP4, traits(32, 32, NTSC), null, notices::add)) {
            assertThatThrownBy(() -> writer.add(frame(1, 32, 34, 0, 1)))
                    .hasMessageContaining("expected a frame of 32 x 32 pixels, got 32 x 34");
        }
    }

    /** An object forgotten with each frame would be a thousand. */
    @Test
    void aThousandFramesHoldTheMemory() throws IOException {
        pass(write(temp.resolve("warm.mp4"), traits(32, 32, NTSC), 100, null));
        System.gc();
        long objects = Pointer.totalCount();
        long bytes = Pointer.totalBytes();
        assertThat(pass(write(temp.resolve("long.mp4"), traits(32, 32, NTSC), 1000, null)))
                .isEqualTo(1000);
        System.gc();
        assertThat(Pointer.totalCount() - objects).isLessThan(300);
        assertThat(Pointer.totalBytes() - bytes).isLessThan(1 << 20);
    }

    private int pass(Path file) {
        int count = 0;
        try (Film film = Film.open(file, notices::add)) {
            while (film.next() != null) {
                count++;
            }
        }
        return count;
    }
}
