package io.github.cardigan.data;

import static io.github.cardigan.data.TestImages.bytes;
import static io.github.cardigan.data.TestImages.colour;
import static io.github.cardigan.data.TestImages.grey;
import static io.github.cardigan.data.TestImages.read;
import static io.github.cardigan.data.TestImages.write;
import static io.github.cardigan.data.TestImages.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSetsTest {

    private static final byte[] TEXT = "not an image".getBytes(StandardCharsets.UTF_8);

    private final List<String> notices = new ArrayList<>();

    @TempDir
    Path temp;

    /** The same files as a folder or as a ZIP. */
    private Path place(boolean zipped, Map<String, byte[]> files) throws IOException {
        if (zipped) {
            return zip(temp.resolve("set.zip"), new TreeMap<>(files));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(temp.resolve("set").resolve(file.getKey()), file.getValue());
        }
        return Files.createDirectories(temp.resolve("set"));
    }

    private Dataset open(Path path) {
        return Datasets.open(path.toString(), null, notices::add);
    }

    private void assertRefused(Path path, String... parts) {
        assertThatThrownBy(() -> open(path))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.hint()).isNotBlank())
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void foldersSideBySideAreClassesInTheOrderOfTheirNames(boolean zipped) throws IOException {
        Path place = place(
                zipped,
                Map.of(
                        "zebra/1.png", colour("png", 8, 8, 0x0a0000),
                        "ant/2.png", colour("png", 8, 8, 0x140000),
                        "ant/1.bmp", colour("bmp", 8, 8, 0x1e0000),
                        "README.txt", TEXT));
        try (Dataset data = open(place)) {
            assertThat(data.classes()).containsExactly("ant", "zebra");
            assertThat(data.size()).isEqualTo(3);
            assertThat(data.shape()).isEqualTo(Shape.image(3, 8, 8));
            assertThat(IntStream.range(0, 3).map(data::label)).containsExactly(0, 0, 1);
            assertThat(IntStream.range(0, 3).map(i -> read(data, i)[0])).containsExactly(0x1e, 0x14, 0x0a);
            assertThat(read(data, 0)[64]).isZero();
        }
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTrainAndTestTrainIsUsedAndSaidSo(boolean zipped) throws IOException {
        Path place = place(
                zipped,
                Map.of(
                        "cifar/train/cat/1.png", grey("png", 8, 8, 1),
                        "cifar/train/dog/1.png", grey("png", 8, 8, 2),
                        "cifar/test/cat/1.png", grey("png", 8, 8, 3),
                        "cifar/Val/cat/1.png", grey("png", 8, 8, 4)));
        try (Dataset data = open(place)) {
            assertThat(data.size()).isEqualTo(2);
            assertThat(data.classes()).containsExactly("cat", "dog");
            assertThat(read(data, 1)[0]).isEqualTo(2);
        }
        assertThat(notices).singleElement().asString().contains("using the 2 images of train", "Val, test left out");
    }

    @Test
    void partsWithoutTrainAreRefused() throws IOException {
        Path place = place(false, Map.of("test/1.png", grey("png", 8, 8, 1), "val/1.png", grey("png", 8, 8, 1)));
        assertRefused(place, "expected a folder train", "[test, val]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyOtherArrangementIsLookedThroughWithoutLabels(boolean zipped) throws IOException {
        Path place = place(
                zipped,
                Map.of(
                        "b/deep/2.png", grey("png", 8, 8, 2),
                        "a/1.png", grey("png", 8, 8, 1),
                        "c.png", grey("png", 8, 8, 3),
                        ".hidden.png", grey("png", 8, 8, 4),
                        ".hidden/5.png", grey("png", 8, 8, 5),
                        "__MACOSX/._c.png", TEXT));
        try (Dataset data = open(place)) {
            assertThat(data.classes()).isEmpty();
            assertThat(data.label(0)).isEqualTo(-1);
            assertThat(IntStream.range(0, data.size()).map(i -> read(data, i)[0]))
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void foldersAtDifferentDepthsAreNoClasses() {
        List<String> names = List.of("a/x/1.png", "b/2.png");
        assertThat(FolderLayout.of("set", names, Split.TRAIN, notices::add).classes())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theContentDecidesNotTheName(boolean zipped) throws IOException {
        Path place = place(
                zipped,
                Map.of(
                        "1.png",
                        grey("jpg", 8, 8, 10),
                        "2",
                        grey("png", 8, 8, 20),
                        "3.dat",
                        grey("gif", 8, 8, 30),
                        "4",
                        TEXT));
        try (Dataset data = open(place)) {
            assertThat(IntStream.range(0, data.size()).map(i -> read(data, i)[0]))
                    .containsExactly(10, 20, 30);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDamagedImageIsNamedAndTheOthersAreFine(boolean zipped) throws IOException {
        byte[] whole = grey("png", 8, 8, 7);
        Path place = place(
                zipped, Map.of("a/1.png", whole, "b/2.png", Arrays.copyOf(whole, whole.length / 2), "b/3.png", TEXT));
        try (Dataset data = open(place)) {
            assertThat(data.size()).isEqualTo(3);
            assertThat(read(data, 0)).containsOnly(7);
            assertThatThrownBy(() -> read(data, 1))
                    .isInstanceOf(UnreadableSampleException.class)
                    .hasMessageStartingWith("b/2.png cannot be read: ");
            assertThatThrownBy(() -> read(data, 2))
                    .isInstanceOf(UnreadableSampleException.class)
                    .hasMessageContaining("b/3.png cannot be read: its content is none of PNG");
        }
    }

    @Test
    void greyImagesBecomeColourInAColourSet() throws IOException {
        Path place = place(false, Map.of("1.png", grey("png", 4, 4, 50), "2.png", colour("png", 4, 4, 0x010203)));
        try (Dataset data = open(place)) {
            assertThat(data.shape()).isEqualTo(Shape.image(3, 4, 4));
            assertThat(read(data, 0)).hasSize(48).containsOnly(50);
            assertThat(read(data, 1)).contains(1, 2, 3);
        }
    }

    @Test
    void colourBecomesLuminance() {
        Planes colour = new Planes(bytes(255, 0, 0, 100, 0, 255, 0, 100, 0, 0, 255, 100), 3, 2, 2);
        // BT.601: 0.299 red, 0.587 green, 0.114 blue
        assertThat(colour.withChannels(1).values()).isEqualTo(bytes(76, 150, 29, 100));
    }

    @Test
    void aColourImageThatWasNotSampledBecomesGreyInAGreySet() throws IOException {
        // 64 of 200 are looked at: the first, the last, and every third or so; the second is not.
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            files.put("%03d.png".formatted(i), i == 1 ? colour("png", 4, 4, 0x00ff00) : grey("png", 4, 4, i));
        }
        try (Dataset data = open(place(true, files))) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 4, 4));
            assertThat(read(data, 1)).containsOnly(150);
            assertThat(read(data, 199)).containsOnly(199);
        }
    }

    @Test
    void imagesOfOneSmallSizeKeepIt() throws IOException {
        try (Dataset data = open(place(false, Map.of("1.png", grey("png", 128, 20, 0))))) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 128, 20));
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void otherImagesBecome64x64AndTheNoticeNamesTheOption() throws IOException {
        try (Dataset data = open(place(false, Map.of("1.png", grey("png", 129, 20, 9))))) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 64, 64));
            assertThat(read(data, 0)).containsOnly(9);
        }
        assertThat(notices).singleElement().asString().contains("129x20", "64x64", "--size HxW");
    }

    @Test
    void mixedSizesBecome64x64OrWhatIsWanted() throws IOException {
        Path place = place(false, Map.of("1.png", grey("png", 8, 8, 5), "2.png", grey("png", 30, 20, 6)));
        try (Dataset data = open(place)) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 64, 64));
            assertThat(read(data, 1)).containsOnly(6);
        }
        assertThat(notices).singleElement().asString().contains("different sizes");
        try (Dataset data = Datasets.open(place.toString(), new ImageSize(16, 24), notice -> {
            throw new AssertionError("nothing to notice: " + notice);
        })) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 16, 24));
            assertThat(read(data, 0)).hasSize(16 * 24).containsOnly(5);
        }
    }

    @Test
    void aSetBeyondTheBudgetIsReadAnewWithTheSameValues() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 5; i++) {
            files.put(i + ".jpg", colour("jpg", 20, 30, 0x102030 * i));
        }
        Path place = place(false, files);
        DataLimits streaming = new DataLimits(1000, 100_000, 5 * 3 * 8 * 8 - 1);
        DataLimits caching = new DataLimits(1000, 100_000, 5 * 3 * 8 * 8);
        ImageSize size = new ImageSize(8, 8);
        try (Dataset streamed = Datasets.open(place.toString(), size, streaming, notices::add);
                Dataset cached = Datasets.open(place.toString(), size, caching, notices::add)) {
            for (int i = 0; i < 5; i++) {
                assertThat(read(streamed, i)).isEqualTo(read(cached, i));
            }
            assertThat(streamed.fingerprint()).isEqualTo(cached.fingerprint());
            // Once the file is gone the streamed set notices, the cached one does not.
            Files.delete(place.resolve("3.jpg"));
            assertThatThrownBy(() -> read(streamed, 3))
                    .isInstanceOf(UnreadableSampleException.class)
                    .hasMessageContaining("3.jpg");
            assertThat(read(cached, 3)).hasSize(192);
        }
    }

    @Test
    void aPictureThatClaimsTooMuchIsNotDecoded() throws IOException {
        Path place = place(false, Map.of("huge.png", TestImages.png(60_000, 60_000, 8, 0, new byte[0], bytes(0, 0))));
        assertRefused(place, "no readable image", "huge.png", "60000 x 60000");
    }

    @Test
    void filesBeyondTheLimitAreNotRead() throws IOException {
        DataLimits tight = new DataLimits(1000, 40, 0);
        for (boolean zipped : new boolean[] {false, true}) {
            Path place = place(zipped, Map.of("1.png", new byte[41]));
            assertThatThrownBy(() -> Datasets.open(place.toString(), null, tight, notices::add))
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll("1.png", "41 bytes, the limit is 40");
        }
    }

    @Test
    void pathsThatLeadNowhereAreRefused() {
        assertRefused(temp.resolve("nothing"), "found nothing there", "nothing");
        assertThatThrownBy(() -> Datasets.open("", null, notices::add)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Datasets.open("a\0b", null, notices::add)).isInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingToReadIsRefused(boolean zipped) throws IOException {
        assertRefused(place(zipped, Map.of()), "expected images", "found none");
        assertRefused(place(zipped, Map.of("a.txt", TEXT, "b/c.csv", TEXT)), "expected images", "found none");
        assertRefused(place(zipped, Map.of("a.png", TEXT)), "no readable image", "a.png", "none of PNG");
        assertRefused(place(zipped, Map.of("a.png", new byte[0])), "no readable image", "a.png", "it is empty");
    }

    @Test
    void aSingleFileIsRefusedWithWhatItIs() throws IOException {
        assertRefused(
                write(temp.resolve("a.dat"), grey("png", 8, 8, 1)), "folder or ZIP", "a single PNG image", "a.dat");
        assertRefused(write(temp.resolve("a.png"), TEXT), "got something else", "a.png");
        assertRefused(write(temp.resolve("empty.zip"), new byte[0]), "an empty file");
        assertRefused(
                write(temp.resolve("a.gz"), TestImages.gzip(TEXT)), "a damaged gzip file, or one of something else");
    }

    @Test
    void aCutZipIsRefused() throws IOException {
        Path zip = place(true, Map.of("1.png", grey("png", 8, 8, 1)));
        byte[] whole = Files.readAllBytes(zip);
        write(zip, Arrays.copyOf(whole, whole.length - 30));
        assertRefused(zip, "a damaged or cut one", "set.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../1.png", "a/../../1.png", "/etc/1.png", "..\\1.png", "C:\\1.png", "a/.."})
    void zipEntriesThatLeadOutsideAreRefused(String name) throws IOException {
        Path zip = place(true, Map.of("ok.png", grey("png", 8, 8, 1), name, grey("png", 8, 8, 1)));
        assertRefused(zip, "entries that stay inside", name);
    }

    @Test
    void aZipEntryThatIsNotWhatTheListSaysIsUnreadable() throws IOException {
        byte[] image = grey("png", 8, 8, 1);
        Path zip = place(true, Map.of("1.png", image, "2.png", image));
        byte[] bytes = Files.readAllBytes(zip);
        int last = lastDirectoryEntry(bytes);
        assertThat(bytes[last + 24] & 0xff).isEqualTo(image.length & 0xff); // the unpacked size
        bytes[last + 24]--;
        write(zip, bytes);
        try (Dataset data = open(zip)) {
            assertThat(read(data, 0)).containsOnly(1);
            assertThatThrownBy(() -> read(data, 1))
                    .isInstanceOf(UnreadableSampleException.class)
                    .hasMessageContainingAll("2.png", "length and checksum");
        }
        bytes[last + 24]++;
        bytes[last + 16] ^= 1; // the checksum
        write(zip, bytes);
        try (Dataset data = open(zip)) {
            assertThatThrownBy(() -> read(data, 1))
                    .isInstanceOf(UnreadableSampleException.class)
                    .hasMessageContainingAll("2.png", "length and checksum");
        }
    }

    private static int lastDirectoryEntry(byte[] zip) {
        for (int i = zip.length - 4; i >= 0; i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
        throw new AssertionError("no directory in this ZIP");
    }

    @Test
    void linksThatLeadOutsideAreLeftOut() throws IOException {
        Path outside = write(temp.resolve("outside/secret.png"), grey("png", 8, 8, 9));
        Path place = place(false, Map.of("1.png", grey("png", 8, 8, 1)));
        try {
            Files.createSymbolicLink(place.resolve("2.png"), place.resolve("1.png"));
            Files.createSymbolicLink(place.resolve("3.png"), outside);
            Files.createSymbolicLink(place.resolve("4"), outside.getParent());
            Files.createSymbolicLink(place.resolve("5"), place);
            Files.createSymbolicLink(place.resolve("6.png"), place.resolve("gone.png"));
        } catch (FileSystemException | UnsupportedOperationException e) {
            assumeTrue(false, "this file system has no symbolic links: " + e);
        }
        try (Dataset data = open(place)) {
            assertThat(IntStream.range(0, data.size()).map(i -> read(data, i)[0]))
                    .containsExactly(1, 1);
        }
        assertThat(notices).singleElement().asString().contains("left out 4 links");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFingerprintTellsContentNamesAndShapeButNotPlace(boolean zipped) throws IOException {
        Map<String, byte[]> files = Map.of("a/1.bmp", grey("bmp", 8, 8, 1), "b/2.bmp", grey("bmp", 8, 8, 2));
        Path place = place(zipped, files);
        String fingerprint = open(place).fingerprint();
        assertThat(fingerprint).matches("[0-9a-f]{64}");
        Path moved = temp.resolve(zipped ? "moved.zip" : "moved");
        Files.move(place, moved);
        assertThat(open(moved).fingerprint()).isEqualTo(fingerprint);
        assertThat(Datasets.open(moved.toString(), new ImageSize(9, 8), notices::add)
                        .fingerprint())
                .isNotEqualTo(fingerprint);
        Path other = place(zipped, Map.of("a/1.bmp", grey("bmp", 8, 8, 1), "b/2.bmp", grey("bmp", 8, 8, 3)));
        assertThat(open(other).fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void severalThreadsReadTheSame() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            files.put("%02d.jpg".formatted(i), grey("jpg", 8, 8, 6 * i));
        }
        Path place = place(true, files);
        DataLimits streaming = new DataLimits(1000, 100_000, 0);
        try (Dataset data = Datasets.open(place.toString(), null, streaming, notices::add)) {
            List<Integer> read = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(i -> read(data, i % 40)[5] - read(data, i % 40)[60])
                    .toList();
            assertThat(read).containsOnly(0);
            int[] each =
                    IntStream.range(0, 40).parallel().map(i -> read(data, i)[0]).toArray();
            for (int i = 0; i < 40; i++) {
                assertThat(each[i]).isBetween(6 * i - 1, 6 * i + 1);
            }
        }
    }
}
