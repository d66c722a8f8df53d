package io.github.cardigan.data;

import static io.github.cardigan.data.TestImages.bytes;
import static io.github.cardigan.data.TestImages.grey;
import static io.github.cardigan.data.TestImages.idx;
import static io.github.cardigan.data.TestImages.read;
import static io.github.cardigan.data.TestImages.write;
import static io.github.cardigan.data.TestImages.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cardigan.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    private final List<String> notices = new ArrayList<>();

    @TempDir
    Path temp;

    private Dataset test(Path path) {
        return Datasets.open(path.toString(), null, DataLimits.defaults(), Split.TEST, notices::add);
    }

    private void assertRefused(Path path, String... parts) {
        assertThatThrownBy(() -> test(path))
                .isInstanceOfSatisfying(
                        MissingPartException.class, e -> assertThat(e.hint()).isNotBlank())
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    /** Folders with one image each, whose grey value is its place in the list. */
    private Path folders(boolean zipped, String... folders) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < folders.length; i++) {
            files.put(folders[i] + "/1.png", grey("png", 8, 8, i));
        }
        if (zipped) {
            return zip(temp.resolve("set.zip"), files);
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(temp.resolve("set").resolve(file.getKey()), file.getValue());
        }
        return temp.resolve("set");
    }

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte",
        "latest-train.images, latest-train.labels, latest-TEST.images, latest-TEST.labels"
    })
    void ofIdxFilesTheTestSetIsFoundWithItsLabels(String train, String trainLabels, String test, String testLabels)
            throws IOException {
        write(temp.resolve(train), idx(new int[] {3, 4, 5}, new byte[60]));
        write(temp.resolve(trainLabels), idx(new int[] {3}, bytes(0, 1, 0)));
        write(temp.resolve(test), idx(new int[] {2, 4, 5}, new byte[40]));
        write(temp.resolve(testLabels), idx(new int[] {2}, bytes(7, 7)));
        try (Dataset data = test(temp);
                Dataset file = test(temp.resolve(test));
                Dataset other = Datasets.open(temp.toString(), null, notice -> {})) {
            assertThat(data.size()).isEqualTo(2);
            assertThat(data.classes()).containsExactly("7");
            assertThat(file.fingerprint()).isEqualTo(data.fingerprint());
            assertThat(other.size()).isEqualTo(3);
            assertThat(other.fingerprint()).isNotEqualTo(data.fingerprint());
        }
        assertThat(notices).singleElement().asString().contains("using " + test, train + " left out");
    }

    @Test
    void anIdxSetWithoutPartsHasNoTest() throws IOException {
        Path images = write(temp.resolve("images"), idx(new int[] {3, 4, 5}, new byte[60]));
        assertRefused(images, "expected a test part, but " + images + " has no parts");
        assertRefused(temp, "has no parts");
        write(temp.resolve("more-images"), idx(new int[] {3, 4, 5}, new byte[60]));
        assertRefused(temp, "expected one IDX file of images named test, got images, more-images");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofFoldersTestIsTakenElseWhatValidates(boolean zipped) throws IOException {
        Path all = folders(zipped, "set/train/a", "set/train/b", "set/val/a", "set/val/b", "set/Test/a", "set/Test/b");
        try (Dataset data = test(all);
                Dataset train = Datasets.open(all.toString(), null, notice -> {})) {
            assertThat(data.classes()).containsExactly("a", "b");
            assertThat(List.of(read(data, 0)[0], read(data, 1)[0])).containsExactly(4, 5);
            assertThat(List.of(read(train, 0)[0], read(train, 1)[0])).containsExactly(0, 1);
            assertThat(train.fingerprint()).isNotEqualTo(data.fingerprint());
        }
        assertThat(notices).singleElement().asString().contains("using the 2 images of Test; train, val left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"val", "valid", "validation"})
    void whereThereIsNoTestTheValidationPartIsTaken(String name) throws IOException {
        try (Dataset data = test(folders(true, "train/a", name + "/b", name + "/c"))) {
            assertThat(data.classes()).containsExactly("b", "c");
        }
    }

    @Test
    void aTestPartAloneIsOne() throws IOException {
        try (Dataset data = test(folders(false, "set/test/a", "set/test/b"))) {
            assertThat(data.size()).isEqualTo(2);
        }
    }

    @Test
    void foldersWithoutPartsHaveNoTest() throws IOException {
        Path classes = folders(false, "ant", "zebra");
        assertRefused(classes, "expected a test part, but " + classes + " has no parts");
        assertRefused(classes.resolve("ant"), "has no parts");
        assertRefused(folders(true, "train/a", "train/b"), "has no parts");
        assertThatThrownBy(() -> test(classes))
                .satisfies(e -> assertThat(((DataException) e).hint())
                        .isEqualTo("leave --split out, or give the path of what was held out"));
    }

    @ParameterizedTest
    @CsvSource({
        "digits, 60000",
        "shapes, 60000",
        "faces, 60000",
        "makeup, 60000",
        "ring, 100000",
        "grid, 100000",
        "swiss-roll, 100000",
        "two-moons, 100000"
    })
    void embeddedSetsAreDrawnAnewForTheTest(String name, int count) {
        try (Dataset train = EmbeddedSets.open(name, null).orElseThrow();
                Dataset test = EmbeddedSets.open(name, null, Split.TEST).orElseThrow();
                Dataset few = EmbeddedSets.open(name + ":30", null, Split.TEST).orElseThrow()) {
            assertThat(train.size()).isEqualTo(count);
            assertThat(test.size()).isEqualTo(10_000);
            assertThat(few.size()).isEqualTo(30);
            assertThat(test.fingerprint()).isNotEqualTo(train.fingerprint());
            assertThat(test.classes()).isEqualTo(train.classes());
            for (int i = 0; i < 30; i++) {
                assertThat(values(few, i)).isEqualTo(values(test, i)).isNotEqualTo(values(train, i));
            }
        }
    }

    private static float[] values(Dataset data, int index) {
        float[] values = new float[data.shape().elements()];
        data.read(index, values, 0);
        return values;
    }

    @Test
    void mnistHasTenThousandForTheTest() {
        Path mnist = Path.of("..", "..", "shared", "data", "mnist");
        assumeTrue(Files.exists(mnist), () -> "skipped: there is no " + mnist);
        try (Dataset data = test(mnist)) {
            assertThat(data.size()).isEqualTo(10_000);
            // The first label of the test set is 7, as every tutorial shows.
            assertThat(data.classes().get(data.label(0))).isEqualTo("7");
        }
    }

    @Test
    void aPartIsWrittenInLowerCase() {
        assertThat(Split.values()).extracting(Split::toString).containsExactly("train", "test");
    }
}
