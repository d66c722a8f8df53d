package io.github.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be used is refused in one line, before anything is written. */
class BadDataTest {

    @TempDir
    Path temp;

    private boolean runExpected;

    private Ran train(Path data) {
        return Ran.train("--data", data, "--steps", 2, "--out", temp.resolve("run"));
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(temp.resolve(name), content);
    }

    /** A folder with this one file in it. */
    private Path folderOf(String name, byte[] content) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("folder"));
        Files.write(folder.resolve(name), content);
        return folder;
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(Files.exists(temp.resolve("run"))).isEqualTo(runExpected);
    }

    @Test
    void aPathThatDoesNotExistIsRefused() {
        train(temp.resolve("nowhere/at/all")).isRefused("nowhere/at/all", "found nothing there");
    }

    @Test
    void aNameThatIsNoSetIsRefusedWithTheNearOne() {
        Ran.train("--data", "digit", "--out", temp.resolve("run")).isRefused("'digit'", "did you mean 'digits'?");
    }

    @Test
    void anImpossiblePathIsRefused() {
        Ran.train("--data", "a\0b", "--out", temp.resolve("run")).isRefused("expected a path to data");
    }

    @Test
    void anEmbeddedSetOfNoSamplesIsRefused() {
        Ran.train("--data", "digits:0", "--out", temp.resolve("run")).isRefused("at least 1", "digits:0");
    }

    @Test
    void anEmptyFolderIsRefused() throws IOException {
        train(Files.createDirectories(temp.resolve("empty"))).isRefused("expected images", "empty", "PNG");
    }

    @Test
    void aFolderWithoutImagesIsRefused() throws IOException {
        train(folderOf("notes.txt", new byte[] {'h', 'i'})).isRefused("expected images", "found none");
    }

    @Test
    void aTextFileNamedPngIsRefused() throws IOException {
        train(folderOf("a.png", "this is text".getBytes())).isRefused("expected images", "a.png");
    }

    @Test
    void aCutPngAloneIsRefused() throws IOException {
        train(folderOf("cut.png", BadFiles.cutPng())).isRefused("expected readable samples", "cut.png");
    }

    @Test
    void anImageThatClaimsTooManyPixelsIsRefused() throws IOException {
        train(folderOf("bomb.png", BadFiles.hugePng())).isRefused("20000 x 20000", "limit is 100000000");
    }

    @Test
    void idxWithAWrongMagicNumberIsRefused() throws IOException {
        train(file("a-images-idx3-ubyte", BadFiles.idx(0x1234, 2, 2)))
                .isRefused("expected a folder, a ZIP of images or an IDX file", "a-images-idx3-ubyte");
    }

    @Test
    void idxWithAWrongLengthIsRefused() throws IOException {
        train(file("a-images-idx3-ubyte", BadFiles.idx(0x803, 5, 3)))
                .isRefused("expected 3920 bytes", "2352", "a-images-idx3-ubyte");
    }

    @Test
    void idxWithAWrongCountIsRefused() throws IOException {
        train(file("a-images-idx3-ubyte", BadFiles.idx(0x803, 0, 3))).isRefused("at least one sample", "[0, 28, 28]");
        train(file("b-images-idx3-ubyte", BadFiles.idx(0x803, -1, 3))).isRefused("b-images-idx3-ubyte");
    }

    @Test
    void aCutGzipIsRefused() throws IOException {
        byte[] cut = BadFiles.cutGzip(BadFiles.idx(0x803, 100, 100));
        train(file("a-images-idx3-ubyte.gz", cut)).isRefused("cut or damaged", "a-images-idx3-ubyte.gz");
    }

    @Test
    void aDamagedGzipIsRefused() throws IOException {
        byte[] damaged = BadFiles.gzip(BadFiles.idx(0x803, 100, 100));
        damaged[damaged.length - 6] ^= 1; // the checksum
        train(file("a-images-idx3-ubyte.gz", damaged))
                .isRefused("expected a whole gzip file", "a-images-idx3-ubyte.gz");
    }

    @Test
    void aZipWithAnEntryThatLeavesItIsRefused() throws IOException {
        train(BadFiles.zip(temp.resolve("evil.zip"), "good.png", "../../evil.png"))
                .isRefused("entries that stay inside", "../../evil.png");
        assertThat(temp.resolve("../../evil.png")).doesNotExist();
    }

    @Test
    void aCutZipIsRefused() throws IOException {
        Path whole = BadFiles.zip(temp.resolve("whole.zip"), "a.png", "b.png");
        byte[] bytes = Files.readAllBytes(whole);
        train(file("cut.zip", java.util.Arrays.copyOf(bytes, bytes.length / 2)))
                .isRefused("expected a ZIP of images", "cut.zip");
    }

    @Test
    void oneImageIsRefusedWithItsFolderAsHint() throws IOException {
        train(file("one.png", BadFiles.png(9))).isRefused("single PNG image", "folder");
    }

    @Test
    void oneUnreadableImageAmongManyIsSkippedWithAWarning() throws IOException {
        runExpected = true;
        Path folder = BadFiles.folder(temp, 7);
        Files.write(folder.resolve("cut.png"), BadFiles.cutPng());

        Ran ran = train(folder).succeeds();

        assertThat(ran.err()).startsWith("warning: ").contains("cut.png").doesNotContain("error:");
        assertThat(temp.resolve("run/model/model.json")).exists();
    }
}
