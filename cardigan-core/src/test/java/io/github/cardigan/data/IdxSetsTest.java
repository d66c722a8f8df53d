package io.github.cardigan.data;

import static io.github.cardigan.data.TestImages.bytes;
import static io.github.cardigan.data.TestImages.gzip;
import static io.github.cardigan.data.TestImages.idx;
import static io.github.cardigan.data.TestImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxSetsTest {

    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    /** Three images of 4 rows and 5 columns, counting up. */
    private static final byte[] THREE = idx(new int[] {3, 4, 5}, upTo(60));

    private final List<String> notices = new ArrayList<>();

    @TempDir
    Path folder;

    private static byte[] upTo(int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (4 * i);
        }
        return values;
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
    void imagesAndLabelsAreReadPlainAndGzipped(boolean packed) throws IOException {
        byte[] labels = idx(new int[] {3}, bytes(7, 2, 7));
        write(folder.resolve(IMAGES + (packed ? ".gz" : "")), packed ? gzip(THREE) : THREE);
        write(folder.resolve(LABELS), packed ? gzip(labels) : labels);
        try (Dataset data = open(folder)) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 4, 5));
            assertThat(data.size()).isEqualTo(3);
            assertThat(data.classes()).containsExactly("2", "7");
            assertThat(new int[] {data.label(0), data.label(1), data.label(2)}).containsExactly(1, 0, 1);
            float[] values = new float[22];
            data.read(1, values, 1);
            assertThat(values[0]).isZero();
            assertThat(values[21]).isZero();
            for (int i = 0; i < 20; i++) {
                assertThat(values[1 + i]).isEqualTo((float) (4 * (20 + i) / 127.5 - 1));
            }
            assertThat(data.name()).isEqualTo(folder.toString());
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void blackIsMinusOneAndWhiteIsOne() throws IOException {
        byte[] values = new byte[16];
        values[15] = (byte) 255;
        write(folder.resolve(IMAGES), idx(new int[] {1, 4, 4}, values));
        try (Dataset data = open(folder)) {
            float[] read = new float[16];
            data.read(0, read, 0);
            assertThat(read[0]).isEqualTo(-1f);
            assertThat(read[15]).isEqualTo(1f);
        }
    }

    @Test
    void oneFileIsEnoughAndFindsItsLabels() throws IOException {
        Path images = write(folder.resolve("t10k-images.idx3-ubyte"), THREE);
        try (Dataset data = open(images)) {
            assertThat(data.classes()).isEmpty();
            assertThat(data.label(2)).isEqualTo(-1);
        }
        write(folder.resolve("t10k-labels.idx1-ubyte.gz"), gzip(idx(new int[] {3}, bytes(0, 1, 2))));
        write(folder.resolve("train-labels.idx1-ubyte"), idx(new int[] {9}, new byte[9]));
        try (Dataset data = open(images)) {
            assertThat(data.classes()).containsExactly("0", "1", "2");
        }
    }

    @Test
    void ofTrainAndTestTrainIsUsedAndSaidSo() throws IOException {
        write(folder.resolve(IMAGES), THREE);
        write(folder.resolve(LABELS), idx(new int[] {3}, bytes(0, 1, 0)));
        write(folder.resolve("t10k-images-idx3-ubyte"), idx(new int[] {2, 4, 5}, new byte[40]));
        write(folder.resolve("t10k-labels-idx1-ubyte"), idx(new int[] {2}, bytes(0, 0)));
        try (Dataset data = open(folder)) {
            assertThat(data.size()).isEqualTo(3);
            assertThat(data.classes()).hasSize(2);
        }
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("using train-images", "t10k-images-idx3-ubyte left out");
    }

    @Test
    void severalSetsWithoutATrainOneAreRefused() throws IOException {
        write(folder.resolve("a-images"), THREE);
        write(folder.resolve("b-images"), THREE);
        assertRefused(folder, "one IDX file of images", "a-images, b-images");
    }

    @Test
    void labelsThatBelongToNothingAreLeftOutAndSaidSo() throws IOException {
        write(folder.resolve(IMAGES), THREE);
        write(folder.resolve("x-labels"), idx(new int[] {3}, bytes(0, 1, 0)));
        write(folder.resolve("y-labels"), idx(new int[] {3}, bytes(0, 1, 0)));
        try (Dataset data = open(folder)) {
            assertThat(data.classes()).isEmpty();
        }
        assertThat(notices).singleElement().asString().contains("without labels", "x-labels, y-labels");
    }

    @Test
    void labelsOfAnotherCountAreRefused() throws IOException {
        write(folder.resolve(IMAGES), THREE);
        write(folder.resolve(LABELS), idx(new int[] {4}, new byte[4]));
        assertRefused(folder, "one label per image", "4 labels", "3 images", LABELS);
    }

    @Test
    void labelsAloneAreRefused() throws IOException {
        Path labels = write(folder.resolve(LABELS), idx(new int[] {3}, new byte[3]));
        assertRefused(folder, "only labels", LABELS);
        assertRefused(labels, "in 3 dimensions, got one of 1", LABELS);
    }

    @Test
    void aFolderNamesTheFileWhoseMagicNumberIsWrong() throws IOException {
        byte[] signed = THREE.clone();
        signed[2] = 9;
        write(folder.resolve(IMAGES), signed);
        assertRefused(folder, "magic number 00000803", "got 00000903", IMAGES);
        write(folder.resolve(LABELS), idx(new int[] {3}, new byte[3]));
        assertRefused(folder, "magic number 00000803", IMAGES);
        byte[] whole = gzip(THREE);
        write(folder.resolve(IMAGES), Arrays.copyOf(whole, 12));
        assertRefused(folder, "damaged", IMAGES);
    }

    @Test
    void aFileThatIsTooShortOrTooLongIsRefused() throws IOException {
        Path file = write(folder.resolve(IMAGES), Arrays.copyOf(THREE, THREE.length - 1));
        assertRefused(file, "expected 60 bytes", "got 59", IMAGES);
        write(file, Arrays.copyOf(THREE, THREE.length + 1));
        assertRefused(file, "expected 60 bytes", "got 61");
        write(file, Arrays.copyOf(THREE, 10));
        assertRefused(file, "header of 16 bytes, got 10");
    }

    @Test
    void aGzippedFileThatIsTooShortOrTooLongIsRefused() throws IOException {
        Path file = write(folder.resolve("images.gz"), gzip(Arrays.copyOf(THREE, THREE.length - 1)));
        assertRefused(file, "expected 60 bytes", "got 59", "images.gz");
        write(file, gzip(Arrays.copyOf(THREE, THREE.length + 1)));
        assertRefused(file, "expected 60 bytes", "got more than 60");
        write(file, gzip(Arrays.copyOf(THREE, 10)));
        assertRefused(file, "header of 16 bytes, got 10");
    }

    @Test
    void aDamagedGzipIsRefused() throws IOException {
        byte[] whole = gzip(THREE);
        Path file = write(folder.resolve("images.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertRefused(file, "cut or damaged", "images.gz");
        byte[] wrongChecksum = whole.clone();
        wrongChecksum[whole.length - 6] ^= 1;
        write(file, wrongChecksum);
        assertRefused(file, "cut or damaged", "images.gz");
        write(file, Arrays.copyOf(whole, 12));
        assertRefused(file, "damaged gzip file", "images.gz");
    }

    @Test
    void aGzipThatClaimsGigabytesIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] claims = idx(new int[] {Integer.MAX_VALUE, 28, 28}, new byte[100]);
        Path file = write(folder.resolve("images.gz"), gzip(claims));
        assertRefused(file, "expected 1683627179248 bytes", "got at most");
    }

    @Test
    void impossibleDimensionsAreRefused() throws IOException {
        Path file = write(folder.resolve(IMAGES), idx(new int[] {0, 4, 5}, new byte[0]));
        assertRefused(file, "at least one sample", "[0, 4, 5]");
        write(file, idx(new int[] {-1, 4, 5}, new byte[0]));
        assertRefused(file, "[-1, 4, 5]");
        write(file, idx(new int[] {1, 5000, 5}, new byte[25000]));
        assertRefused(file, "sides of 1 to 4096", "[1, 5000, 5]");
        write(file, idx(new int[] {1, 3, 4, 5}, new byte[60]));
        assertRefused(file, "in 3 dimensions, got one of 4");
    }

    @Test
    void imagesAreBroughtToTheWantedSize() throws IOException {
        byte[] values = new byte[2 * 8 * 8];
        Arrays.fill(values, 64, 128, (byte) 90);
        write(folder.resolve(IMAGES), idx(new int[] {2, 8, 8}, values));
        try (Dataset data = Datasets.open(folder.toString(), new ImageSize(16, 12), notices::add)) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 16, 12));
            assertThat(TestImages.read(data, 0)).hasSize(192).containsOnly(0);
            assertThat(TestImages.read(data, 1)).containsOnly(90);
            assertThat(TestImages.read(data, 1)).containsOnly(90);
        }
    }

    /** 65 images of 16 MiB: more than one mapping holds, and more than the fingerprint reads. The file is a sparse one. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileOfSeveralMappingsIsReadAcrossThem() throws IOException {
        Path file = folder.resolve(IMAGES);
        long itemBytes = 4096L * 4096;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(idx(new int[] {65, 4096, 4096}, new byte[0]));
            sparse.setLength(16 + 65 * itemBytes);
            sparse.seek(16 + 64 * itemBytes);
            sparse.write(200);
            sparse.seek(16 + 64 * itemBytes - 1);
            sparse.write(100);
        }
        IdxFile images = IdxFile.open(file, IdxHeader.IMAGES);
        assertThat(images.chunks()).hasSize(2);
        assertThat(images.item(64)[0]).isEqualTo((byte) 200);
        assertThat(images.item(64)[1]).isZero();
        assertThat(images.item(63)[(int) itemBytes - 1]).isEqualTo((byte) 100);
        assertThat(images.item(63)[0]).isZero();
        try (Dataset data = open(file)) {
            assertThat(data.shape()).isEqualTo(Shape.image(1, 64, 64));
            assertThat(data.fingerprint()).hasSize(64);
        }
    }

    @Test
    void theFingerprintTellsContentLabelsAndSizeButNotPlaceOrPacking() throws IOException {
        Path here = write(folder.resolve("here/images"), THREE);
        Path packed = write(folder.resolve("there/images.gz"), gzip(THREE));
        byte[] changed = THREE.clone();
        changed[40]++;
        Path other = write(folder.resolve("other/images"), changed);
        Path labelled = write(folder.resolve("labelled/images"), THREE);
        write(folder.resolve("labelled/labels"), idx(new int[] {3}, bytes(0, 1, 2)));
        String fingerprint = open(here).fingerprint();
        assertThat(fingerprint).matches("[0-9a-f]{64}").isEqualTo(open(here).fingerprint());
        assertThat(open(packed).fingerprint()).isEqualTo(fingerprint);
        assertThat(open(other).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(open(labelled).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(Datasets.open(here.toString(), new ImageSize(8, 8), notices::add)
                        .fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void anIndexOutOfRangeIsRefused() throws IOException {
        Path file = write(folder.resolve(IMAGES), THREE);
        try (Dataset data = open(file)) {
            assertThatThrownBy(() -> data.read(3, new float[20], 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> data.label(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> data.read(0, new float[19], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
