package io.github.cardigan.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cardigan.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    private static final String UNIQUE = "0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void aFileIsWrittenAndReplaced() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.write(file, new byte[] {1, 2});
        AtomicFiles.write(file, out -> {
            out.write(3);
            out.close();
        });
        assertThat(file).hasBinaryContent(new byte[] {3});
        assertThat(names(folder)).containsExactly("a.txt");
    }

    @Test
    void aFullDiskLeavesTheOldFileWholeAndNoTemporary() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the disk is full")
                .hasMessageContaining("a.txt");
        assertThat(file).hasContent("old");
        assertThat(names(folder)).containsExactly("a.txt");
    }

    @Test
    void theNewNameAppearsOnlyWhenTheContentIsComplete() {
        Path file = folder.resolve("a.txt");
        AtomicFiles.write(file, out -> {
            out.write(new byte[100_000]);
            out.flush();
            assertThat(file).doesNotExist();
        });
        assertThat(file).hasSize(100_000);
    }

    @Test
    void otherExceptionsOfTheCallbackPassAndLeaveNothing() throws IOException {
        assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("a"), out -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
        assertThatThrownBy(() -> AtomicFiles.writeFolder(folder.resolve("b"), temporary -> {
                    Files.writeString(temporary.resolve("x"), "half");
                    throw new UncheckedIOException(new IOException("Disk quota exceeded"));
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the disk is full");
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void refusalsAreSaidInOneLine() {
        assertThat(StorageFailure.of(folder, new AccessDeniedException("x"))).hasMessageEndingWith("permission denied");
        assertThat(StorageFailure.of(folder, new FileSystemException("x", null, "Read-only file system")))
                .hasMessageEndingWith("the disk is read-only");
        assertThat(StorageFailure.of(folder, new IOException("odd\nand long"))).hasMessageEndingWith(": odd");
        assertThat(StorageFailure.of(folder, new IOException())).hasMessageEndingWith(": IOException");
    }

    @Test
    void aMissingParentAndAnObstacleAreNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path taken = Files.createDirectory(folder.resolve("folder"));
        assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("no/a"), new byte[0]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> AtomicFiles.write(file.resolve("a"), new byte[0]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> AtomicFiles.write(taken, new byte[0]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("a folder of that name is in the way");
        assertThatThrownBy(() -> AtomicFiles.writeFolder(file, temporary -> {}))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("a file of that name is in the way");
    }

    @Test
    void aFolderIsWrittenAndReplacedAsAWhole() throws IOException {
        Path target = folder.resolve("000100");
        AtomicFiles.writeFolder(target, temporary -> {
            Files.createDirectories(temporary.resolve("deep/er"));
            Files.writeString(temporary.resolve("deep/er/a"), "1");
            assertThat(target).doesNotExist();
        });
        AtomicFiles.writeFolder(target, temporary -> Files.writeString(temporary.resolve("b"), "2"));
        assertThat(names(target)).containsExactly("b");
        assertThat(names(folder)).containsExactly("000100");
    }

    @Test
    void aFailedFolderLeavesTheOldOneWhole() throws IOException {
        Path target = Files.createDirectory(folder.resolve("model"));
        Files.writeString(target.resolve("weights"), "old");
        assertThatThrownBy(() -> AtomicFiles.writeFolder(target, temporary -> {
                    Files.writeString(temporary.resolve("weights"), "ne");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(StorageException.class);
        assertThat(target.resolve("weights")).hasContent("old");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void leftoversGoAndEverythingElseStays() throws IOException {
        Path half = Files.createDirectories(folder.resolve(".model.tmp-" + UNIQUE));
        Files.writeString(half.resolve("weights"), "half");
        Files.writeString(folder.resolve(".run.json.tmp-" + UNIQUE), "half");
        Files.writeString(folder.resolve(".mine.tmp-short"), "kept");
        Files.writeString(folder.resolve("run.json"), "kept");
        AtomicFiles.removeLeftovers(folder);
        assertThat(names(folder)).containsExactly(".mine.tmp-short", "run.json");
    }

    @Test
    void aFolderPutAsideByAKilledReplacementComesBack() throws IOException {
        Path aside = Files.createDirectory(folder.resolve(".model.old-" + UNIQUE));
        Files.writeString(aside.resolve("weights"), "old");
        AtomicFiles.removeLeftovers(folder);
        assertThat(folder.resolve("model/weights")).hasContent("old");

        Files.createDirectory(folder.resolve(".model.old-" + UNIQUE));
        AtomicFiles.removeLeftovers(folder);
        assertThat(folder.resolve("model/weights")).hasContent("old");
        assertThat(names(folder)).containsExactly("model");
    }

    @Test
    void linksInLeftoversAreNotFollowed() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.writeString(precious.resolve("a"), "kept");
        Path half = Files.createDirectory(folder.resolve(".model.tmp-" + UNIQUE));
        Files.createSymbolicLink(half.resolve("link"), precious);
        AtomicFiles.removeLeftovers(folder);
        assertThat(names(folder)).containsExactly("precious");
        assertThat(precious.resolve("a")).hasContent("kept");
    }

    @Test
    void anInterruptedThreadStillWrites() {
        Path file = folder.resolve("a");
        Thread.currentThread().interrupt();
        try {
            AtomicFiles.write(file, new byte[] {1});
            AtomicFiles.writeFolder(folder.resolve("b"), temporary -> Files.createFile(temporary.resolve("c")));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(folder.resolve("b/c")).exists();
    }

    @Test
    void spaceIsRequiredWithAMargin() {
        long margin = AtomicFiles.MARGIN_BYTES;
        assertThatCode(() -> AtomicFiles.requireSpace(folder, 1000, margin + 1000))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AtomicFiles.requireSpace(folder, 1536, margin + 1535))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("expected 1.5 KiB of free disk (and 64 MiB to spare)");
        assertThatThrownBy(() -> AtomicFiles.requireSpace(folder.resolve("not/yet/there"), Long.MAX_VALUE))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("8.0 EiB");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
